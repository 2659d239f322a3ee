"""A theme as plain data: roles with colours, read from resources/themes; needs no Qt."""

from __future__ import annotations

import re
import tomllib
from typing import Any, NamedTuple

from desktop.core.paths import resource

DARK = "dark"
LIGHT = "light"
_COLOUR = re.compile(r"#[0-9A-F]{6}")


class Theme(NamedTuple):
    """One theme: its name and the colour of each role."""

    name: str
    roles: dict[str, str]

    def colour(self, role: str) -> str:
        """The colour of a role as `#RRGGBB`; raises KeyError for a role that no theme has."""
        return self.roles[role]


def load_theme(name: str) -> Theme:
    """Read one of the bundled themes."""
    text = resource(f"themes/{name}.toml").read_text(encoding="utf-8")
    return parse_theme(tomllib.loads(text))


def parse_theme(data: dict[str, Any]) -> Theme:
    """Resolve the roles of a theme; raises ValueError when it is not whole."""
    palette = data["palette"]
    for name, colour in palette.items():
        if not _COLOUR.fullmatch(colour):
            raise ValueError(f"{name} is not a colour")
    unknown = set(data["roles"].values()) - set(palette)
    if unknown:
        raise ValueError(f"colours without a place in the palette: {sorted(unknown)}")
    roles = {role: palette[colour] for role, colour in data["roles"].items()}
    return Theme(data["name"], roles)
