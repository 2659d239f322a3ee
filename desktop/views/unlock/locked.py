"""What a locked window shows: a calm page that asks for the passphrase, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme.icons import Icons
from desktop.views.unlock.pages import PassphrasePage

_WIDEST = 520


class LockedPage(QWidget):
    """Asks for the passphrase; knows nothing of keys itself; lives on the GUI thread."""

    given = Signal(str)
    """A passphrase, to be tried."""
    lost = Signal()
    """The member has only the recovery key."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Locked"))
        self.form = PassphrasePage(
            icons,
            self.tr("Locked"),
            self.tr("Everything is saved. Your passphrase opens the journal again."),
        )
        card = QFrame()
        card.setProperty("kind", "card")
        card.setMaximumWidth(_WIDEST)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.form)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 1000)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(2)
        column.addLayout(row)
        column.addStretch(3)
        self.form.given.connect(self._on_given)
        self.form.lost.connect(self.lost)

    def refuse(self, sentence: str) -> None:
        """Say what was wrong with the answer, and let the member answer again."""
        self.form.fault.say(sentence)
        self.wait_for_answer()

    def wait_for_answer(self) -> None:
        """Let the member type."""
        self.form.setEnabled(True)
        self.form.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_given(self, passphrase: str) -> None:
        # While an answer is tried, it cannot be changed.
        self.form.setEnabled(False)
        self.form.fault.clear_away()
        self.given.emit(passphrase)
