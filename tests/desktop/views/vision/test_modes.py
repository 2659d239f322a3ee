"""What holds for every mode of the Vision room: themes, small windows, keys."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QPlainTextEdit,
    QPushButton,
)

from desktop.views.frame.palette.commands import gather
from desktop.views.vision.mode import COMPARE, FLOW, PERSPECTIVE, READ, WRITE

MODES = [WRITE, FLOW, READ, COMPARE, PERSPECTIVE]


@pytest.fixture
def show(room, pen, settled):
    """Show the newer of two versions in a mode, at a category."""

    def run(mode):
        first = pen.version(fun="I play. " * 60, love="I am met.")
        pen.workspace.rows.put(
            "life_vision_category_state",
            {"category": "fun", "transcript": "Songs.", "blueprint_data": [{"being": "light"}]},
        )
        second = pen.steps.new_from(first)
        pen.write(second, fun="I play and I sing.")
        room.refresh()
        settled()
        room.open_version(second, mode)
        settled()
        room.rail.view.setCurrentRow(1)
        settled()
        settled()
        return room.modes.current()

    return run


@pytest.mark.parametrize("name", MODES)
def test_the_keys_go_where_one_would_go_on(show, name):
    mode = show(name)
    mode.activate()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert mode.isAncestorOf(focused)


@pytest.mark.parametrize("name", MODES)
def test_it_is_drawn_anew_in_the_other_theme(show, name, look, shell):
    mode = show(name)
    mode.grab()
    look.choose("light")
    image = shell.grab().toImage()
    corner = mode.mapTo(shell, mode.rect().topRight())
    assert image.pixelColor(corner.x() - 1, corner.y() + 1).lightness() > 200


@pytest.mark.parametrize("name", MODES)
def test_it_fits_into_a_small_window(show, name, shell, qtbot):
    shell.resize(900, 600)
    mode = show(name)
    assert mode.minimumSizeHint().width() <= mode.width()
    for kind in (QAbstractButton, QComboBox):
        for control in mode.findChildren(kind):
            if control.isVisible() and control.visibleRegion().isEmpty():
                # What is not to be seen now is at least in something that scrolls.
                parent = control.parentWidget()
                while parent is not mode and parent.objectName() != "qt_scrollarea_viewport":
                    parent = parent.parentWidget()
                assert parent is not mode, control.text()


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        (READ, {"Read over the whole screen": "F11", "Print or save a PDF…": "Ctrl+P"}),
        (COMPARE, {"Next difference": "F7", "Difference before": "Shift+F7"}),
        (FLOW, {"Next step": "Alt+Right", "The step before": "Alt+Left"}),
        (PERSPECTIVE, {"Accept every place": "", "Next place to look at": ""}),
    ],
)
def test_what_a_mode_offers_is_in_the_palette(show, shell, name, offered):
    show(name)
    found = {command.title: command.keys for command in gather(shell)}
    assert offered.items() <= found.items()
    others = {"Read over the whole screen", "Next difference", "Next step", "Accept every place"}
    assert not (others - offered.keys()) & found.keys()


@pytest.mark.parametrize("name", MODES)
def test_with_the_largest_letters_a_small_window_still_holds_what_one_does(
    show, name, shell, look, qtbot
):
    shell.resize(900, 600)
    look.scale_text(2.0)
    mode = show(name)
    shell.resize(900, 600)
    qtbot.waitUntil(lambda: shell.minimumSizeHint().height() <= 600)

    def whole():
        seen = [b for b in mode.findChildren(QPushButton) if not b.visibleRegion().isEmpty()]
        assert all(b.visibleRegion().boundingRect().height() >= b.height() for b in seen)
        texts = [t for t in mode.findChildren(QPlainTextEdit) if t.isVisible()]
        assert all(t.height() >= 2 * t.fontMetrics().lineSpacing() for t in texts)

    qtbot.waitUntil(whole)


def test_in_few_lines_the_switch_of_modes_is_one_button(show, room, shell, look, qtbot, settled):
    show(WRITE)
    shell.resize(900, 600)
    assert not room.head.compact.isVisible()
    look.scale_text(2.0)
    qtbot.waitUntil(room.head.compact.isVisible)
    assert not room.head.modes.isVisible()
    assert room.head.compact.accessibleName() == "Show as: Write"
    (read,) = (one for one in room.head.compact.menu().actions() if one.text() == "Read")
    read.trigger()
    settled()
    assert room.modes.name == READ
    assert room.head.compact.text() == "Read"
    look.scale_text(1.0)
    qtbot.waitUntil(room.head.modes.isVisible)
    assert room.head.modes.value() == READ
