"""The sets of the Listen room, listed with the visions that have sound, and written on a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.domain.journal import first_line
from desktop.services.audio import Audio
from desktop.services.drafts import Drafts
from desktop.services.media.files import SETS, VISIONS
from desktop.services.media.library import MediaLibrary, Standing
from desktop.services.media.problems import sentence
from desktop.services.set_tracks import SetTracks
from desktop.services.sounds import AudioSet
from desktop.store.asking import every_row
from desktop.store.transactions import Connection

if TYPE_CHECKING:  # a list only reads
    from desktop.store.rows import Rows

Public = dict[str, Any]
_COLUMNS = ("title", "description", "is_active")
_READ_ONLY = Phrase("The sound of a vision is written where the vision is.")


@dataclass(frozen=True, slots=True)
class SetLine:
    """What the list shows of a set, or of a vision with sound."""

    id: str
    table: str
    title: str
    tracks: int
    active: bool
    kept: bool
    day: None = None
    """Sets stand in no order of days."""


@dataclass(frozen=True, slots=True)
class SetFacts:
    """What stands above the tracks of a set: its picture if it is here, and how much is here."""

    id: str
    table: str
    standing: Standing
    kept: bool
    cover: bytes
    why: Phrase


class Sets:
    """Lists and writes sets; lives in the thread that owns the connection."""

    def __init__(
        self,
        connection: Connection,
        rows: Callable[[], Rows],
        audio: Audio,
        media: MediaLibrary,
    ) -> None:
        self._connection = connection
        self.tracks = SetTracks(connection, rows, audio, media)
        self._audio = audio
        self._media = media
        self._drafts = Drafts(connection, rows, SETS, self._is_blank)

    # The list

    def ids(self, wanted: None = None) -> list[str]:  # noqa: ARG002 - there is no filter
        """All sets, the active ones first, then the visions with sound."""
        return [one.id for one in self._all_sets()]

    def lines(self, ids: Sequence[str]) -> list[SetLine]:
        """The lines of sets, in the order of the ids."""
        found = {one.id: one for one in self._all_sets()}
        return self._told([found[one] for one in ids if one in found])

    def first_page(self, limit: int) -> list[SetLine]:
        """The first lines, in one question."""
        return self._told(self._all_sets()[:limit])

    def _all_sets(self) -> list[AudioSet]:
        return self._audio.sets() + self._audio.vision_sets()

    def _told(self, sets: Sequence[AudioSet]) -> list[SetLine]:
        kept = {
            (row[0], row[1])
            for row in every_row(self._connection, "SELECT tbl, row_id FROM local_pins")
        }
        return [
            SetLine(
                one.id, one.table, first_line(one.title), one.tracks,
                one.is_active, (one.table, one.id) in kept,
            )
            for one in sets
        ]  # fmt: skip

    # The page of a set

    def get(self, row_id: str) -> Public | None:
        """A set as its page shows it, with the table of its row; a vision is one to read."""
        row = self._drafts.get(row_id)
        if row is not None:
            return {**row, "table": SETS}
        vision = next((one for one in self._audio.vision_sets() if one.id == row_id), None)
        if vision is None:
            return None
        return {
            "id": row_id, "table": VISIONS, "title": vision.title, "description": None,
            "is_active": vision.is_active,
        }  # fmt: skip

    def save(
        self,
        row_id: str,
        draft: Mapping[str, Any],
        session: str,
        base: Mapping[str, Any] | None = None,
    ) -> Public:
        """Write a set as it stands on its page, as `Drafts.save` does; raises InvalidInput."""
        if draft.get("table") == VISIONS:
            raise InvalidInput(_READ_ONLY)
        written = _columns_of(draft)
        kept = self._drafts.save(row_id, written, session, base and _columns_of(base))
        return {**kept, "table": SETS}

    def leave(self, row_id: str) -> None:
        """End the writing session of a set; one that was begun here and left blank goes."""
        self._drafts.leave(row_id)

    def delete(self, row_id: str) -> int:
        """Move a set to the trash and give its number there; raises InvalidInput."""
        if self._drafts.get(row_id) is None:
            raise InvalidInput(_READ_ONLY)
        return self._drafts.delete(row_id)

    def facts(self, set_id: str) -> SetFacts:
        """How much of a set is here, and its picture."""
        cover = every_row(
            self._connection, "SELECT cover_image_url FROM audio_sets WHERE id = ?", (set_id,)
        )
        table = SETS if cover else VISIONS
        standing = self._media.standing(table, set_id)
        return SetFacts(
            set_id,
            table,
            standing,
            self._media.is_pinned(table, set_id),
            self._picture(cover[0][0] if cover else None),
            sentence(standing.problem),
        )

    def _picture(self, url: str | None) -> bytes:
        reader = self._media.open(url) if url else None
        if reader is None:
            return b""
        with reader:
            return reader.whole()

    def _is_blank(self, values: Mapping[str, Any]) -> bool:
        if any(str(values.get(name) or "").strip() for name in ("title", "description")):
            return False
        return not self._audio.track_ids(str(values.get("id") or ""))


def _columns_of(draft: Mapping[str, Any]) -> Public:
    return {name: draft[name] for name in _COLUMNS if name in draft}
