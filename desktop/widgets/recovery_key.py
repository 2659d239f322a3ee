"""Shows the recovery key and lets one keep it: copy it, or save it to a file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.theme.icons import Icons
from desktop.widgets.buttons import button
from desktop.widgets.frames import in_a_row
from desktop.widgets.sentences import Sentence
from desktop.widgets.texts import words

_GROUPS_A_LINE = 7


class RecoveryKeyPanel(QWidget):
    """Owns the shown key; asks for the saving, for it touches no disk itself; GUI thread."""

    save_requested = Signal(str, str)
    """A path, and the text to write there."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._key = words("", "mono")
        self._key.setAccessibleName(self.tr("Recovery key"))
        self._key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._said = Sentence()
        save = button(self.tr("Save to a file…"))
        icons.dress(save, "download", "text")
        save.clicked.connect(self._on_save)
        copy = button(self.tr("Copy"))
        icons.dress(copy, "copy", "text")
        copy.clicked.connect(self._on_copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._key)
        layout.addWidget(in_a_row(save, copy))
        layout.addWidget(self._said)

    def show_key(self, text: str) -> None:
        """Show a key, in lines that can be copied by hand."""
        self._text = text
        groups = text.split("-")
        lines = [groups[i : i + _GROUPS_A_LINE] for i in range(0, len(groups), _GROUPS_A_LINE)]
        self._key.setText("\n".join("-".join(line) for line in lines))

    def key_text(self) -> str:
        """The key that is shown."""
        return self._text

    def say(self, sentence: str, *, wrong: bool = False) -> None:
        """Tell what came of the saving."""
        self._said.say(sentence, wrong=wrong)

    def request_save(self, path: str) -> None:
        """Ask for the key to be saved, with a word on what it is."""
        text = self.tr(
            "VibrationFit recovery key\n\n{key}\n\nIt opens the journal on your computer when "
            "the keyring, passphrase or key file is lost.\nKeep it where only you find it.\n"
        ).format(key=self._text)
        self.save_requested.emit(path, text)

    def _on_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the recovery key"), "vibrationfit-recovery-key.txt"
        )
        if name:
            self.request_save(name)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.say(self.tr("Copied. Paste it somewhere safe, then copy something else."))
