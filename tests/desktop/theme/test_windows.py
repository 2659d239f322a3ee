"""A change of theme reaches the windows that are there, and those that come later."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from desktop.theme.appearance import Appearance
from desktop.theme.palette import DARK, LIGHT
from desktop.widgets.choosing.mood_edit import MoodEdit
from desktop.widgets.choosing.tag_edit import TagEdit
from desktop.widgets.texts import words


@pytest.fixture
def look(qapp):
    look = Appearance(qapp, DARK)
    yield look
    qapp.setStyleSheet("")
    look.deleteLater()


@pytest.fixture
def window(look, qtbot):
    window = page(QWidget())
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def page(widget):
    widget.setObjectName("page")
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    QVBoxLayout(widget).addWidget(words("Words", "muted", widget))
    widget.resize(200, 100)
    return widget


def ground(widget):
    return widget.grab().toImage().pixelColor(3, 3)


def test_the_window_and_its_dialogs_change_there_and_back(look, window, qtbot):
    dialog = page(QDialog(window))
    dialog.show()
    for theme in (LIGHT, DARK, LIGHT):
        look.choose(theme)
        assert ground(window) == ground(dialog) == look.colour("window")
    later = page(QDialog(window))
    later.show()
    assert ground(later) == look.colour("window")


def test_a_window_that_comes_after_the_change_is_dressed(look, window, qtbot):
    look.choose(LIGHT)
    late = page(QWidget())
    qtbot.addWidget(late)
    look.dress(late)
    late.show()
    assert ground(late) == look.colour("window")
    look.choose(DARK)
    assert ground(late) == ground(window) == look.colour("window")


def test_a_window_with_looks_of_its_own_keeps_them(look, window, qtbot):
    night = page(QWidget())
    qtbot.addWidget(night)
    night.setStyleSheet("QWidget#page { background: #123456; }")
    night.show()
    look.choose(LIGHT)
    assert ground(night).name() == "#123456"


def test_letters_grow_in_the_windows_that_are_there(look, window):
    (said,) = (w for w in window.children() if hasattr(w, "text"))
    before = said.fontMetrics().height()
    look.scale_text(2.0)
    assert said.fontMetrics().height() > 1.5 * before


@pytest.mark.parametrize("kind", ["mood", "tags"])
def test_what_a_field_offers_wears_what_its_window_wears(kind, look, window, qtbot):
    field = MoodEdit(window) if kind == "mood" else TagEdit(look, window)
    window.layout().addWidget(field)
    field.set_suggestions(["calm", "happy"])
    look.choose(LIGHT)
    field.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "ca")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    assert ground(popup) == look.colour("raised")
    popup.close()
    look.choose(DARK)
    qtbot.keyClicks(QApplication.focusWidget(), "l")
    assert ground(QApplication.activePopupWidget()) == look.colour("raised")
    QApplication.activePopupWidget().close()
