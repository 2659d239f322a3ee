"""Settings: what guards the journal on this computer, and the recovery key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.phrases import Phrase
from desktop.language import isolated, translated
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
        self._file = ""
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

    def show_guard(self, description: Phrase, *, keyring: bool, file: str = "") -> None:
        """Show what guards the key now; whether there is a keyring, and a key file's place."""
        self._keyring, self._file = keyring, file
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

    def guard_changed(self, description: Phrase, file: str) -> None:
        """The new guard holds; `file` is the place of the key file, if it is one."""
        before = self._file
        self.show_guard(description, keyring=self._keyring, file=file)
        self._close_form()
        said = self.tr("Changed. The recovery key stays the same.")
        if before and before != file:
            more = self.tr("{file} still opens the journal: delete it if it should not.")
            said = f"{said} {more.format(file=isolated(before))}"
        self.said.say(said, wrong=False)

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
        self._about = words(self._what_to_know(), "muted")
        self._place.addWidget(self._about)
        if not self._about.text():
            self._about.hide()
        self._place.addWidget(self._form)
        row = QHBoxLayout()
        row.addWidget(self._keep)
        row.addStretch(1)
        self._place.addLayout(row)
        self._row = row
        self._form.begin()
        self.opened.emit(self._keep)

    def _what_to_know(self) -> str:
        """What is better known before one decides."""
        told = []
        if not self._keyring:
            told.append(
                self.tr(
                    "This computer has no keyring that could keep the key, so your journal opens "
                    "by a passphrase or a key file. With a key file nothing is asked."
                )
            )
        if self._file:
            told.append(
                self.tr(
                    "The key file of now stays where it is, and still opens the journal after "
                    "the change. Delete it then, if it should not."
                )
            )
        return " ".join(told)

    def _on_passphrase_requested(self) -> None:
        if self._form is None:
            self._on_change()
        if self._form is not None:
            self._form.choose(PASSPHRASE)
            self._form.begin()

    def _on_keep(self) -> None:
        answer = self._form.answer() if self._form is not None else None
        if answer is not None:
            self.guard_requested.emit(answer)

    def _close_form(self) -> None:
        if self._form is not None:
            focused = self.window().focusWidget()
            if focused is self._keep or self._form.isAncestorOf(focused):
                self.change.setFocus(Qt.FocusReason.OtherFocusReason)  # keys go on from there
            for gone in (self._form, self._about):
                gone.deleteLater()
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
