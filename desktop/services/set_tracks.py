"""The tracks of a set as the Listen room shows and changes them.

What is told of a track is read for a window of tracks at a time, so that sets may be long.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.core.numbers import LARGEST
from desktop.core.phrases import Phrase
from desktop.domain.journal import first_line
from desktop.domain.vision import DEFAULT_TITLE
from desktop.services.audio import Audio, address
from desktop.services.media.files import SETS, TRACKS, VARIANTS, VISIONS
from desktop.services.media.library import MediaLibrary, Standing, State
from desktop.services.media.problems import sentence
from desktop.services.sounds import Narration, Place, Track
from desktop.store.asking import every_row, whole
from desktop.store.transactions import Connection, writing

if TYPE_CHECKING:  # a list only reads
    from desktop.store.rows import Rows

Public = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TrackLine:
    """What a set shows of a track: what it is, whether it is here, where one stopped."""

    id: str
    table: str
    title: str
    about: str
    order: int | None
    length: float | None
    key: str
    standing: Standing
    why: Phrase
    place: Place
    versions: int
    status: str
    fault: str
    part: str | None
    changed: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read along with a track: the section it narrates, and its own transcript."""

    track_id: str
    title: str
    vision_title: str
    narration: Narration | None
    transcript: str


class SetTracks:
    """Reads and changes tracks; lives in the thread that owns the connection."""

    def __init__(
        self,
        connection: Connection,
        rows: Callable[[], Rows],
        audio: Audio,
        media: MediaLibrary,
    ) -> None:
        self._connection = connection
        self._rows = rows
        self._audio = audio
        self._media = media

    def ids(self, set_id: str) -> list[str]:
        """The tracks of a set in their order."""
        return self._audio.track_ids(set_id)

    def lines(self, ids: Sequence[str]) -> list[TrackLine]:
        """What a set shows of some of its tracks."""
        tracks = self._audio.some(ids)
        places = self._audio.places(ids)
        told = self._audio.narrations(tracks)
        return [self._line(one, places.get(one.id, Place()), told.get(one.id)) for one in tracks]

    def where_to_begin(self, set_id: str) -> tuple[list[str], str]:
        """The tracks of a set, and the one that the member stopped in, else the first."""
        ids = self._audio.track_ids(set_id)
        found = every_row(
            self._connection,
            "SELECT track_id FROM local_listening WHERE NOT finished AND track_id IN "
            "(SELECT id FROM audio_tracks WHERE audio_set_id = ?1 "
            "UNION ALL SELECT id FROM vision_audios WHERE vision_id = ?1 UNION ALL SELECT ?1) "
            "ORDER BY listened_at DESC LIMIT 1",
            (set_id,),
        )
        return ids, found[0][0] if found else next(iter(ids), "")

    def set_of(self, table: str, row_id: str) -> str:
        """The set in which a row of any of the tables of sound is found; empty when it is gone."""
        if table in {SETS, VISIONS}:
            return row_id
        if table == VARIANTS:
            found = every_row(
                self._connection,
                "SELECT audio_track_id FROM audio_variants WHERE id = ?",
                (row_id,),
            )
            row_id = found[0][0] if found else ""
        track = self._audio.track(row_id)
        return track.set_id if track is not None else ""

    def reading(self, track_id: str) -> Reading | None:
        """What is read along with a track, or None when it is gone."""
        track = self._audio.track(track_id)
        if track is None:
            return None
        told = self._audio.narration(track)
        title = ""
        if told is not None:
            found = every_row(
                self._connection,
                "SELECT title FROM vision_versions WHERE id = ?",
                (told.vision_id,),
            )
            title = (found[0][0] if found else "") or DEFAULT_TITLE
        return Reading(track_id, first_line(track.title), title, told, track.transcript)

    def visions(self) -> list[tuple[str, str]]:
        """The visions that a track may narrate: ids and titles, the active one first."""
        found = every_row(
            self._connection,
            "SELECT id, title, version_number FROM vision_versions "
            "ORDER BY is_active IS 1 DESC, created_at DESC, id LIMIT 200",
        )
        return [
            (row[0], " ".join(str(p) for p in (row[1] or DEFAULT_TITLE, row[2]) if p is not None))
            for row in found
        ]

    def all_titles(self) -> list[tuple[str, str, str]]:
        """All tracks with a file: ids, titles and the titles of their sets."""
        found = every_row(
            self._connection,
            "SELECT t.id, t.title, s.title FROM audio_tracks t "
            "LEFT JOIN audio_sets s ON s.id = t.audio_set_id WHERE t.audio_url > '' "
            "ORDER BY s.title, t.order_index, t.id LIMIT 5000",
        )
        return [(row[0], first_line(row[1]), first_line(row[2])) for row in found]

    def edit(self, track_id: str, values: Mapping[str, Any]) -> None:
        """Change the words of a track; raises InvalidInput."""
        self._rows().put(TRACKS, {"id": track_id, **values})

    def row(self, track_id: str) -> Public | None:
        """A track as its row stands, or None; the recordings of visions are not written here."""
        return self._rows().get(TRACKS, track_id)

    def move(self, set_id: str, track_id: str, by: int) -> bool:
        """Move a track some places along its set; tells whether it moved."""
        ids = self._audio.track_ids(set_id)
        if track_id not in ids:
            return False
        place = ids.index(track_id)
        wanted = max(0, min(place + by, len(ids) - 1))
        if wanted == place:
            return False
        ids.insert(wanted, ids.pop(place))
        found = every_row(
            self._connection,
            f"SELECT id, {whole('order_index')} FROM audio_tracks WHERE audio_set_id = ?",
            (set_id,),
        )
        orders: dict[str, int | None] = dict(found)
        first = min((order for order in orders.values() if order is not None), default=1)
        first = min(first, LARGEST - len(ids))
        with writing(self._connection):
            for order, one in enumerate(ids, start=first):
                if one in orders and orders[one] != order:
                    self._rows().put(TRACKS, {"id": one, "order_index": order})
        return True

    def delete(self, track_id: str) -> int:
        """Move a track to the trash and give its number there; raises InvalidInput."""
        return self._rows().delete(TRACKS, track_id)

    def _line(self, track: Track, place: Place, narration: Narration | None) -> TrackLine:
        url = address(track, place.variant_id)
        standing = self._media.standing_of(url) if url else Standing(State.NOWHERE, files=0)
        return TrackLine(
            track.id, track.table, first_line(track.title), first_line(track.description),
            track.order, place.length or track.length, self._media.key_of(url), standing,
            sentence(standing.problem), place, len(track.variants), track.status, track.fault,
            narration.part if narration is not None else None,
            narration is not None and narration.changed,
        )  # fmt: skip
