"""The pages of the unlock dialog: each asks one thing in plain words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.theme.icons import Icons
from desktop.widgets.buttons import button
from desktop.widgets.forms.guard_form import GuardForm
from desktop.widgets.recovery_key import RecoveryKeyPanel
from desktop.widgets.secret_field import SecretField
from desktop.widgets.sentences import Sentence
from desktop.widgets.texts import words


class Page(QWidget):
    """A title, some words, a form, a sentence, and the buttons; lives on the GUI thread."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(36, 32, 36, 28)
        layout.setSpacing(14)
        layout.addWidget(words(title, "title"))
        self.text = words(text, "muted")
        layout.addWidget(self.text)
        self.form = QVBoxLayout()
        self.form.setSpacing(10)
        layout.addSpacing(4)
        layout.addLayout(self.form)
        self.fault = Sentence()
        layout.addWidget(self.fault)
        layout.addStretch(1)
        self._buttons = QHBoxLayout()
        layout.addLayout(self._buttons)

    def add_buttons(self, go_on: QPushButton, other: QPushButton | None = None) -> None:
        """Put the way on at the right, and another way at the left."""
        if other is not None:
            self._buttons.addWidget(other)
        self._buttons.addStretch(1)
        self._buttons.addWidget(go_on)

    def add_last(self, further: QPushButton) -> None:
        """Put a further way on behind the others."""
        self._buttons.addWidget(further)

    def first_focus(self) -> QWidget:
        """Where the typing begins."""
        return self


class GuardPage(Page):
    """The first start without a keyring: choose a passphrase or a key file."""

    chosen = Signal(object)

    def __init__(self, icons: Icons) -> None:
        super().__init__(
            self.tr("Your journal is yours alone"),
            self.tr(
                "Everything you write is encrypted on this computer. It has no keyring that "
                "could keep the key, so choose what shall open your journal. "
                "Nobody else has a key, and neither do we."
            ),
        )
        self.guard = GuardForm(icons, keyring=False)
        self.form.addWidget(self.guard)
        self.go_on = button(self.tr("Continue"), "primary")
        self.go_on.clicked.connect(self._on_go_on)
        self.guard.submitted.connect(self._on_go_on)
        self.add_buttons(self.go_on)

    def first_focus(self) -> QWidget:
        """The passphrase."""
        return self.guard.first

    def _on_go_on(self) -> None:
        answer = self.guard.answer()
        if answer is not None:
            self.chosen.emit(answer)


class PassphrasePage(Page):
    """A later start, or a locked window: the passphrase, or the way of the recovery key."""

    given = Signal(str)
    lost = Signal()

    def __init__(self, icons: Icons, title: str = "", text: str = "") -> None:
        super().__init__(
            title or self.tr("Welcome back"),
            text or self.tr("Your passphrase opens the journal."),
        )
        self.passphrase = SecretField(icons, self.tr("Passphrase"))
        self.passphrase.setPlaceholderText(self.tr("Passphrase"))
        self.passphrase.returnPressed.connect(self._on_go_on)
        self.form.addWidget(self.passphrase)
        self.go_on = button(self.tr("Open"), "primary")
        self.go_on.clicked.connect(self._on_go_on)
        self.recover = button(self.tr("Use the recovery key"), "link")
        self.recover.clicked.connect(self.lost)
        self.add_buttons(self.go_on, self.recover)

    def first_focus(self) -> QWidget:
        """The passphrase, ready to be typed over."""
        self.passphrase.selectAll()
        return self.passphrase

    def _on_go_on(self) -> None:
        if self.passphrase.text():
            self.given.emit(self.passphrase.text())


class RecoveryPage(Page):
    """The guard is lost: the recovery key, and a new guard; or it is back: another try."""

    given = Signal(str, object)
    again = Signal()

    def __init__(self, icons: Icons, *, keyring: bool) -> None:
        super().__init__(self.tr("Use your recovery key"), "")
        self.key = QLineEdit()
        self.key.setAccessibleName(self.tr("Recovery key"))
        self.key.setPlaceholderText("ABCD-EFGH-…")
        self.form.addWidget(self.key)
        self.form.addSpacing(6)
        self.form.addWidget(words(self.tr("What shall open the journal from now on?"), "heading"))
        self.guard = GuardForm(icons, keyring=keyring)
        self.form.addWidget(self.guard)
        self.go_on = button(self.tr("Open"), "primary")
        self.go_on.clicked.connect(self._on_go_on)
        self.guard.submitted.connect(self._on_go_on)
        self.key.returnPressed.connect(self._on_go_on)
        self.try_again = button(self.tr("Try again without it"), "link")
        self.try_again.clicked.connect(self.again)
        self.add_buttons(self.go_on, self.try_again)

    def explain(self, sentence: str) -> None:
        """Say why the recovery key is needed."""
        self.text.setText(sentence)

    def first_focus(self) -> QWidget:
        """The recovery key."""
        return self.key

    def _on_go_on(self) -> None:
        if not self.key.text().strip():
            self.fault.say(self.tr("Type or paste the recovery key."))
            self.key.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        answer = self.guard.answer()
        if answer is not None:
            self.given.emit(self.key.text(), answer)


class KeepPage(Page):
    """After the first choice: the recovery key, to be kept in a safe place."""

    kept = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__(
            self.tr("Keep your recovery key"),
            self.tr(
                "If the passphrase or the key file is ever lost, this key opens your journal; "
                "without either, nobody can. Save it away from this computer. "
                "You find it again in Settings."
            ),
        )
        self.panel = RecoveryKeyPanel(icons)
        self.form.addWidget(self.panel)
        self.go_on = button(self.tr("Open my journal"), "primary")
        self.go_on.clicked.connect(self.kept)
        self.add_buttons(self.go_on)

    def first_focus(self) -> QWidget:
        """The way on."""
        return self.go_on


class TroublePage(Page):
    """The journal cannot be opened for a reason of the world: what it is, and the ways on."""

    again = Signal()
    recover = Signal()
    bring_back = Signal()

    def __init__(self, sentence: str, *, key_may_help: bool, damaged: bool = False) -> None:
        super().__init__(self.tr("The journal cannot be opened"), sentence)
        # A key that is merely wrong is the likelier case of the two.
        mends = damaged and not key_may_help
        self.go_on = button(self.tr("Try again"), "quiet" if mends else "primary")
        self.go_on.clicked.connect(self.again)
        other = None
        if key_may_help:
            other = button(self.tr("Use the recovery key"), "link")
            other.clicked.connect(self.recover)
        self.add_buttons(self.go_on, other)
        self.rescue = button(self.tr("Bring back what there is"), "primary" if mends else "quiet")
        self.rescue.clicked.connect(self.bring_back)
        self.rescue.setVisible(damaged)
        self.add_last(self.rescue)

    def first_focus(self) -> QWidget:
        """The way on that changes nothing."""
        return self.go_on


class BackPage(Page):
    """The journal is back: what came back, and the way in."""

    again = Signal()

    def __init__(self, sentence: str) -> None:
        super().__init__(self.tr("Your journal is back"), sentence)
        self.go_on = button(self.tr("Open my journal"), "primary")
        self.go_on.clicked.connect(self.again)
        self.add_buttons(self.go_on)

    def first_focus(self) -> QWidget:
        """The way in."""
        return self.go_on
