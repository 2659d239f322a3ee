"""Settings: when the window locks itself, and how to lock it now."""

from __future__ import annotations

import sys

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.settings import Settings
from desktop.widgets.buttons import button
from desktop.widgets.choosing.choice import Choice
from desktop.widgets.texts import words

# Elsewhere nothing tells us that the member goes.
_IS_TOLD = sys.platform.startswith("linux")


class LockPart(QWidget):
    """A part of the card of protection; lives on the GUI thread.

    A lock needs a passphrase: without one it says so, and leads to where one is set.
    """

    changed = Signal(dict)
    """Settings by name, to be kept."""
    lock_requested = Signal()
    passphrase_requested = Signal()
    """The member wants a passphrase to guard the key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about = words("", "muted")
        self.minutes = Choice(
            self.tr("Lock when nothing was done for"),
            [
                ("0", self.tr("Never")),
                ("1", self.tr("1 minute")),
                ("5", self.tr("5 minutes")),
                ("15", self.tr("15 minutes")),
                ("30", self.tr("30 minutes")),
            ],
        )
        self.with_screen = QCheckBox(
            self.tr("Lock with the screen, and before the computer sleeps")
        )
        self._where = words(
            self.tr(
                "Where the desktop tells apps of it, as GNOME and KDE do. Whoever listens with the "
                "screen dark hears to the end: the lock comes then. Sleep locks at once."
            ),
            "muted",
        )
        self.lock_now = button(self.tr("Lock now"))
        self.set_passphrase = button(self.tr("Set a passphrase…"))
        self._when = words(self.tr("Lock when nothing was done for"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(10)
        column.addWidget(words(self.tr("Lock"), "heading"))
        for part in (self.about, self._when, self.minutes, self.with_screen, self._where):
            column.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(self.lock_now)
        row.addWidget(self.set_passphrase)
        row.addStretch(1)
        column.addLayout(row)
        self.minutes.chosen.connect(lambda m: self.changed.emit({"lock_minutes": int(m)}))
        self.with_screen.clicked.connect(lambda on: self.changed.emit({"lock_with_screen": on}))
        self.lock_now.clicked.connect(self.lock_requested)
        self.set_passphrase.clicked.connect(self.passphrase_requested)
        self.show_lock(can=False, fixed=True)

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen now."""
        self.minutes.set_value(str(settings.lock_minutes))
        self.with_screen.setChecked(settings.lock_with_screen)

    def show_lock(self, *, can: bool, fixed: bool) -> None:
        """Show whether a passphrase guards the key; a `fixed` guard cannot become one here."""
        for part in (self._when, self.minutes, self.lock_now):
            part.setVisible(can)
        self.with_screen.setVisible(can and _IS_TOLD)
        self._where.setVisible(can and _IS_TOLD)
        self.set_passphrase.setVisible(not can and not fixed)
        if can:
            text = self.tr(
                "Locking saves everything, closes the journal and forgets its key until you type "
                "your passphrase again. Nothing is synchronised meanwhile. "
                "Key: Ctrl+Shift+X."
            )
        elif fixed:
            text = self.tr(
                "This journal opens by a key file, without a question; so the window cannot be "
                "locked."
            )
        else:
            text = self.tr(
                "What opens your journal now needs no answer from you, so a lock would protect "
                "nothing. Let a passphrase open it, and the window can be locked."
            )
        self.about.setText(text)
