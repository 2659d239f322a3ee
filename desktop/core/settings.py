"""The member's settings: typed, with defaults and bounds, in one TOML file.

A value that is missing, of the wrong type or out of bounds is read as its default; what the
file holds beyond the settings known here is kept when it is written again.
"""

from __future__ import annotations

import contextlib
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from desktop.core.errors import InvalidInput
from desktop.core.files import write_atomically
from desktop.core.server import Server, checked_url, chosen_server


def _setting(
    place: str,
    default: Any,
    *,
    bounds: tuple[int, int] | None = None,
    choices: tuple[str, ...] = (),
) -> Any:
    section, key = place.split(".")
    return field(
        default=default,
        metadata={"section": section, "key": key, "bounds": bounds, "choices": choices},
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings at one moment; a plain value, safe in any thread."""

    server_url: str = _setting("server.url", "")
    server_key: str = _setting("server.key", "")
    sync_automatically: bool = _setting("sync.automatically", True)
    sync_minutes: int = _setting("sync.minutes", 5, bounds=(1, 1440))
    theme: str = _setting("look.theme", "system", choices=("system", "light", "dark"))
    editor_font_size: int = _setting("look.editor_font_size", 16, bounds=(10, 40))
    text_percent: int = _setting("look.text_percent", 100, bounds=(80, 200))
    window_geometry: str = _setting("window.geometry", "")
    room: str = _setting("window.room", "today")

    def server(self) -> Server | None:
        """The server to use, the environment first; raises InvalidInput like chosen_server."""
        return chosen_server(self.server_url, self.server_key)


class SettingsFile:
    """Owns the settings file; use it from one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._document: dict[str, Any] = {}
        self._values = Settings()
        self.reload()

    @property
    def values(self) -> Settings:
        """The settings as last read or written."""
        return self._values

    def reload(self) -> Settings:
        """Read the file again; a broken one is moved aside and the defaults hold."""
        try:
            self._document = tomllib.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            self._document = {}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError):
            self._document = {}
            with contextlib.suppress(OSError):
                self._path.replace(self._path.with_suffix(".toml.broken"))
        self._values = _read(self._document)
        return self._values

    def change(self, **changes: Any) -> Settings:
        """Set some settings by name and write the file; raises InvalidInput with a sentence."""
        known = {f.name: f for f in fields(Settings)}
        for name, value in changes.items():
            if name not in known:
                raise InvalidInput(f"There is no setting named “{name}”.", name)
            if not _fits(known[name].metadata, known[name].default, value):
                raise InvalidInput(f"That is not possible for “{name}”.", name)
        if changes.get("server_url"):
            changes["server_url"] = checked_url(changes["server_url"])
        self.reload()
        for name, value in changes.items():
            meta = known[name].metadata
            section = self._document.setdefault(meta["section"], {})
            if isinstance(section, dict):
                section[meta["key"]] = value
        import tomli_w

        write_atomically(self._path, tomli_w.dumps(self._document).encode())
        self._values = replace(self._values, **changes)
        return self._values


def _read(document: dict[str, Any]) -> Settings:
    found = {}
    for f in fields(Settings):
        section = document.get(f.metadata["section"])
        value = section.get(f.metadata["key"]) if isinstance(section, dict) else None
        if value is not None and _fits(f.metadata, f.default, value):
            found[f.name] = value
    return Settings(**found)


def _fits(meta: Any, default: Any, value: Any) -> bool:
    if type(value) is not type(default):
        return False
    if meta["bounds"]:
        low, high = meta["bounds"]
        return bool(low <= value <= high)
    return not meta["choices"] or value in meta["choices"]
