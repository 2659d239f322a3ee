"""The steps of the flow side by side: which are done, which one is open."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from desktop.theme.icons import Icons
from desktop.views.vision.flow.fields import STEPS, step_words
from desktop.widgets.buttons import button
from desktop.widgets.choosing.one_of import tab_to_chosen
from desktop.widgets.flow import FlowLayout


class Stepper(QWidget):
    """Owns one chip for each step; lives on the GUI thread."""

    step_chosen = Signal(str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._done: frozenset[str] = frozenset()
        self._compact = False
        self._open = STEPS[0]
        self._chips: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        row = FlowLayout(self, gap=6, last_grows=False)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Steps"))
        for step in STEPS:
            chip = button("", "chip")
            chip.clicked.connect(lambda _checked=False, one=step: self.step_chosen.emit(one))
            group.addButton(chip)
            row.addWidget(chip)
            self._chips[step] = chip
        tab_to_chosen(group)
        self.show_step(STEPS[0])
        self._dress(STEPS)

    def chip(self, step: str) -> QPushButton:
        """The chip of a step."""
        return self._chips[step]

    def show_step(self, step: str) -> None:
        """Mark the open step."""
        before, self._open = self._open, step
        self._chips[step].setChecked(True)
        self._dress({before, step})

    def set_compact(self, compact: bool) -> None:
        """Where there is little room, the open step alone has its name written out."""
        if compact != self._compact:
            self._compact = compact
            self._dress(STEPS)

    def show_done(self, done: Collection[str]) -> None:
        """Mark the steps that hold words."""
        changed = self._done ^ frozenset(done)
        self._done = frozenset(done)
        self._dress(changed)

    def is_done(self, step: str) -> bool:
        """Whether a step is marked as done."""
        return step in self._done

    def _dress(self, steps: Collection[str]) -> None:
        for step in steps:
            chip, done = self._chips[step], step in self._done
            number, name = STEPS.index(step) + 1, step_words(step)
            named = step == self._open or not self._compact
            # In little room a sign for what is done, a number for what is not.
            chip.setText(f"{number}  {name}" if named else "" if done else f"{number}")
            chip.setToolTip("" if named else name)
            if named or done:
                self._icons.dress(chip, "circle-check" if done else "circle", *_ROLES[done])
            else:
                chip.setIcon(QIcon())
                chip.setProperty("icon_name", "")
            said = self.tr("done") if done else self.tr("open")
            chip.setAccessibleName(
                self.tr("Step {number}: {name}, {state}").format(
                    number=number, name=name, state=said
                )
            )


_ROLES = {True: ("accent_text", "on_accent_soft"), False: ("text_muted", "on_accent_soft")}
