"""The dark look of the cinema, whatever the window wears."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from desktop.core.paths import resource
from desktop.theme.palette import DARK, Theme, load_theme
from desktop.theme.stylesheet import render, template


class Night(NamedTuple):
    """The dark theme, and the sheet that is filled in with it."""

    theme: Theme
    sheet: str


@cache
def night() -> Night:
    """What it is made of; read once, beside the window."""
    return Night(load_theme(DARK), template())


def wear_night(window: QWidget, base_points: float) -> None:
    """Dress a window and all in it, with text of this size."""

    def icon(name: str) -> str:
        return resource(f"icons/{DARK}/{name}.svg").as_posix()

    window.setStyleSheet(render(night().sheet, night().theme, base_points, icon))
