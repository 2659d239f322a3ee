"""The strip of a recording: all of it is seen, from one end of the strip to the other."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.widgets.sound.wave_strip import WaveStrip


@pytest.fixture
def strip(look, qtbot):
    made = WaveStrip(look)
    qtbot.addWidget(made)
    made.resize(420, 96)
    made.show()
    return made


def drawn(strip):
    """The columns of the picture in which a bar stands."""
    image = strip.grab().toImage()
    field = image.pixelColor(3, image.height() // 2)
    row = image.height() // 2
    return [x for x in range(14, strip.width() - 14) if image.pixelColor(x, row) != field]


@pytest.mark.parametrize("peaks", [12, 60, 76, 400])
def test_a_recording_fills_its_strip_however_short_it_is(strip, peaks):
    strip.settle([0.5] * peaks, peaks * 0.05, (0.0, peaks * 0.05))
    bars = drawn(strip)
    assert min(bars) < 24
    assert max(bars) > 420 - 48


@pytest.mark.parametrize("peaks", [12, 400])
def test_its_ends_stand_where_they_are_drawn(strip, qtbot, peaks):
    seconds = peaks * 0.05
    strip.settle([0.5] * peaks, seconds, (0.0, seconds))
    place = QPoint(12 + (420 - 24) * 3 // 4, 48)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)
    assert strip.ends == pytest.approx((0.0, seconds * 0.75), abs=seconds / 100)
