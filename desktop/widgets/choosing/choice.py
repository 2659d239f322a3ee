"""A row of chips of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from desktop.widgets.buttons import button
from desktop.widgets.choosing.one_of import tab_to_chosen
from desktop.widgets.flow import FlowLayout


class Choice(QWidget):
    """One of a few values, each a chip; lives on the GUI thread."""

    chosen = Signal(str)
    """The member chose a value; setting it by code is not told."""

    def __init__(
        self, name: str, values: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        layout = FlowLayout(self, gap=8, last_grows=False)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for value, title in values:
            chip = button(title, "chip")
            chip.setAccessibleName(f"{name}: {title}")
            chip.clicked.connect(lambda _checked=False, v=value: self.chosen.emit(v))
            self._group.addButton(chip)
            self._chips[value] = chip
            layout.addWidget(chip)
        tab_to_chosen(self._group)

    def set_value(self, value: str) -> None:
        """Mark a value as the chosen one; an unknown one marks none."""
        chip = self._chips.get(value)
        if chip is not None:
            chip.setChecked(True)
            return
        # In an exclusive group no chip can be released.
        self._group.setExclusive(False)
        for one in self._chips.values():
            one.setChecked(False)
        self._group.setExclusive(True)

    def value(self) -> str:
        """The chosen value, or an empty text."""
        return next((v for v, chip in self._chips.items() if chip.isChecked()), "")

    def focus_chosen(self) -> None:
        """Put the focus on the chosen chip, or on the first one."""
        chosen = self._chips.get(self.value()) or next(iter(self._chips.values()))
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def chip(self, value: str) -> QPushButton:
        """The chip of a value."""
        return self._chips[value]
