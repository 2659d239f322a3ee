"""A place for one sentence under a form: hidden while there is nothing to say."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.widgets.texts import set_kind


class Sentence(QLabel):
    """Says what is wrong, or that something is done; read out by screen readers; GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def say(self, text: str, *, wrong: bool = True) -> None:
        """Show a sentence, as a fault or as good news; an empty one hides the place."""
        set_kind(self, "danger" if wrong else "accent")
        self.setText(text)
        self.setVisible(bool(text))
        if text:
            read_out(self, text)

    def clear_away(self) -> None:
        """Say nothing any more."""
        self.say("")


def read_out(widget: QWidget, text: str) -> None:
    """Let a screen reader say something that appeared."""
    # Loaded late: these types bring many enums, and nothing is said before the first page.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
