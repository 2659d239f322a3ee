"""Opens a track in the database lane: its row, where the member stopped, and its content."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.language import translated

if TYPE_CHECKING:  # loaded in the lane when something is played
    from desktop.services.audio import Place, Track
    from desktop.services.workspace import Workspace


class Opened(NamedTuple):
    """What the lane brings of a track: its content, or None while it is not on this computer.

    `key` is the name of the address in the media register, empty where it is none.
    """

    track: Track
    place: Place
    address: str
    key: str
    content: bytes | None
    suffix: str


def open_track(
    workspace: Workspace, track_id: str, variant: tuple[str | None] | None
) -> Opened | None:
    """Read and decipher a track, or None when it is gone; in the lane.

    `variant` is a version that was just chosen; otherwise it is the one that was heard last.
    """
    from desktop.services.audio import address as address_of
    from desktop.services.media.files import suffix
    from desktop.services.spoken import is_spoken

    if is_spoken(track_id):
        return _open_spoken(workspace, track_id)
    track = workspace.audio.track(track_id)
    if track is None:
        return None
    place = workspace.audio.place(track_id)
    if variant is not None:
        place = place._replace(variant_id=variant[0])
    address = address_of(track, place.variant_id)
    key = workspace.media.key_of(address)
    content = workspace.media.content(address)
    kind = suffix(content) if content is not None else ""
    return Opened(track, place, address, key, content, kind)


def _open_spoken(workspace: Workspace, track_id: str) -> Opened | None:
    """A section that is read aloud: its words, and where the member stopped in them."""
    from desktop.domain.speaking import SUFFIX
    from desktop.services.spoken import spoken_track

    track = spoken_track(workspace.connection, track_id)
    if track is None:
        return None
    track = track._replace(title=translated(track.title))
    place = workspace.audio.place(track_id)
    return Opened(track, place, "", "", track.transcript.encode(), SUFFIX)
