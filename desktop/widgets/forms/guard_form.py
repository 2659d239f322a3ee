"""The choice of what guards the journal: the system's keyring, a passphrase, or a key file."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.theme.icons import Icons
from desktop.widgets.buttons import button
from desktop.widgets.secret_field import SecretField
from desktop.widgets.sentences import Sentence
from desktop.widgets.texts import words

KEYRING = "keyring"
PASSPHRASE = "passphrase"  # noqa: S105 - the name of a guard
KEY_FILE = "file"
_SHORTEST = 8
_INDENT = 28


@dataclass(frozen=True, slots=True)
class GuardAnswer:
    """What the member chose; the fields that the kind does not need are empty."""

    kind: str
    passphrase: str = ""
    file: str = ""


class GuardForm(QWidget):
    """Lets one choose a guard and says what each means; lives on the GUI thread."""

    submitted = Signal()
    """Enter in the last field."""
    unfolded = Signal()
    """Another guard was chosen, and what it asks stands there."""

    def __init__(self, icons: Icons, *, keyring: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._group = QButtonGroup(self)
        self._choices: dict[str, QRadioButton] = {}
        self._details: dict[str, QWidget] = {}
        self._fault = Sentence()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        if keyring:
            self._add(layout, KEYRING, self.tr("This computer's keyring"), self._keyring())
        self._add(layout, PASSPHRASE, self.tr("A passphrase"), self._passphrase())
        self._add(layout, KEY_FILE, self.tr("A key file"), self._key_file())
        layout.addWidget(self._fault)
        self._group.buttonClicked.connect(self._on_chosen)
        next(iter(self._choices.values())).setChecked(True)
        self._on_chosen()

    def answer(self) -> GuardAnswer | None:
        """The choice, or None after saying what is missing."""
        kind = self._kind()
        fault = self._fault_of(kind)
        self._fault.say(fault)
        if fault:
            field = self._field_at_fault(kind)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.selectAll()
            return None
        return GuardAnswer(
            kind,
            passphrase=self.first.text() if kind == PASSPHRASE else "",
            file=self.path.text().strip() if kind == KEY_FILE else "",
        )

    def choose(self, kind: str) -> None:
        """Choose a guard as a click does."""
        self._choices[kind].setChecked(True)
        self._on_chosen()

    def begin(self) -> None:
        """Go to where what is chosen is answered."""
        kind = self._kind()
        places: dict[str, QWidget] = {PASSPHRASE: self.first, KEY_FILE: self.path}
        places.get(kind, self._choices[kind]).setFocus(Qt.FocusReason.OtherFocusReason)

    def fault(self) -> str:
        """The sentence under the form, if there is one."""
        return self._fault.text()

    def _kind(self) -> str:
        return next(kind for kind, choice in self._choices.items() if choice.isChecked())

    def _fault_of(self, kind: str) -> str:
        if kind == PASSPHRASE:
            if len(self.first.text()) < _SHORTEST:
                return self.tr("Take at least {} letters; a few words are good.").format(_SHORTEST)
            if self.first.text() != self.again.text():
                return self.tr("The two passphrases are not the same.")
        if kind == KEY_FILE and not self.path.text().strip():
            return self.tr("Choose where the key file shall lie.")
        return ""

    def _field_at_fault(self, kind: str) -> QLineEdit:
        if kind == KEY_FILE:
            return self.path
        return self.first if len(self.first.text()) < _SHORTEST else self.again

    def _add(self, layout: QVBoxLayout, kind: str, title: str, details: QWidget) -> None:
        choice = QRadioButton(title)
        self._group.addButton(choice)
        self._choices[kind] = choice
        self._details[kind] = details
        layout.addWidget(choice)
        layout.addWidget(details)

    def _block(self, text: str) -> tuple[QWidget, QVBoxLayout]:
        block = QWidget()
        layout = QVBoxLayout(block)
        layout.setContentsMargins(_INDENT, 0, 0, 10)
        layout.setSpacing(8)
        layout.addWidget(words(text, "muted"))
        return block, layout

    def _keyring(self) -> QWidget:
        return self._block(
            self.tr("The journal opens when you are signed in to this computer. Nothing to type.")
        )[0]

    def _passphrase(self) -> QWidget:
        block, layout = self._block(
            self.tr("You type it each time the app starts. A few words that only you know.")
        )
        self.first = SecretField(self._icons, self.tr("Passphrase"))
        self.first.setPlaceholderText(self.tr("Passphrase"))
        self.again = SecretField(self._icons, self.tr("The passphrase once more"))
        self.again.setPlaceholderText(self.tr("Once more"))
        self.first.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.submitted)
        layout.addWidget(self.first)
        layout.addWidget(self.again)
        return block

    def _key_file(self) -> QWidget:
        block, layout = self._block(
            self.tr(
                "A small file opens the journal; nothing to type. Keep it on this computer or on "
                "a stick. Whoever has both the file and this computer can read the journal."
            )
        )
        row = QHBoxLayout()
        self.path = QLineEdit()
        self.path.setAccessibleName(self.tr("Place of the key file"))
        self.path.setPlaceholderText(self.tr("Place of the key file"))
        self.path.returnPressed.connect(self.submitted)
        choose = button(self.tr("Choose…"))
        choose.clicked.connect(self._on_choose)
        row.addWidget(self.path, 1)
        row.addWidget(choose)
        layout.addLayout(row)
        return block

    def _on_chosen(self) -> None:
        kind = self._kind()
        for other, details in self._details.items():
            details.setVisible(other == kind)
        self._fault.clear_away()
        self.unfolded.emit()

    def _on_choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Place of the key file"),
            "vibrationfit.key",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self.path.setText(name)
