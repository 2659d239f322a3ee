"""The narrations of visions, told as sets and tracks: one set a vision, a track each recording.

A vision may name a file itself (`vision_versions.audio_url`) and has rows of `vision_audios`. Ids
are unique among all tables, so a vision's id is its set's, and a row's id its track's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.domain.listening import seconds_of
from desktop.domain.vision import DEFAULT_TITLE
from desktop.services.sounds import AudioSet, Track
from desktop.store.asking import every_row, first_row
from desktop.store.transactions import Connection

NARRATIONS, VISIONS = "vision_audios", "vision_versions"

_OWN = (
    "SELECT 'vision_versions', v.id, v.id, v.title, v.audio_url, v.audio_duration, v.voice_type, "
    "v.background_music, NULL, NULL FROM vision_versions v WHERE v.audio_url > '' AND "
)
_ROWS = (
    "SELECT 'vision_audios', a.id, v.id, v.title, a.audio_url, a.duration, a.voice_type, "
    "a.background_music, a.generation_status, a.error_message FROM vision_audios a "
    "JOIN vision_versions v ON v.id = a.vision_id WHERE "
)


def vision_sets(connection: Connection) -> list[AudioSet]:
    """The visions that have sound, the active one first, then the newest."""
    found = every_row(
        connection,
        "SELECT v.id, v.title, v.is_active, v.created_at, coalesce(v.audio_url > '', 0) + "
        "(SELECT count(*) FROM vision_audios a WHERE a.vision_id = v.id) AS tracks "
        "FROM vision_versions v WHERE v.audio_url > '' "
        "OR EXISTS (SELECT 1 FROM vision_audios a WHERE a.vision_id = v.id) "
        "ORDER BY v.is_active IS 1 DESC, v.created_at DESC, v.id",
    )
    return [
        AudioSet(row[0], row[1] or DEFAULT_TITLE, "", "", row[4] or 0, bool(row[2]), VISIONS)
        for row in found
    ]


def vision_tracks(connection: Connection, vision_id: str) -> list[Track]:
    """The recordings of a vision: its own file first, then the others, the newest first."""
    rows = every_row(connection, _OWN + "v.id = ?", (vision_id,))
    rows += every_row(connection, _ROWS + "v.id = ? ORDER BY a.created_at DESC, a.id", (vision_id,))
    return [_track(row) for row in rows]


def vision_track(connection: Connection, track_id: str) -> Track | None:
    """One recording of a vision, or None."""
    bound = (track_id,)
    row = first_row(connection, _ROWS + "a.id = ?", bound)
    row = row or first_row(connection, _OWN + "v.id = ?", bound)
    return _track(row) if row else None


def _track(row: Sequence[Any]) -> Track:
    table, track_id, vision_id, title, url, duration, voice, music, status, fault = row
    about = " · ".join(part for part in (voice, music) if part)
    return Track(
        track_id, vision_id, title or DEFAULT_TITLE, about, url or "", seconds_of(duration), "",
        None, (), table, status or "", fault or "",
    )  # fmt: skip
