"""The two interfaces of MPRIS as they are offered here: their methods, properties and types.

Pure: a property is made of what is playing. Times on the bus are microseconds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, NamedTuple

from desktop.domain.listening import SPEEDS, Repeat
from desktop.qt.sound.mpris.playing import Playing

PATH = "/org/mpris/MediaPlayer2"
ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
PROPERTIES = "org.freedesktop.DBus.Properties"
INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"
PEER = "org.freedesktop.DBus.Peer"
NAME = "VibrationFit"
MICRO = 1_000_000

LOOPS = {Repeat.OFF: "None", Repeat.TRACK: "Track", Repeat.SET: "Playlist"}


class Property(NamedTuple):
    """One property: its type on the bus, and how it is made; some can be set.

    One that is not `told` is asked for, as the place is, and never announced.
    """

    kind: str
    value: Callable[[Playing, float], Any]
    writable: bool = False
    told: bool = True


def track_path(track_id: str) -> str:
    """The name of a track on the bus; it tells nothing of ours."""
    return f"/vibrationfit/track/{hashlib.sha256(track_id.encode()).hexdigest()[:24]}"


def _metadata(playing: Playing, _now: float) -> dict[str, tuple[str, Any]]:
    if not playing.track:
        return {}
    found: dict[str, tuple[str, Any]] = {
        "mpris:trackid": ("o", track_path(playing.track)),
        "xesam:title": ("s", playing.title),
    }
    if playing.length > 0:
        found["mpris:length"] = ("x", round(playing.length * MICRO))
    if playing.album:
        found["xesam:album"] = ("s", playing.album)
    return found


def _always(value: Any) -> Callable[[Playing, float], Any]:
    return lambda _playing, _now: value


def _is_on(playing: Playing, _now: float) -> bool:
    return bool(playing.track)


ALL: dict[str, dict[str, Property]] = {
    ROOT: {
        # Closing is the member's own: the last words may still be on their way to the disk.
        "CanQuit": Property("b", _always(value=False)),
        "CanRaise": Property("b", _always(value=True)),
        "HasTrackList": Property("b", _always(value=False)),
        "Identity": Property("s", _always(NAME)),
        "SupportedUriSchemes": Property("as", _always([])),
        "SupportedMimeTypes": Property("as", _always([])),
    },
    PLAYER: {
        "PlaybackStatus": Property("s", lambda playing, _now: playing.status.value),
        "LoopStatus": Property("s", lambda playing, _now: LOOPS[playing.repeat], writable=True),
        "Rate": Property("d", lambda playing, _now: playing.speed, writable=True),
        "MinimumRate": Property("d", _always(SPEEDS[0])),
        "MaximumRate": Property("d", _always(SPEEDS[-1])),
        "Volume": Property("d", lambda playing, _now: playing.volume, writable=True),
        "Metadata": Property("a{sv}", _metadata),
        "Position": Property(
            "x", lambda playing, now: round(playing.place(now) * MICRO), told=False
        ),
        "CanGoNext": Property("b", lambda playing, _now: playing.has_next),
        "CanGoPrevious": Property("b", _is_on),
        "CanPlay": Property("b", _is_on),
        "CanPause": Property("b", _is_on),
        "CanSeek": Property("b", lambda playing, _now: playing.length > 0),
        "CanControl": Property("b", _always(value=True), told=False),
    },
}

Arguments = tuple[tuple[str, str], ...]
"""Names and types."""

METHODS: dict[str, dict[str, Arguments]] = {
    ROOT: {"Raise": (), "Quit": ()},
    PLAYER: {
        "Next": (),
        "Previous": (),
        "Pause": (),
        "PlayPause": (),
        "Stop": (),
        "Play": (),
        "Seek": (("Offset", "x"),),
        "SetPosition": (("TrackId", "o"), ("Position", "x")),
        "OpenUri": (("Uri", "s"),),
    },
}


def values(interface: str, playing: Playing, now: float) -> dict[str, tuple[str, Any]]:
    """All properties of an interface, each with its type."""
    return {name: (one.kind, one.value(playing, now)) for name, one in ALL[interface].items()}


def changes(before: Playing, playing: Playing) -> dict[str, tuple[str, Any]]:
    """The properties of the player that are to be announced."""
    found: dict[str, tuple[str, Any]] = {}
    for name, one in ALL[PLAYER].items():
        value = one.value(playing, playing.at)
        if one.told and value != one.value(before, playing.at):
            found[name] = (one.kind, value)
    return found


def described(path: str) -> str:
    """What stands at a path, in the XML by which tools find their way."""
    if path == PATH:
        inner = "".join(_described(name) for name in ALL) + _COMMON
    else:
        step = PATH.removeprefix(path).strip("/").split("/")[0]
        inner = f'<node name="{step}"/>'
    return f"<node>{inner}</node>"


def _described(interface: str) -> str:
    parts = []
    for name, arguments in METHODS[interface].items():
        inner = "".join(
            f'<arg name="{argument}" type="{kind}" direction="in"/>' for argument, kind in arguments
        )
        parts.append(f'<method name="{name}">{inner}</method>')
    for name, one in ALL[interface].items():
        access = "readwrite" if one.writable else "read"
        told = "true" if one.told else "false"
        parts.append(
            f'<property name="{name}" type="{one.kind}" access="{access}"><annotation '
            f'name="org.freedesktop.DBus.Property.EmitsChangedSignal" value="{told}"/></property>'
        )
    if interface == PLAYER:
        parts.append('<signal name="Seeked"><arg name="Position" type="x"/></signal>')
    return f'<interface name="{interface}">{"".join(parts)}</interface>'


_COMMON = (
    f'<interface name="{PROPERTIES}">'
    '<method name="Get"><arg name="interface" type="s" direction="in"/>'
    '<arg name="name" type="s" direction="in"/><arg name="value" type="v" direction="out"/>'
    "</method>"
    '<method name="GetAll"><arg name="interface" type="s" direction="in"/>'
    '<arg name="values" type="a{sv}" direction="out"/></method>'
    '<method name="Set"><arg name="interface" type="s" direction="in"/>'
    '<arg name="name" type="s" direction="in"/><arg name="value" type="v" direction="in"/>'
    "</method>"
    '<signal name="PropertiesChanged"><arg name="interface" type="s"/>'
    '<arg name="changed" type="a{sv}"/><arg name="invalidated" type="as"/></signal></interface>'
    f'<interface name="{INTROSPECTABLE}"><method name="Introspect">'
    '<arg name="xml" type="s" direction="out"/></method></interface>'
    f'<interface name="{PEER}"><method name="Ping"/></interface>'
)
