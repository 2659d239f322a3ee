"""The turn after something was painted."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.qt.painting import NextPaint


class Painted(QLabel):
    """A child that counts how often it was painted."""

    count = 0

    def paintEvent(self, event):
        super().paintEvent(event)
        self.count += 1


def test_the_call_comes_once_and_after_the_children_were_painted(qtbot):
    window = QWidget()
    child = Painted("words")
    QVBoxLayout(window).addWidget(child)
    qtbot.addWidget(window)
    seen = []
    NextPaint(window, lambda: seen.append(child.count))
    assert not seen
    window.show()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0] >= 1
    window.repaint()
    qtbot.waitUntil(lambda: child.count > seen[0])
    assert len(seen) == 1


def test_what_is_painted_already_is_painted_again(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    seen = []
    NextPaint(window, lambda: seen.append(1))
    qtbot.waitUntil(lambda: bool(seen))
