"""The menu of a text: what Qt offers for every text, and what the room does with its words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.widgets.writing.keys import ON_WORDS


def open_words_menu(text: QWidget, menu: QMenu, place: QPoint) -> None:
    """Add what is offered around a text for its words to its own menu, and open that there."""
    # What acts on words looks for them where the focus is.
    text.setFocus(Qt.FocusReason.PopupFocusReason)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    offered = _offered(text)
    if offered:
        menu.addSeparator()
        menu.addActions(offered)
    menu.popup(place)


def _offered(text: QWidget) -> list[QAction]:
    found: list[QAction] = []
    widget = text.parentWidget()
    while widget is not None:
        found += [action for action in widget.actions() if action.property(ON_WORDS)]
        widget = widget.parentWidget()
    return found
