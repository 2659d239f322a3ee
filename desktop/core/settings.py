"""The member's settings: typed, with defaults and bounds, in one TOML file.

A value that is missing, of the wrong type or out of bounds is read as its default; what the
file holds beyond the settings known here is kept when it is written again.
"""

from __future__ import annotations

import contextlib
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from desktop.core.errors import InvalidInput
from desktop.core.files import write_atomically
from desktop.core.phrases import Phrase
from desktop.core.server import Server, checked_key, checked_url, chosen_server


class _Rule(NamedTuple):
    """Where a setting stands in the file, and what it may be."""

    place: str
    bounds: tuple[int, int] | None = None
    choices: tuple[str, ...] = ()


_RULES = {
    "server_url": _Rule("server.url"),
    "server_key": _Rule("server.key"),
    "sync_automatically": _Rule("sync.automatically"),
    "sync_minutes": _Rule("sync.minutes", bounds=(1, 1440)),
    "theme": _Rule("look.theme", choices=("system", "light", "dark")),
    "text_percent": _Rule("look.text_percent", bounds=(80, 200)),
    "reduced_motion": _Rule("look.reduced_motion"),
    "reading_face": _Rule("reading.face", choices=("serif", "sans", "system")),
    "reading_percent": _Rule("reading.percent", bounds=(80, 250)),
    "reading_measure": _Rule("reading.measure", bounds=(40, 110)),
    "reading_places": _Rule("reading.places"),
    "book_paper": _Rule("book.paper", choices=("a4", "letter", "a5")),
    "keep_in_tray": _Rule("window.keep_in_tray"),
    "tray_told": _Rule("window.tray_told"),
    "media_limit_mb": _Rule("media.limit_mb", bounds=(100, 1_000_000)),
    "media_bucket": _Rule("media.bucket"),
    "background_sound": _Rule("audio.background"),
    "background_percent": _Rule("audio.background_percent", bounds=(0, 100)),
    "background_muted": _Rule("audio.background_muted"),
    "listening_speed": _Rule("audio.speed_percent", bounds=(50, 200)),
    "listening_percent": _Rule("audio.percent", bounds=(0, 100)),
    "listening_muted": _Rule("audio.muted"),
    "listening_repeat": _Rule("audio.repeat", choices=("off", "track", "set")),
    "media_controls": _Rule("audio.media_controls", choices=("off", "keys", "titles")),
    "lock_minutes": _Rule("lock.minutes", bounds=(0, 1440)),
    "lock_with_screen": _Rule("lock.with_screen"),
    "window_geometry": _Rule("window.geometry"),
    "room": _Rule("window.room"),
}


class Settings(NamedTuple):
    """All settings at one moment; a plain value, safe in any thread."""

    server_url: str = ""
    server_key: str = ""
    sync_automatically: bool = True
    sync_minutes: int = 5
    theme: str = "system"
    text_percent: int = 100
    reduced_motion: bool = False
    reading_face: str = "serif"
    reading_percent: int = 120
    reading_measure: int = 66
    reading_places: str = ""
    book_paper: str = "a4"
    keep_in_tray: bool = False
    tray_told: bool = False
    media_limit_mb: int = 4096
    media_bucket: str = "vision-audio"
    background_sound: str = ""
    background_percent: int = 30
    background_muted: bool = False
    listening_speed: int = 100
    listening_percent: int = 100
    listening_muted: bool = False
    listening_repeat: str = "off"
    # The media keys work at once, but nothing of a journal leaves it unasked: other apps read what
    # is told on the session's bus, and desktops show it, some on the locked screen.
    media_controls: str = "keys"
    # The window locks itself when nothing was done for so long; 0 never does.
    lock_minutes: int = 0
    # It locks with the screen and before the computer sleeps, where the desktop tells of that.
    lock_with_screen: bool = True
    window_geometry: str = ""
    room: str = "today"

    def server(self) -> Server | None:
        """The server to use, the environment first; raises InvalidInput like chosen_server."""
        return chosen_server(self.server_url, self.server_key)


_DEFAULTS = Settings()


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
        for name, value in changes.items():
            if name not in _RULES:
                raise InvalidInput(Phrase("There is no setting named “{name}”.", name=name), name)
            if not _fits(name, value):
                raise InvalidInput(Phrase("That is not possible for “{name}”.", name=name), name)
        if changes.get("server_url"):
            changes["server_url"] = checked_url(changes["server_url"])
        if changes.get("server_key"):
            changes["server_key"] = checked_key(changes["server_key"])
        self.reload()
        for name, value in changes.items():
            section_name, key = _RULES[name].place.split(".")
            section = self._document.setdefault(section_name, {})
            if isinstance(section, dict):
                section[key] = value
        import tomli_w

        write_atomically(self._path, tomli_w.dumps(self._document).encode())
        self._values = self._values._replace(**changes)
        return self._values


def _read(document: dict[str, Any]) -> Settings:
    found: dict[str, Any] = {}
    for name, rule in _RULES.items():
        section_name, key = rule.place.split(".")
        section = document.get(section_name)
        value = section.get(key) if isinstance(section, dict) else None
        if value is not None and _fits(name, value):
            found[name] = value
    return Settings(**found)


def _fits(name: str, value: Any) -> bool:
    rule = _RULES[name]
    if type(value) is not type(getattr(_DEFAULTS, name)):
        return False
    if rule.bounds:
        low, high = rule.bounds
        return bool(low <= value <= high)
    return not rule.choices or value in rule.choices
