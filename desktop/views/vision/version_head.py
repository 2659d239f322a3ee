"""What stands above the open version: which it is, the ways of having it, all that one can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop.theme.appearance import Appearance
from desktop.views.vision.mode import ModePlan
from desktop.views.vision.wording import number_words, perspective_words, state_words
from desktop.widgets.buttons import icon_button
from desktop.widgets.choice import Choice
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.vision.values import VersionLine


class VersionHead(QWidget):
    """Owns the line of facts and the switch of modes; lives on the GUI thread."""

    mode_chosen = Signal(str)

    def __init__(
        self, look: Appearance, plans: Sequence[ModePlan], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.modes = Choice(self.tr("Show as"), [(plan.name, plan.title) for plan in plans], self)
        self.more = icon_button(look.icons, "ellipsis", self.tr("All actions and their keys"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._facts = words("", "small", self)
        for plan in plans:
            self.modes.chip(plan.name).setToolTip(f"{plan.hint} ({plan.keys})")
        self.modes.setVisible(len(plans) > 1)
        upper = QHBoxLayout()
        upper.addWidget(self._facts, 1)
        upper.addWidget(self.more)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(upper)
        box.addWidget(self.modes)
        self.modes.chosen.connect(self.mode_chosen)

    def set_menu(self, menu: QMenu) -> None:
        """Give the button at the right its menu."""
        self.more.setMenu(menu)

    def show_version(self, line: VersionLine) -> None:
        """Tell which version is open."""
        parts = (
            number_words(line.number),
            state_words(line.state),
            self.tr("{percent} % written").format(percent=line.completion),
            perspective_words(line.perspective),
        )
        self._facts.setText("  ·  ".join(part for part in parts if part))

    def said(self) -> str:
        """What is told of the open version."""
        return self._facts.text()
