"""Rows of lists as they are drawn."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

from desktop.widgets.rows.line_delegate import LineDelegate, RowLook

WIDTH = 400


@pytest.fixture
def drawn(look):
    """Draw a row whose first line is this; gives the columns in which there is ink, and how much.

    The ink is counted from the bottom of the letters up to their top.
    """

    def draw(first):
        image = QImage(WIDTH, 60, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.black)
        painter = QPainter(image)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as that of a window is
        delegate = LineDelegate(look, 0, lambda line: line)
        shown = RowLook("", "", first)
        delegate.draw(painter, QRect(0, 0, WIDTH, 60), None, shown, chosen=False)
        painter.end()
        columns = [
            [y for y in range(60) if image.pixelColor(x, y).value() > 90] for x in range(WIDTH)
        ]
        return [rows[-1] - rows[0] + 1 for rows in columns if rows]

    return draw


def test_the_stop_of_words_that_run_leftward_stands_at_their_left(drawn):
    hebrew = drawn("\u05e9\u05dc\u05d5\u05dd.")
    assert hebrew[0] * 2 < max(hebrew)  # a stop is low
    english = drawn("Home.")
    assert english[0] == max(english)
    assert english[-1] * 2 < max(english)
