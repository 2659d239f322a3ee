"""A notice that was meant for one room goes soon when the member is in another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton, QTextEdit, QWidget

from desktop.views.frame import noticebar
from desktop.views.frame.noticebar import NoticeBar


@pytest.fixture
def bar(look, qtbot, monkeypatch):
    monkeypatch.setattr(noticebar, "_PASSING_MS", 30)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    QTextEdit(window)
    made = NoticeBar(window, look.icons)
    with qtbot.waitExposed(window):
        window.show()
    return made


def test_it_stays_while_the_member_does(bar, qtbot):
    bar.show_notice("Saved.", lambda: None)
    assert bar.isVisible()
    bar.hasten()
    assert bar.isVisible()
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_what_is_told_after_the_move_has_its_usual_time(bar, qtbot):
    bar.show_notice("Saved.", lambda: None)
    bar.hasten()
    bar.show_notice("It stands there now.")
    other = []
    qtbot.waitUntil(lambda: other.append(1) or len(other) > 5)
    assert bar.isVisible()
    assert bar.text() == "It stands there now."


def test_only_its_own_deed_takes_it_away(bar):
    def undo():
        raise AssertionError

    bar.show_notice("Saved.", undo)
    bar.withdraw(lambda: None)
    assert bar.isVisible()
    bar.withdraw(undo)
    assert not bar.isVisible()


def test_undo_gives_the_focus_back_to_where_the_member_was(bar, qtbot):
    text = bar.window().findChild(QTextEdit)
    neighbour = QPushButton("Play", bar.window())
    neighbour.show()
    bar.window().activateWindow()
    text.setFocus()
    qtbot.waitUntil(text.hasFocus)
    undone = []
    bar.show_notice("Gone.", lambda: undone.append(1))
    undo = next(b for b in bar.findChildren(QAbstractButton) if "Undo" in b.text())
    undo.setFocus()
    qtbot.keyClick(undo, Qt.Key.Key_Space)
    assert undone
    assert text.hasFocus()
