"""Settings: where the data lies, and in plain words what leaves the computer."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.settings.section import Section
from desktop.widgets.buttons import button
from desktop.widgets.texts import words


class DataSection(Section):
    """Names the folder of the data and opens it; lives on the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = ""
        self.head(
            self.tr("Your data"),
            self.tr(
                "Everything lies in this folder: the encrypted database of each account, copies "
                "made before updates, and log files without a word of what you write."
            ),
        )
        self.path = words("", "mono")
        self.path.setAccessibleName(self.tr("Data folder"))
        self.path.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.content.addWidget(self.path)
        self.open = button(self.tr("Open the folder"))
        self.open.clicked.connect(self._on_open)
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addStretch(1)
        self.content.addLayout(row)

    def show_folder(self, folder: str) -> None:
        """Show the folder."""
        self._folder = folder
        self.path.setText(folder)

    def _on_open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))


class PrivacySection(Section):
    """Says what leaves the computer and what does not; lives on the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head(self.tr("Privacy"))
        for text in (
            self.tr(
                "Without an account nothing leaves this computer. The app calls nobody: no "
                "statistics, no crash reports, no search for updates."
            ),
            self.tr(
                "Signed in, what you write is sent to your VibrationFit server, and to nobody "
                "else, over an encrypted connection. Versions, the trash and drafts stay here."
            ),
            self.tr(
                "The copies on the server are not end-to-end encrypted: the server keeps you "
                "apart from other members, but whoever runs it could read them."
            ),
        ):
            self.content.addWidget(words(text))
