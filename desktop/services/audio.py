"""Vision audio: sets and their tracks, where the member stopped, which section a track narrates.

Positions and links to sections are kept on this device alone (decision 6): no documented column
ties a set to a vision or a track to a section.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any

from desktop.core.clock import SystemClock
from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.domain import vision
from desktop.domain.listening import narrated_part, seconds_of
from desktop.services.media.library import MediaLibrary, Standing
from desktop.services.sounds import AudioSet, Narration, Place, Track, Variant
from desktop.services.traces import HEARD, Traces
from desktop.services.vision_sound import vision_sets, vision_track, vision_tracks
from desktop.store.asking import every_row, whole
from desktop.store.transactions import Connection, writing

__all__ = ["WHOLE", "Audio", "AudioSet", "Narration", "Place", "Track", "Variant", "address"]

WHOLE = ""
"""What stands for the part where all of a vision is narrated."""

_ORDER = "ORDER BY order_index IS NULL, order_index, created_at, id"


class Audio:
    """Reads sets and keeps places; lives in the thread that owns the connection."""

    def __init__(self, connection: Connection, media: MediaLibrary) -> None:
        self._connection = connection
        self._media = media
        self._heard = Traces(connection, HEARD)

    def sets(self) -> list[AudioSet]:
        """All sets, the active ones first, then the newest."""
        found = every_row(
            self._connection,
            "SELECT s.id, s.title, s.description, s.cover_image_url, s.is_active, "
            "(SELECT count(*) FROM audio_tracks t WHERE t.audio_set_id = s.id) "
            "FROM audio_sets s ORDER BY s.is_active IS 1 DESC, s.created_at DESC, s.id",
        )
        return [
            AudioSet(set_id, title or "", about or "", cover or "", count, bool(active))
            for set_id, title, about, cover, active, count in found
        ]

    def tracks(self, set_id: str) -> list[Track]:
        """The tracks of a set in their order, with their variants; or the sound of a vision."""
        found = self._tracks(f"audio_set_id = ? {_ORDER}", (set_id,))
        if not found:
            return vision_tracks(self._connection, set_id)
        variants = self._variants([track.id for track in found])
        return [track._replace(variants=variants.get(track.id, ())) for track in found]

    def track_ids(self, set_id: str) -> list[str]:
        """The ids of the tracks of a set in their order, or of the sound of a vision."""
        found = every_row(
            self._connection,
            f"SELECT id FROM audio_tracks WHERE audio_set_id = ? {_ORDER}",
            (set_id,),
        )
        return [row[0] for row in found] or [
            one.id for one in vision_tracks(self._connection, set_id)
        ]

    def set_title(self, set_id: str) -> str:
        """What a set, or the vision whose sound it is, is called; empty when it is gone."""
        found = every_row(self._connection, "SELECT title FROM audio_sets WHERE id = ?", (set_id,))
        if found:
            return str(found[0][0] or "")
        return next((one.title for one in self.vision_sets() if one.id == set_id), "")

    def vision_sets(self) -> list[AudioSet]:
        """The visions that have sound, the active one first."""
        return vision_sets(self._connection)

    def track(self, track_id: str) -> Track | None:
        """One track, or None."""
        found = self._tracks("id = ?", (track_id,))
        if not found:
            return vision_track(self._connection, track_id)
        return found[0]._replace(variants=self._variants([track_id]).get(track_id, ()))

    def some(self, track_ids: Sequence[str]) -> list[Track]:
        """Several tracks in the order of their ids; those that are gone are left out."""
        marks = ", ".join("?" * len(track_ids))
        variants = self._variants(track_ids)
        found = {
            one.id: one._replace(variants=variants.get(one.id, ()))
            for one in self._tracks(f"id IN ({marks})", track_ids)
        }
        several = (found.get(one) or vision_track(self._connection, one) for one in track_ids)
        return [one for one in several if one is not None]

    def standing(self, track: Track, variant_id: str | None = None) -> Standing:
        """Whether a track, or a variant of it, is on this computer."""
        return self._media.standing_of(address(track, variant_id))

    # Where the member stopped

    def place(self, track_id: str) -> Place:
        """Where the member stopped in a track."""
        return self.places([track_id]).get(track_id, Place())

    def places(self, track_ids: Sequence[str]) -> dict[str, Place]:
        """Where the member stopped in those of these tracks that were heard."""
        marks = ", ".join("?" * len(track_ids))
        found = every_row(
            self._connection,
            "SELECT track_id, position, length, variant_id, finished FROM local_listening "
            f"WHERE track_id IN ({marks})",
            track_ids,
        )
        return {
            track_id: Place(position / 1000, length / 1000, variant_id, bool(finished))
            for track_id, position, length, variant_id, finished in found
        }

    def keep_place(self, track_id: str, place: Place) -> None:
        """Remember where the member stopped, and that something was heard today."""
        if place.position > 0:
            self._heard.leave(SystemClock().today())
        with writing(self._connection):
            self._connection.execute(
                "INSERT INTO local_listening "
                "(track_id, position, length, variant_id, finished, listened_at) "
                "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (track_id) DO UPDATE SET "
                "position = excluded.position, length = excluded.length, "
                "variant_id = excluded.variant_id, finished = excluded.finished, "
                "listened_at = excluded.listened_at",
                (
                    track_id, round(place.position * 1000), round(place.length * 1000),
                    place.variant_id, place.finished, _now(),
                ),
            )  # fmt: skip

    def last_track(self) -> Track | None:
        """The track that the member listened to last, if it is still there."""
        found = every_row(
            self._connection,
            "SELECT track_id FROM local_listening ORDER BY listened_at DESC LIMIT 20",
        )
        return next((one for row in found if (one := self.track(row[0])) is not None), None)

    # What a track narrates

    def narration(self, track: Track) -> Narration | None:
        """The section that a track narrates: as the member said, else as its title tells.

        A track that is seen for the first time is linked to the active vision's text of today.
        """
        link = self._link(track.id)
        if link is None:
            part, vision_id = self._guess(track)
            if part is None or vision_id is None:
                return None
            self._keep_link(track.id, vision_id, part, by_member=False)
            link = self._link(track.id)
        if link is None or link[0] is None or link[1] is None:
            return None
        vision_id, part, text_hash, by_member = link
        text = self._text(vision_id, part)
        if text is None:
            return None
        return Narration(vision_id, part, text, _hash(text) != text_hash, bool(by_member))

    def narrations(self, tracks: Sequence[Track]) -> dict[str, Narration]:
        """The sections of several tracks, as far as they narrate any; new links in one go."""
        with writing(self._connection) if self._are_new(tracks) else nullcontext():
            found = {track.id: self.narration(track) for track in tracks}
        return {track_id: one for track_id, one in found.items() if one is not None}

    def _are_new(self, tracks: Sequence[Track]) -> bool:
        marks = ", ".join("?" * len(tracks))
        ids = [track.id for track in tracks]
        linked = {
            row[0]
            for row in every_row(
                self._connection,
                f"SELECT track_id FROM local_narrations WHERE track_id IN ({marks})",
                ids,
            )
        }
        return any(self._guess(one)[0] is not None for one in tracks if one.id not in linked)

    def link(self, track_id: str, vision_id: str | None, part: str | None) -> None:
        """Say which section a track narrates, or that it narrates none; raises InvalidInput."""
        if part and part not in vision.CODES:
            raise InvalidInput(Phrase("A vision has no such section."))
        self._keep_link(track_id, vision_id, part, by_member=True)

    def _link(self, track_id: str) -> tuple[Any, ...] | None:
        found = every_row(
            self._connection,
            "SELECT vision_id, part, text_hash, by_member FROM local_narrations WHERE track_id = ?",
            (track_id,),
        )
        return found[0] if found else None

    def _keep_link(
        self, track_id: str, vision_id: str | None, part: str | None, *, by_member: bool
    ) -> None:
        text = self._text(vision_id, part) if vision_id and part is not None else None
        with writing(self._connection):
            self._connection.execute(
                "INSERT INTO local_narrations "
                "(track_id, vision_id, part, text_hash, by_member, noticed_at) "
                "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (track_id) DO UPDATE SET "
                "vision_id = excluded.vision_id, part = excluded.part, "
                "text_hash = excluded.text_hash, by_member = excluded.by_member",
                (track_id, vision_id, part, _hash(text or ""), by_member, _now()),
            )

    def _guess(self, track: Track) -> tuple[str | None, str | None]:
        if track.table != "audio_tracks":
            return WHOLE, track.set_id
        return narrated_part(track.title, track.order), self._active_vision()

    def _active_vision(self) -> str | None:
        found = every_row(
            self._connection,
            "SELECT id FROM vision_versions ORDER BY is_active IS 1 DESC, created_at DESC LIMIT 1",
        )
        return str(found[0][0]) if found else None

    def _text(self, vision_id: str, part: str) -> str | None:
        if part == WHOLE:
            return self._whole(vision_id)
        if part not in vision.CODES:
            return None
        found = every_row(
            self._connection, f'SELECT "{part}" FROM vision_versions WHERE id = ?', (vision_id,)
        )
        return str(found[0][0] or "") if found else None

    def _whole(self, vision_id: str) -> str | None:
        columns = ", ".join(f'"{code}"' for code in vision.CODES)
        found = every_row(
            self._connection, f"SELECT {columns} FROM vision_versions WHERE id = ?", (vision_id,)
        )
        return "\n\n".join(text for text in found[0] if text) if found else None

    def _tracks(self, condition: str, bound: Sequence[str]) -> list[Track]:
        found = every_row(
            self._connection,
            "SELECT id, audio_set_id, title, description, audio_url, duration, transcript, "
            f"{whole('order_index')} FROM audio_tracks WHERE {condition}",
            bound,
        )
        return [
            Track(
                track_id, set_id or "", title or "", about or "", url or "", seconds_of(duration),
                transcript or "", order,
            )
            for track_id, set_id, title, about, url, duration, transcript, order in found
        ]  # fmt: skip

    def _variants(self, track_ids: Sequence[str]) -> dict[str, tuple[Variant, ...]]:
        marks = ", ".join("?" * len(track_ids))
        found = every_row(
            self._connection,
            "SELECT audio_track_id, id, variant_type, audio_url FROM audio_variants "
            f"WHERE audio_track_id IN ({marks}) ORDER BY created_at, id",
            track_ids,
        )
        variants: dict[str, tuple[Variant, ...]] = {}
        for track_id, variant_id, kind, url in found:
            one = Variant(variant_id, kind or "", url or "")
            variants[track_id] = (*variants.get(track_id, ()), one)
        return variants


def address(track: Track, variant_id: str | None) -> str:
    """The address of a track, or of the variant that is wanted, if it is there."""
    chosen = next((one for one in track.variants if one.id == variant_id), None)
    return chosen.url if chosen is not None else track.url


def _hash(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat()
