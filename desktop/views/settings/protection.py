"""Settings: what guards the journal on this computer, and the recovery key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.phrases import Phrase
from desktop.language import translated
from desktop.theme.icons import Icons
from desktop.views.settings.locking import LockPart
from desktop.views.settings.section import Section
from desktop.widgets.buttons import button
from desktop.widgets.forms.guard_form import PASSPHRASE, GuardForm
from desktop.widgets.frames import in_a_row
from desktop.widgets.recovery_key import RecoveryKeyPanel
from desktop.widgets.sentences import Sentence
from desktop.widgets.texts import words


class ProtectionSection(Section):
    """Shows the guard and changes it; the key itself is asked for; lives on the GUI thread."""

    guard_requested = Signal(object)
    """A GuardAnswer: from now on this shall guard the key."""
    key_requested = Signal()
    """The recovery key shall be shown."""
    opened = Signal(QWidget)
    """Something unfolded, down to this widget: it should be seen."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._keyring = False
        self._form: GuardForm | None = None
        self.head(self.tr("Protection"))
        self._guard = words("", "muted")
        self.content.addWidget(self._guard)
        self.lock = LockPart()
        self.said = Sentence()
        self.change = button(self.tr("Change what opens the journal…"))
        self.show_key = button(self.tr("Show the recovery key"))
        self.panel = RecoveryKeyPanel(icons)
        self.panel.hide()
        self._place = QVBoxLayout()
        self.content.addWidget(in_a_row(self.change, self.show_key))
        self.content.addLayout(self._place)
        self.content.addWidget(self.panel)
        self.content.addWidget(self.said)
        self.content.addWidget(self.lock)
        self.change.clicked.connect(self._on_change)
        self.show_key.clicked.connect(self._on_show_key)
        self.lock.passphrase_requested.connect(self._on_passphrase_requested)

    def show_guard(self, description: Phrase, *, keyring: bool) -> None:
        """Show what guards the key now, and remember whether there is a keyring to offer."""
        self._keyring = keyring
        self._guard.setText(
            self.tr(
                "The database on this computer is encrypted with SQLCipher. What opens it: {guard}."
            ).format(guard=translated(description))
        )

    def show_recovery_key(self, key: str) -> None:
        """Show the recovery key; the button hides it again."""
        self.panel.show_key(key)
        self.panel.show()
        self.show_key.setText(self.tr("Hide the recovery key"))
        self.opened.emit(self.panel)

    def guard_changed(self, description: Phrase) -> None:
        """The new guard holds."""
        self.show_guard(description, keyring=self._keyring)
        self._close_form()
        self.said.say(self.tr("Changed. The recovery key stays the same."), wrong=False)

    def form(self) -> GuardForm | None:
        """The form while the guard is being changed."""
        return self._form

    def _on_change(self) -> None:
        if self._form is not None:
            self._close_form()
            return
        self.said.clear_away()
        self._form = GuardForm(self._icons, keyring=self._keyring)
        self._keep = button(self.tr("Change"), "primary")
        self._keep.clicked.connect(self._on_keep)
        self._form.submitted.connect(self._on_keep)
        self._form.unfolded.connect(lambda: self.opened.emit(self._keep))
        self._place.addWidget(self._form)
        row = QHBoxLayout()
        row.addWidget(self._keep)
        row.addStretch(1)
        self._place.addLayout(row)
        self._row = row
        self._form.first.setFocus()
        self.opened.emit(self._keep)

    def _on_passphrase_requested(self) -> None:
        if self._form is None:
            self._on_change()
        if self._form is not None:
            self._form.choose(PASSPHRASE)
            self._form.first.setFocus()

    def _on_keep(self) -> None:
        answer = self._form.answer() if self._form is not None else None
        if answer is not None:
            self.guard_requested.emit(answer)

    def _close_form(self) -> None:
        if self._form is not None:
            focused = self.window().focusWidget()
            if focused is self._keep or self._form.isAncestorOf(focused):
                self.change.setFocus(Qt.FocusReason.OtherFocusReason)  # keys go on from there
            self._form.deleteLater()
            self._keep.deleteLater()
            self._place.removeItem(self._row)
            self._form = None

    def _on_show_key(self) -> None:
        if self.panel.isVisibleTo(self):
            self.panel.hide()
            self.panel.show_key("")
            self.show_key.setText(self.tr("Show the recovery key"))
        else:
            self.key_requested.emit()
