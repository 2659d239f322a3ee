"""Signing in and making an account, in one card."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.theme.icons import Icons
from desktop.widgets.buttons import button
from desktop.widgets.secret_field import SecretField
from desktop.widgets.sentences import Sentence
from desktop.widgets.texts import words


class SigningCard(QFrame):
    """Asks for e-mail and password; knows nothing of servers; lives on the GUI thread."""

    sign_in_requested = Signal(str, str)
    sign_up_requested = Signal(str, str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._new = False
        self._owner = ""
        self._title = words("", "heading")
        self._about = words("", "muted")
        self.email = QLineEdit()
        self.email.setPlaceholderText(self.tr("E-mail address"))
        self.email.setAccessibleName(self.tr("E-mail address"))
        self.email.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        self.password = SecretField(icons, self.tr("Password"))
        self.password.setPlaceholderText(self.tr("Password"))
        self.said = Sentence()
        self.go_on = button("", "primary")
        self.other = button("", "link")
        self._lay_out()
        self.email.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._on_go_on)
        self.go_on.clicked.connect(self._on_go_on)
        self.other.clicked.connect(self._on_other)
        self._show_mode()

    def show_owner(self, email: str) -> None:
        """Say whose journal is open, and offer that address; what is being typed stays."""
        if email == self._owner:
            return
        self._owner = email
        self._offer_owner()
        self._show_mode()

    def first_field(self) -> QLineEdit:
        """Where one would begin to type."""
        return self.password if self.email.text() else self.email

    def refuse(self, sentence: str) -> None:
        """Say why it did not work; what was typed stays."""
        self.set_busy(busy=False)
        self.said.say(sentence)
        field = self.password if "@" in self.email.text() else self.email
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()

    def ask_confirmation(self, email: str) -> None:
        """The account exists, its e-mail must be confirmed first: then one signs in here."""
        self.set_busy(busy=False)
        self._new = False
        self._show_mode()
        self.said.say(
            self.tr("An e-mail is on its way to {}. Open its link, then sign in.").format(email),
            wrong=False,
        )
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, *, busy: bool) -> None:
        """While the server is asked, nothing can be changed; the card keeps the focus so long."""
        if busy and self.isAncestorOf(self.window().focusWidget()):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        for widget in (self.email, self.password, self.go_on, self.other):
            widget.setEnabled(not busy)
        if busy:
            self.said.say(self.tr("Asking the server…"), wrong=False)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 24)
        layout.setSpacing(12)
        for widget in (self._title, self._about, self.email, self.password, self.said):
            layout.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.go_on)
        row.addWidget(self.other)
        row.addStretch(1)
        layout.addLayout(row)

    def _show_mode(self) -> None:
        if self._new:
            self._title.setText(self.tr("Make an account"))
            self._about.setText(
                self.tr("One account for this computer, your other ones, and the website.")
            )
            self.go_on.setText(self.tr("Make the account"))
            self.other.setText(self.tr("I have an account"))
        else:
            self._title.setText(self.tr("Sign in"))
            self._about.setText(self._why())
            self.go_on.setText(self.tr("Sign in"))
            self.other.setText(self.tr("Make an account"))

    def _offer_owner(self) -> None:
        if not self.email.isModified():
            self.email.setText("" if self._new else self._owner)

    def _why(self) -> str:
        if self._owner:
            return self.tr(
                "The open journal belongs to {}. It is saved on this computer; signed in, you "
                "have it on your other computers too."
            ).format(self._owner)
        return self.tr(
            "Everything you write is saved on this computer, with or without an account. "
            "Signed in, you have it on your other computers too."
        )

    def _on_other(self) -> None:
        self._new = not self._new
        self.said.clear_away()
        self._show_mode()
        self._offer_owner()
        self.email.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_go_on(self) -> None:
        email, password = self.email.text().strip(), self.password.text()
        if not email or not password:
            self.said.say(self.tr("Type your e-mail address and your password."))
            (self.password if email else self.email).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.set_busy(busy=True)
        (self.sign_up_requested if self._new else self.sign_in_requested).emit(email, password)
