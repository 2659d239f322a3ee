"""Renders the style sheet of the window from its template, the theme and the text sizes."""

from __future__ import annotations

import re
from collections.abc import Callable

from desktop.core.paths import resource
from desktop.theme.palette import Theme

_WORD = re.compile(r"@([a-z][a-z0-9_-]*)")

# Text sizes as multiples of the base size, which follows the system and the member's wish.
SIZES = {"small": 0.86, "body": 1.0, "heading": 1.14, "title": 1.5, "display": 2.0}


def template() -> str:
    """The template as it lies in the resources."""
    return resource("styles/window.qss").read_text(encoding="utf-8")


def words(text: str) -> set[str]:
    """The names that a template uses."""
    return set(_WORD.findall(text))


def render(text: str, theme: Theme, base_points: float, icon: Callable[[str], str]) -> str:
    """Fill a template in; `icon` gives the path of an icon tinted for style sheets.

    Raises KeyError for a name that is neither a role, a size nor an icon.
    """

    def fill(match: re.Match[str]) -> str:
        word = match.group(1)
        if word.startswith("pt_"):
            return f"{base_points * SIZES[word[3:]]:.1f}pt"
        if word.startswith("icon_"):
            return icon(word[5:])
        return theme.colour(word)

    return _WORD.sub(fill, text)
