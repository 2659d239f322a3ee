"""Files of the member's own that wait for their way to the server, and the rows that name them.

A row names such a file by an address that is good here alone, and is held back from push as long
as it does (`desktop.services.media.gate`). When the object is on the server the rows get its
address, in one transaction with the note that it is there, and go with the next sync. A row that
comes back with the old address, from the trash or out of its history, gets it as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from desktop.core.ids import new_id
from desktop.media.addresses import OWN, OwnFile, StorageObject
from desktop.media.content import SOUND, Facts
from desktop.media.shelf import Shelved
from desktop.services.media.files import METADATA, NAMING
from desktop.services.media.library import MediaLibrary
from desktop.services.media.problems import Problem
from desktop.store.asking import every_row
from desktop.store.transactions import Connection, writing
from desktop.store.trash import KEEP

WAITING, DONE, REFUSED = "waiting", "done", "refused"
# The first text after all those that begin with the scheme.
_BEYOND = f"{OWN[:-1]};"
_BACKOFF = (5, 15, 60, 300, 900, 3600)
_COLUMNS = "id, name, bucket, path, mime, size, state, place, tries, next_try, problem"


class Upload(NamedTuple):
    """One file; `place` is where a half sent one goes on, and the object's address once done."""

    id: str
    name: str
    bucket: str
    path: str
    mime: str
    size: int
    state: str
    place: str | None
    tries: int
    next_try: str | None
    problem: str | None

    @property
    def target(self) -> StorageObject:
        """The object that it becomes."""
        return StorageObject(self.bucket, self.path)


class Uploads:
    """Reads and writes `local_uploads` on one connection; lives in its thread."""

    def __init__(self, connection: Connection, library: MediaLibrary) -> None:
        self._connection = connection
        self.library = library

    def queue(self, shelved: Shelved, table: str, row_id: str) -> str:
        """Let a file of the own shelf be sent some time; gives the address for rows to name.

        A file that is there already is not sent again.
        """
        known = self._find("name = ?", (shelved.name,))
        own = OwnFile(shelved.name)
        if known is not None and known.problem == Problem.OVER:
            self.forget(known.id)  # it begins anew, as a file that was never here
            known = None
        if known is not None and known.state == DONE and known.place:
            return known.place
        with writing(self._connection):
            self.library.register.settled(self.library.register.enter(own), shelved)
            if known is None:
                self._connection.execute(
                    "INSERT INTO local_uploads "
                    "(id, tbl, row_id, name, bucket, path, mime, size, created_at) "
                    "VALUES (?, ?, ?, ?, '', '', ?, ?, ?)",
                    (
                        new_id(), table, row_id, shelved.name, shelved.facts.mime, shelved.size,
                        _now(),
                    ),
                )  # fmt: skip
        return own.text

    # What is told

    def waiting(self) -> list[Upload]:
        """The files that some row names and that are not on the server, in their order."""
        found = self._uploads("state <> 'done' ORDER BY created_at, id")
        named = self._named() if found else set()
        return [upload for upload in found if upload.name in named]

    def due(self) -> list[Upload]:
        """Those whose time has come."""
        now = _now()
        return [
            one for one in self.waiting()
            if one.state == WAITING and (one.next_try is None or one.next_try <= now)
        ]  # fmt: skip

    def next_try(self) -> datetime | None:
        """When the next one is due, None when none waits."""
        times = [one.next_try or _now() for one in self.waiting() if one.state == WAITING]
        return datetime.fromisoformat(min(times)) if times else None

    def find(self, upload_id: str) -> Upload | None:
        """One upload, or None."""
        return self._find("id = ?", (upload_id,))

    def all(self) -> list[Upload]:
        """Every file that was queued and has not come to its end."""
        return self._uploads(f"coalesce(problem, '') <> '{Problem.OVER}'")

    def over(self) -> list[Upload]:
        """Objects on the server that nothing names any more, and that nothing can bring back.

        A younger one than what the trash keeps is left: its row may be lost rather than deleted.
        """
        oldest = (datetime.now(UTC) - KEEP).isoformat()
        return self._uploads("problem = ? AND created_at < ?", (Problem.OVER, oldest))

    # What has happened

    def end(self, upload: Upload) -> None:
        """Its file is let go; what may lie on the server is taken away by the next sending."""
        if upload.path:
            self._change(upload.id, state=DONE, problem=Problem.OVER)
        else:
            self.forget(upload.id)

    def forget(self, upload_id: str) -> None:
        """Nothing of it is left anywhere."""
        with writing(self._connection):
            self._connection.execute("DELETE FROM local_uploads WHERE id = ?", (upload_id,))

    def hurry(self, *, refused: bool = True) -> None:
        """Try all of them now, those that were refused as well: the member asks, or a start."""
        with writing(self._connection):
            self._connection.execute(
                "UPDATE local_uploads SET state = 'waiting', next_try = NULL "
                "WHERE state = 'waiting' OR (state = 'refused' AND ?)",
                (refused,),
            )

    def begun(self, upload_id: str, target: StorageObject) -> None:
        """It is about to be sent to this place: whatever happens, it is looked for there first."""
        self._change(upload_id, bucket=target.bucket, path=target.path, place=None)

    def placed(self, upload_id: str, place: str) -> None:
        """A half sent file goes on at this address of the server."""
        self._change(upload_id, place=place or None)

    def missed(
        self, upload_id: str, problem: str, *, wait: float = 0.0, final: bool = False
    ) -> None:
        """It did not go: it is tried again later, or, when that is of no use, when it is asked."""
        upload = self.find(upload_id)
        if upload is None:
            return
        pause = max(wait, _BACKOFF[min(upload.tries, len(_BACKOFF) - 1)])
        later = (datetime.now(UTC) + timedelta(seconds=pause)).isoformat()
        self._change(
            upload_id, state=REFUSED if final else WAITING, problem=problem,
            tries=upload.tries + 1, next_try=None if final else later,
        )  # fmt: skip

    def done(self, upload: Upload, address: str) -> None:
        """The object is on the server under this address: the rows that waited may go."""
        register = self.library.register
        with writing(self._connection):
            self._change(upload.id, state=DONE, place=address, problem=None, next_try=None)
            own = register.of_keys([self.library.key_of(OwnFile(upload.name).text)])
            seconds = next((medium.seconds for medium in own.values()), None) or 0.0
            facts = Facts(SOUND, upload.mime, "", seconds)
            # What was sent from here need not be fetched.
            register.settled(
                register.enter(upload.target), Shelved(upload.name, upload.size, facts)
            )
            self.release()

    def release(self) -> int:
        """Give each row the address of its file, if that is on the server; tells how many."""
        known = {one.name: one for one in self.all() if one.state == DONE and one.place}
        if not known:
            return 0
        changed = 0
        with writing(self._connection):
            for table, column, row_id, text in self._naming():
                upload = known.get(text.removeprefix(OWN))
                if upload is None:
                    continue
                changed += 1
                self._connection.execute(
                    f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?', (upload.place, row_id)
                )
                if table == METADATA:
                    self._connection.execute(
                        f"UPDATE {METADATA} SET bucket = ?, storage_path = ? WHERE id = ?",
                        (upload.bucket, upload.path, row_id),
                    )
        return changed

    # Parts

    def _named(self) -> set[str]:
        return {text.removeprefix(OWN) for _t, _c, _id, text in self._naming()}

    def _naming(self) -> list[tuple[str, str, str, str]]:
        """Every place where a row names an own file: table, column, id and the address."""
        found: list[tuple[str, str, str, str]] = []
        for table, column in NAMING:
            rows = every_row(
                self._connection,
                f'SELECT id, "{column}" FROM "{table}" WHERE "{column}" >= ? AND "{column}" < ?',
                (OWN, _BEYOND),
            )
            found += [(table, column, row_id, text) for row_id, text in rows]
        return found

    def _find(self, condition: str, bound: Sequence[str]) -> Upload | None:
        found = self._uploads(condition, bound)
        return found[0] if found else None

    def _uploads(self, condition: str, bound: Sequence[str] = ()) -> list[Upload]:
        rows = every_row(
            self._connection, f"SELECT {_COLUMNS} FROM local_uploads WHERE {condition}", bound
        )
        return [Upload(*row) for row in rows]

    def _change(self, upload_id: str, **values: object) -> None:
        sets = ", ".join(f"{name} = ?" for name in values)
        with writing(self._connection):
            self._connection.execute(
                f"UPDATE local_uploads SET {sets} WHERE id = ?", (*values.values(), upload_id)
            )


def _now() -> str:
    return datetime.now(UTC).isoformat()
