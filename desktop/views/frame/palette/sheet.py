"""The sheet of keys: what each key does here, made of the very actions that have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.frame.palette.commands import Command
from desktop.widgets.buttons import button
from desktop.widgets.frames import Column, surface
from desktop.widgets.texts import words

_SIZE, _MARGIN = (640, 620), 40


class KeysSheet(QDialog):
    """Lists keys by groups; lives on the GUI thread."""

    def __init__(
        self, groups: Mapping[str, Sequence[Command]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self._lines: list[str] = []
        self.column = Column()
        self.column.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows and pages move it
        self.column.setAccessibleName(self.tr("Keys"))
        self.column.set_margins(12, 12)
        # So that the line around what has the focus has a place of its own.
        self.column.setViewportMargins(1, 1, 1, 1)
        for group, commands in groups.items():
            self.column.content.addWidget(self._card(group, commands))
        self.column.content.addStretch(1)
        close = button(self.tr("&Close"), "primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(26, 22, 26, 20)
        box.setSpacing(16)
        box.addWidget(words(self.tr("Keys"), "title"))
        box.addWidget(self.column, 1)
        box.addLayout(foot)
        room = parent.size() if parent is not None else QSize(*_SIZE)
        self.resize(QSize(*_SIZE).boundedTo(room - QSize(_MARGIN, _MARGIN)))

    def lines(self) -> list[str]:
        """What it says, a line for each command: its title and its keys."""
        return list(self._lines)

    def _card(self, group: str, commands: Sequence[Command]) -> QWidget:
        card, box = surface()
        box.setSpacing(8)
        box.addWidget(words(group, "heading"))
        for command in commands:
            self._lines.append(f"{command.title}: {command.keys}")
            row = QHBoxLayout()
            what = words(command.title)
            what.setAccessibleName(self._lines[-1])
            keys = words(command.keys, "accent")
            keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            row.addWidget(what, 1)
            row.addWidget(keys)
            box.addLayout(row)
        return card
