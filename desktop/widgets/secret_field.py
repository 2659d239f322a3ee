"""A field for a passphrase or password, with an eye to look at what was typed."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.theme.icons import Icons


class SecretField(QLineEdit):
    """Hides what is typed until the eye is pressed; lives on the GUI thread."""

    def __init__(self, icons: Icons, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._on_eye)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._on_eye(False)

    def _on_eye(self, open_: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if open_ else QLineEdit.EchoMode.Password)
        self._eye.setText(self.tr("Hide") if open_ else self.tr("Show"))
        self._eye.setToolTip(self._eye.text())
        self._eye.setIcon(self._icons.icon("eye-off") if open_ else self._icons.icon("eye"))
