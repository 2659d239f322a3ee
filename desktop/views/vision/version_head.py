"""What stands above the open version: which it is, the ways of having it, all that one can do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.domain.vision import State
from desktop.theme.appearance import Appearance
from desktop.theme.icons import Icons
from desktop.views.vision.mode import ModePlan
from desktop.views.vision.wording import number_words, perspective_words, state_words
from desktop.widgets.buttons import ToolButton, button, icon_button
from desktop.widgets.choosing.choice import Choice
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.vision.values import VersionLine


class VersionHead(QWidget):
    """Owns the line of facts and the switch of modes; lives on the GUI thread."""

    mode_chosen = Signal(str)
    step_requested = Signal(str)  # the name of a state that the open version should have

    def __init__(
        self, look: Appearance, plans: Sequence[ModePlan], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.modes = Choice(self.tr("Show as"), [(plan.name, plan.title) for plan in plans], self)
        self._titles = {plan.name: plan.title for plan in plans}
        self.compact = self._made_compact(look.icons, plans)
        self.more = icon_button(look.icons, "ellipsis", self.tr("All actions and their keys"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.step_button = button("")
        self._step = State.ACTIVE
        self._said = ""
        self._facts = words("", "small", self)
        # In a narrow window the facts are cut, not the ways on.
        self._facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for plan in plans:
            self.modes.chip(plan.name).setToolTip(f"{plan.hint} ({plan.keys})")
        upper = self._upper = QHBoxLayout()
        upper.setSpacing(10)
        upper.addWidget(self.compact)
        upper.addWidget(self._facts, 1)
        upper.addWidget(self.step_button)
        upper.addWidget(self.more)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(upper)
        box.addWidget(self.modes)
        self.modes.chosen.connect(self.mode_chosen)
        self.step_button.clicked.connect(lambda: self.step_requested.emit(self._step.value))

    def show_mode(self, name: str) -> None:
        """Mark a way of having the version as the present one."""
        self.modes.set_value(name)
        title = self._titles.get(name, "")
        self.compact.setText(title)
        self.compact.setAccessibleName(self.tr("Show as: {mode}").format(mode=title))
        self._fit()

    def set_low(self, low: bool) -> None:
        """Put the ways into one button where each line counts."""
        had_focus = (self.modes if low else self.compact).isAncestorOf(self.focusWidget() or self)
        self.compact.setVisible(low)
        self.modes.setVisible(not low)
        if had_focus:
            (self.compact.setFocus if low else self.modes.focus_chosen)()
        self._fit()

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
        self._said = "  ·  ".join(part for part in parts if part)
        self._show_step(line)
        self._fit()

    def _made_compact(self, icons: Icons, plans: Sequence[ModePlan]) -> QToolButton:
        made = ToolButton(self)
        made.setProperty("kind", "tag")
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the sign stands behind the word
        icons.dress(made, "chevron-down", "text_muted")
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        for plan in plans:
            menu.addAction(plan.title, partial(self.mode_chosen.emit, plan.name))
        made.setMenu(menu)
        made.hide()
        return made

    def _show_step(self, line: VersionLine) -> None:
        """Offer the next step of a version: a whole draft can be completed, then lived by."""
        whole = line.state is State.DRAFT and line.completion == 100
        self.step_button.setVisible(whole or line.state is State.COMPLETE)
        if whole:
            self._step = State.COMPLETE
            self.step_button.setText(self.tr("Complete"))
            self.step_button.setToolTip(self.tr("Complete this version (Ctrl+Shift+C)"))
        else:
            self._step = State.ACTIVE
            self.step_button.setText(self.tr("Make active"))
            self.step_button.setToolTip(self.tr("Make this the active vision (Ctrl+Shift+A)"))

    def said(self) -> str:
        """What is told of the open version."""
        return self._said

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # Laid out first: the step beside the facts may have come or gone.
        self._upper.activate()
        cut = self._facts.fontMetrics().elidedText(
            self._said, Qt.TextElideMode.ElideRight, self._facts.width()
        )
        self._facts.setText(cut)
        self._facts.setToolTip("" if cut == self._said else self._said)
        self._facts.setAccessibleName(self._said)
