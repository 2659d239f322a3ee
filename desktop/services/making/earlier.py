"""The takes that a track had before the one that is heard now, and the way back to them.

A new take writes over the address of the one before, which stays in the track's versions with its
file on the own shelf. To bring one back is an edit of the sound alone: title, place in the set and
description stay as they are. The row goes to the server like any edit.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.domain.listening import seconds_of
from desktop.media.addresses import OWN
from desktop.services.media.files import TRACKS
from desktop.services.media.library import State
from desktop.services.media.uploads import Uploads
from desktop.store import versions
from desktop.store.asking import every_row
from desktop.store.transactions import Connection, writing

if TYPE_CHECKING:  # a list only reads
    from desktop.store.rows import Rows

NOW = 0
"""The number of the take that is heard now; the others have that of their version."""
_SOUND = ("audio_url", "duration", "transcript")
_GONE_SAYS = Phrase("This take is no longer here.")


class HeldTake(NamedTuple):
    """A take of a track: when it was made, or, where that is not known, until when it was heard."""

    number: int
    made: datetime | None
    until: datetime | None
    seconds: float | None
    here: bool


class EarlierTakes:
    """Reads and brings back takes; lives in the thread that owns the connection."""

    def __init__(self, connection: Connection, rows: Callable[[], Rows], uploads: Uploads) -> None:
        self._connection = connection
        self._rows = rows
        self._uploads = uploads

    def takes(self, track_id: str) -> list[HeldTake]:
        """All takes of a track, the one that is heard now first, then the newest."""
        present = self._rows().get(TRACKS, track_id)
        if present is None or not present["audio_url"]:
            return []
        names = self._names()
        made = self._made()

        def held(number: int, row: dict[str, Any], until: datetime | None) -> HeldTake:
            url = str(row["audio_url"])
            here = self._uploads.library.standing_of(url).state is State.HERE
            begun = made.get(names.get(url, url))
            return HeldTake(number, begun, until, seconds_of(row.get("duration")), here)

        found = [held(NOW, present, None)]
        known = {names.get(present["audio_url"], present["audio_url"])}
        for kept in versions.of_row(self._connection, TRACKS, track_id):
            url = str(kept.values.get("audio_url") or "")
            name = names.get(url, url)
            if name and name not in known:
                known.add(name)
                found.append(held(kept.id, kept.values, kept.kept_at))
        return found

    def content(self, track_id: str, number: int) -> bytes | None:
        """The sound of a take, or None where it is not on this computer."""
        row = self._row(track_id, number)
        return self._uploads.library.content(str(row["audio_url"])) if row is not None else None

    def restore(self, track_id: str, number: int) -> int:
        """Let a take be heard again; gives the number of the one that it replaces.

        Raises InvalidInput when either is gone.
        """
        then, present = self._row(track_id, number), self._row(track_id, NOW)
        if then is None or present is None or number == NOW:
            raise InvalidInput(_GONE_SAYS)
        changes = {name: then.get(name) for name in _SOUND}
        with writing(self._connection):
            with versions.keeping(self._connection, TRACKS, track_id):
                self._rows().put(TRACKS, {"id": track_id, **changes})
            forget_place(self._connection, track_id)
            self._follow(str(present["audio_url"] or ""), changes)
            self._uploads.release()
            return versions.of_row(self._connection, TRACKS, track_id)[0].id

    # Parts

    def _row(self, track_id: str, number: int) -> dict[str, Any] | None:
        if number == NOW:
            return self._rows().get(TRACKS, track_id)
        kept = versions.one(self._connection, number)
        if kept is None or (kept.table, kept.row_id) != (TRACKS, track_id):
            return None
        return kept.values

    def _follow(self, before: str, changes: dict[str, Any]) -> None:
        """The rows by which a vision knows of its audio name the take as well."""
        if not before:
            return
        for (row_id,) in every_row(
            self._connection, "SELECT id FROM vision_audios WHERE audio_url = ?", (before,)
        ):
            values = {name: changes[name] for name in ("audio_url", "duration")}
            self._rows().put("vision_audios", {"id": row_id, **values})

    def _names(self) -> dict[str, str]:
        """By what addresses, here or on the server, an own file is known."""
        known: dict[str, str] = {}
        for upload in self._uploads.all():
            known[f"{OWN}{upload.name}"] = upload.name
            if upload.place:
                known[upload.place] = upload.name
        return known

    def _made(self) -> dict[str, datetime]:
        """When own files were made."""
        return {
            name: datetime.fromisoformat(made)
            for name, made in every_row(
                self._connection, "SELECT name, created_at FROM local_uploads"
            )
        }


def forget_place(connection: Connection, track_id: str) -> None:
    """Another take begins at its beginning."""
    connection.execute("DELETE FROM local_listening WHERE track_id = ?", (track_id,))
