"""Buttons of which one is chosen are one stop of Tab: the chosen one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup


def tab_to_chosen(group: QButtonGroup) -> None:
    """Have Tab come to the chosen button of an exclusive group, or to the first one.

    Qt does so only once the focus has been in the group; before, Tab comes to its first button.
    """
    group.buttonToggled.connect(lambda _button, _checked: _settle(group))
    _settle(group)


def _settle(group: QButtonGroup) -> None:
    buttons = group.buttons()
    if not buttons:
        return
    stop = group.checkedButton() or buttons[0]
    for one in buttons:
        one.setFocusPolicy(_policy(stop=one is stop))


def _policy(*, stop: bool) -> Qt.FocusPolicy:
    return Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus
