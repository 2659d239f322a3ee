"""The end of the member's own files: what no row names any more, and no trash can bring back.

A file lives as long as a row names it, or a row in the trash, or an earlier version of either;
`media_metadata` only keeps track of files and goes with them. A file that this journal has never
heard of stays as long as the trash keeps things: an older copy of the journal may have been put
in its place, or a new one begun beside one that was damaged. Keeping a file and sweeping are
never at work at the same time, in whatever processes: both hold one lock.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from desktop.media.addresses import OWN, OwnFile
from desktop.services.media.files import METADATA, NAMING
from desktop.services.media.uploads import DONE, Upload, Uploads
from desktop.store import trash
from desktop.store.asking import every_row
from desktop.store.transactions import Connection, writing

_log = logging.getLogger(__name__)

_WAIT = 30.0
_LIVING = tuple((table, column) for table, column in NAMING if table != METADATA)


class OwnFiles:
    """Owns the own shelf's tidiness; lives in the thread of the connection."""

    def __init__(self, connection: Connection, uploads: Uploads) -> None:
        self._connection = connection
        self._uploads = uploads
        self._shelf = uploads.library.own

    @contextlib.contextmanager
    def keeping(self) -> Iterator[None]:
        """From putting a file on the shelf until its rows are written; raises OSError."""
        with keeping_at(self._shelf.root):
            yield

    def sweep(self, now: datetime | None = None) -> int:
        """Let go what has come to its end, such as after a crash; gives how many files went.

        Nothing is done while another process keeps a file. An object on the server is only noted
        as over, and taken away with the next sending.
        """
        if not self._shelf.root.is_dir():
            return 0
        try:
            with _lock(self._shelf.root).acquire(timeout=0):
                return self._swept(now or datetime.now(UTC))
        except Timeout:
            return 0

    def _swept(self, now: datetime) -> int:
        trash.prune(self._connection, now)
        if _was_salvaged(self._shelf.root):
            return 0  # a row that could not be read may still come back, and name its file
        with writing(self._connection):
            named = self._named()
            uploads = self._uploads.all()
            living = {one.id for one in uploads if _lives(one, named)}
            over = [one for one in uploads if one.id not in living]
            for upload in over:
                self._forget(upload)
            known = {one.name for one in uploads if one.id in living} | named
        ended = {one.name for one in over if one.name not in known and self._shelf.has(one.name)}
        for name in ended:
            self._shelf.remove(name)
        return len(ended) + self._shelf.sweep(known, (), (now - trash.KEEP).timestamp())

    def _forget(self, upload: Upload) -> None:
        """Let go what only keeps track of the file."""
        self._drop_metadata(OwnFile(upload.name).text)
        if upload.state == DONE and upload.place:
            self._drop_metadata(upload.place)
        self._connection.execute("DELETE FROM local_media WHERE name = ?", (upload.name,))
        self._uploads.end(upload)

    def _drop_metadata(self, text: str) -> None:
        found = every_row(
            self._connection, f"SELECT id FROM {METADATA} WHERE public_url = ?", (text,)
        )
        for (row_id,) in found:
            self._connection.execute(f"DELETE FROM {METADATA} WHERE id = ?", (row_id,))
            # It says nothing that the member wrote: the file that it told of is gone.
            self._connection.execute(
                "DELETE FROM local_trash WHERE tbl = ? AND row_id = ?", (METADATA, row_id)
            )

    def _named(self) -> set[str]:
        """How own files are named anywhere: by their names, or by the last part of an address."""
        texts: set[str] = set()
        for table, column in _LIVING:
            place = f'$."{column}"'
            versions = (
                "SELECT json_extract(v.data, ?1) FROM local_versions v WHERE v.tbl = ?2 AND ("
                f'EXISTS (SELECT 1 FROM "{table}" t WHERE t.id = v.row_id) OR EXISTS ('
                "SELECT 1 FROM local_trash x WHERE x.tbl = ?2 AND x.row_id = v.row_id))"
            )
            trashed = "SELECT json_extract(data, ?1) FROM local_trash WHERE tbl = ?2"
            found = every_row(self._connection, f'SELECT "{column}" FROM "{table}"')
            found += every_row(self._connection, trashed, (place, table)) + every_row(
                self._connection, versions, (place, table)
            )
            texts.update(_tail(row[0]) for row in found if row[0])
        return texts


@contextlib.contextmanager
def keeping_at(root: Path) -> Iterator[None]:
    """While files come onto an own shelf that no row names yet; raises OSError."""
    with _lock(root).acquire(timeout=_WAIT):
        yield


def _lock(root: Path) -> FileLock:
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    return FileLock(root / "keeping.lock", mode=0o600)


def _lives(upload: Upload, named: Collection[str]) -> bool:
    return upload.name in named or (bool(upload.path) and _tail(upload.path) in named)


def _tail(text: str) -> str:
    if text.startswith(OWN):
        return text.removeprefix(OWN)
    return text.partition("?")[0].rpartition("/")[2]


def _was_salvaged(own: Path) -> bool:
    return any(own.parent.glob("journal-replaced-*.db"))
