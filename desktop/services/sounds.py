"""What is listened to, as plain values: sets, tracks, places and narrations."""

from __future__ import annotations

from typing import NamedTuple


class AudioSet(NamedTuple):
    """A collection of tracks; `table` is that of its row, a set or a vision with recordings."""

    id: str
    title: str
    description: str
    cover: str
    tracks: int
    is_active: bool
    table: str = "audio_sets"


class Variant(NamedTuple):
    """Another version of a track: another voice, another speed, with music."""

    id: str
    kind: str
    url: str


class Track(NamedTuple):
    """A track of a set; `url` is empty where the row names no file. Times are seconds.

    `table` is that of its row; `status` and `fault` tell how far its making has come.
    """

    id: str
    set_id: str
    title: str
    description: str
    url: str
    length: float | None
    transcript: str
    order: int | None
    variants: tuple[Variant, ...] = ()
    table: str = "audio_tracks"
    status: str = ""
    fault: str = ""


class Place(NamedTuple):
    """Where the member stopped in a track, in seconds; `finished` when it was heard to its end."""

    position: float = 0.0
    length: float = 0.0
    variant_id: str | None = None
    finished: bool = False


class Narration(NamedTuple):
    """The section that a track narrates; `changed` when its text is not what it was then.

    `part` is empty for a recording of the whole vision.
    """

    vision_id: str
    part: str
    text: str
    changed: bool
    by_member: bool
