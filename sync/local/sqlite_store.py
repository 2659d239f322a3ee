"""The local side of a run: reads rows and ledger, applies what was planned in short transactions.

Planning happens outside its transactions; a row that was edited since (its outbox number moved)
is left alone and reported back, to be planned again.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sync.local.absent import Absent
from sync.local.aside import Aside
from sync.local.connection import Connection, listed, quoted
from sync.local.ledger import Ledger, Mark
from sync.local.session import LocalSession
from sync.local.statements import UNSEND
from sync.local.steps import (
    Entry,
    Fresh,
    Known,
    Outgoing,
    Pending,
    Sight,
    Step,
    Work,
    seen_numbers,
)
from sync.local.writer import NO_EDIT, Writer
from sync.protocols import Attic, RemoteRow, Values, Version
from sync.spec import Mode, TableSpec

# A transaction may take 50 ms, so that a member's autosave never waits noticeably. Its work is
# measured by the thread's own clock: on a busy machine smaller parts would only make more work,
# for each commit enciphers anew the pages of all indexes: of a first pull's work that is half.
# The rest is for the disk.
_TARGET_SECONDS = 0.04
# Below some size the disk's own latency rules, and smaller parts would only multiply it.
_SMALLEST, _FIRST, _LARGEST = 200, 500, 2000
_REST = 1.25
# Asked once rows are written, before they are committed: rows that came in the meantime and that
# nobody here knew, with their mark, if there are any.
More = Callable[[], tuple[Fresh, Mark | None] | None]
_LOOK = "tbl = ? AND row_id IN (SELECT value FROM json_each(?))"


class SqliteStore(LocalSession):
    """Reads and writes within the session of a run, on its thread."""

    def __init__(
        self,
        connect: Callable[[], Any],
        error: type[Exception],
        effort: Callable[[], float] = time.thread_time,
    ) -> None:
        super().__init__(connect, error)
        self.attic: Attic | None = None
        # By table: the statements that let rows pointing at one of its ids point at another.
        self.pointers: Mapping[str, Sequence[str]] = {}
        self._effort = effort
        self._size = _FIRST

    # -- reading --------------------------------------------------------------------------

    def versions(self, spec: TableSpec, ids: Sequence[str]) -> dict[str, Version]:
        """The versions in which rows are known."""
        rows = self.connection.execute(
            f"SELECT row_id, token, stamp FROM sync_rows WHERE {_LOOK}", (spec.name, listed(ids))
        )
        return {row_id: Version(token, stamp) for row_id, token, stamp in rows.fetchall()}

    def all_versions(self, spec: TableSpec) -> dict[str, Version]:
        """The versions of all known rows of a table."""
        rows = self.connection.execute(
            "SELECT row_id, token, stamp FROM sync_rows WHERE tbl = ?", (spec.name,)
        )
        return {row_id: Version(token, stamp) for row_id, token, stamp in rows.fetchall()}

    def known_count(self, spec: TableSpec, most: int = -1) -> int:
        """How many rows of a table the server is known to have, counted up to `most`."""
        found = self.connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM sync_rows WHERE tbl = ? LIMIT ?)",
            (spec.name, most),
        )
        count: int = found.fetchone()[0]
        return count

    def is_blank(self, spec: TableSpec) -> bool:
        """Whether neither the table nor the ledger holds anything of a table."""
        name = spec.name
        tables = ("sync_rows", "sync_outbox", "sync_graves", "sync_aside")
        parts = [f"EXISTS (SELECT 1 FROM {table} WHERE tbl = ?)" for table in tables]
        parts.append(f"EXISTS (SELECT 1 FROM {quoted(name)})")
        found = self.connection.execute(f"SELECT {' OR '.join(parts)}", [name] * len(tables))
        return not found.fetchone()[0]

    def some_known(self, spec: TableSpec, limit: int) -> list[str]:
        """Ids of rows that were noted latest."""
        rows = self.connection.execute(
            "SELECT row_id FROM sync_rows WHERE tbl = ? ORDER BY n DESC LIMIT ?",
            (spec.name, limit),
        )
        return [row[0] for row in rows.fetchall()]

    def local(self, spec: TableSpec, ids: Sequence[str]) -> dict[str, Values]:
        """Local rows by their ids."""
        names = spec.names
        rows = self.connection.execute(self.sql(spec).select, (listed(ids),)).fetchall()
        key = names.index("id")
        return {row[key]: dict(zip(names, row, strict=True)) for row in rows}

    def look(self, spec: TableSpec, rows: Sequence[RemoteRow], ids: Sequence[str]) -> Sight:
        """Everything about some ids; the outbox is read first, so that later edits show."""
        sight = Sight(pending=self._pending(spec, ids))
        db, parameters = self.connection, (spec.name, listed(ids))
        known = db.execute(
            f"SELECT row_id, token, stamp, extra, base, echo FROM sync_rows WHERE {_LOOK}",
            parameters,
        )
        for row_id, token, stamp, extra, base, echo in known.fetchall():
            values = json.loads(base) if base else None
            sight.known[row_id] = Known(Version(token, stamp), extra, values, echo)
        sight.local = self.local(spec, ids)
        graves = db.execute(f"SELECT row_id, sent FROM sync_graves WHERE {_LOOK}", parameters)
        sight.graves = {row_id: json.loads(sent) for row_id, sent in graves.fetchall()}
        sight.agreed = Absent(db).agreed(spec.name, ids)
        if spec.natural_key:
            sight.twins = self._twins(spec, rows, sight)
        return sight

    def _pending(self, spec: TableSpec, ids: Sequence[str]) -> dict[str, Pending]:
        rows = self.connection.execute(
            "SELECT row_id, seq, edited_at, attempted, sent, origin FROM sync_outbox "
            f"WHERE {_LOOK}",
            (spec.name, listed(ids)),
        )
        return {
            row_id: Pending(
                seq,
                at,
                attempted,
                tuple(json.loads(sent or "[]")),
                json.loads(origin) if origin else None,
            )
            for row_id, seq, at, attempted, sent, origin in rows.fetchall()
        }

    def _twins(self, spec: TableSpec, rows: Sequence[RemoteRow], sight: Sight) -> dict[str, str]:
        twins = {}
        present = {row.id for row in rows}
        for row in rows:
            key = [row.values.get(name) for name in spec.natural_key]
            if row.id in sight.local or None in key:
                continue
            found = self.connection.execute(self.sql(spec).twin, (*key, row.id)).fetchone()
            if found and found[0] not in present:
                twins[row.id] = found[0]
        sight.local |= self.local(spec, list(twins.values()))
        sight.pending |= self._pending(spec, list(twins.values()))
        return twins

    def entries(self, spec: TableSpec) -> list[Entry]:
        """The outbox of a table in the order of its edits."""
        rows = self.connection.execute(self.sql(spec).entries).fetchall()
        return [
            Entry(spec.name, row_id, seq, attempted, bool(known), bool(present))
            for row_id, seq, attempted, known, present in rows
        ]

    def outgoing(self, spec: TableSpec, ids: Sequence[str]) -> list[Outgoing]:
        """Rows as they stand in this moment, in the order of the ids, to be sent.

        Call inside a transaction.
        """
        found = self.connection.execute(self.sql(spec).outgoing, (listed(ids),)).fetchall()
        names, key = spec.names, 9 + spec.names.index("id")
        result: dict[str, Outgoing] = {}
        for line in found:
            row_id, seq, attempted, is_known, token, stamp, extra, base, echo = line[:9]
            row = dict(zip(names, line[9:], strict=True)) if line[key] is not None else None
            known = None
            if is_known is not None:
                values = json.loads(base) if base else row
                known = Known(Version(token, stamp), extra, values, echo)
            result[row_id] = Outgoing(row_id, seq, attempted, row, known)
        # To let the database sort whole rows would take as long as reading them.
        return [result[row_id] for row_id in ids if row_id in result]

    def pointed_at(self, spec: TableSpec, column: str, ids: Sequence[str]) -> set[str]:
        """Which ids a waiting row of a table points at."""
        rows = self.connection.execute(self.sql(spec).pointing(column), (listed(ids),))
        return {row[0] for row in rows.fetchall()}

    # -- ledger of rows -------------------------------------------------------------------

    def widen(self, db: Connection, spec: TableSpec, columns: Sequence[str]) -> None:
        """Let values travel whose columns the server has only now; inside a transaction."""
        Absent(db).came(spec, columns)
        with_base, without, versions = self.sql(spec).widen(columns)
        if spec.mode is Mode.TWO_WAY:
            db.execute(with_base)
            db.execute(without)
            db.execute("UPDATE sync_control SET seq = seq + 1 WHERE id = 1")
            db.execute(
                "INSERT INTO sync_outbox (tbl, row_id, seq, edited_at) SELECT tbl, row_id, "
                "(SELECT seq FROM sync_control WHERE id = 1), ? FROM sync_rows "
                "WHERE tbl = ? AND base IS NOT NULL ON CONFLICT (tbl, row_id) DO NOTHING",
                (NO_EDIT, spec.name),
            )
        db.execute(versions)
        db.execute(
            "UPDATE sync_cursors SET stamp = NULL, walk_stamp = NULL WHERE tbl = ?", (spec.name,)
        )

    def heal(self, spec: TableSpec) -> None:
        """Let known rows be fetched anew that are missing here though nobody deleted them."""
        with self.writing(applying=False) as db:
            db.execute(self.sql(spec).missing, (spec.name,))

    def forget(self, spec: TableSpec, ids: Sequence[str]) -> None:
        """Forget that the server has rows; inside a transaction."""
        self.connection.execute(f"DELETE FROM sync_rows WHERE {_LOOK}", (spec.name, listed(ids)))

    def requeue(self, spec: TableSpec, ids: Sequence[str]) -> int:
        """Send known rows, as far as they are here, to the server anew; gives their number."""
        with self.writing(applying=True) as db:
            bases = db.execute(
                f"SELECT row_id, base FROM sync_rows WHERE {_LOOK}", (spec.name, listed(ids))
            )
            known = {row_id: base and json.loads(base) for row_id, base in bases.fetchall()}
            rows = self.local(spec, list(known))
            here = {row_id: known[row_id] or row for row_id, row in rows.items()}
            self.forget(spec, ids)
            Writer(db, spec, self.sql(spec), None).queue(here)
        return len(here)

    # -- sending --------------------------------------------------------------------------

    def mark_attempted(self, spec: TableSpec, rows: Sequence[Outgoing]) -> None:
        """Note that rows are about to be sent as they stand; inside a transaction."""
        self.connection.execute(
            f"UPDATE sync_outbox SET attempted = 1 WHERE {_LOOK}",
            (spec.name, listed(row.row_id for row in rows)),
        )

    def unsend(self, spec: TableSpec, rows: Sequence[Outgoing]) -> None:
        """The server answered that it wrote nothing: take back what mark_attempted noted."""
        with self.writing(applying=False) as db:
            for row in rows:
                if row.attempted != 1:
                    db.execute(UNSEND[row.attempted], (spec.name, row.row_id))

    def note_base(self, spec: TableSpec, rows: Sequence[RemoteRow]) -> None:
        """Note what the server has of rows that were edited here while they were sent."""
        with self.writing(applying=False) as db:
            Writer(db, spec, self.sql(spec), None).bases(rows)

    def note_deleted(self, spec: TableSpec, ids: Sequence[str]) -> None:
        """Note that the server deleted rows which were put back here in the meantime."""
        with self.writing(applying=False) as db:
            self.forget(spec, ids)
            db.execute(
                f"UPDATE sync_outbox SET attempted = 0, sent = NULL WHERE {_LOOK}",
                (spec.name, listed(ids)),
            )

    # -- applying -------------------------------------------------------------------------

    def apply(
        self,
        spec: TableSpec,
        fresh: Fresh,
        steps: Sequence[Step],
        mark: Mark | None = None,
        more: More | None = None,
    ) -> set[str]:
        """Write rows that nobody here knew and planned steps, in short transactions.

        Gives the ids that moved since they were looked at; they were left alone. The mark is
        stored with the last rows, unless rows moved. What `more` gives goes with them.
        """
        work: list[Work] = [*fresh, *steps]
        moved: set[str] = set()
        start = 0
        if not work and mark is None:
            return moved
        while start < len(work) or start == 0:
            part = work[start : start + self._share(len(work) - start)]
            start += max(len(part), 1)
            began = self._effort()
            last = mark if start >= len(work) and not moved else None
            roomy = len(part) + len(work) <= self._size * _REST
            moved |= self._apply_part(spec, part, last, more if last and roomy else None)
            self._adapt(self._effort() - began)
        return moved

    def _share(self, left: int) -> int:
        """How many of the rest go next: equal parts, for a small one touches as many pages."""
        return -(-left // max(1, math.ceil(left / (self._size * _REST))))

    def _adapt(self, seconds: float) -> None:
        factor = min(2.0, _TARGET_SECONDS / seconds) if seconds > 0 else 2.0
        self._size = int(min(_LARGEST, max(_SMALLEST, self._size * factor)))

    def _apply_part(
        self, spec: TableSpec, part: Sequence[Work], mark: Mark | None, more: More | None = None
    ) -> set[str]:
        try:
            with self.writing(applying=True) as db:
                moved = self._write(db, spec, part)
                if more is not None and not moved and (came := more()) is not None:
                    part, mark = [*part, *came[0]], came[1]
                    moved = self._write(db, spec, came[0])
                if mark is not None and not moved:
                    Ledger(db).save_mark(spec.name, mark)
                return moved
        except self._error as error:
            if type(error).__name__ != "IntegrityError":
                raise
        if len(part) == 1:
            with self.writing(applying=True) as db:
                Aside(db).put(spec.name, part[0])
                if mark is not None:
                    Ledger(db).save_mark(spec.name, mark)
            return set()
        half = len(part) // 2
        moved = self._apply_part(spec, part[:half], None)
        return moved | self._apply_part(spec, part[half:], mark if not moved else None)

    def _write(self, db: Connection, spec: TableSpec, part: Sequence[Work]) -> set[str]:
        moved = self._moved(spec, part)
        rest = [work for work in part if _untouched(work, moved)] if moved else part
        writer = Writer(db, spec, self.sql(spec), self.attic, self.pointers.get(spec.name, ()))
        writer.fresh([work for work in rest if isinstance(work, RemoteRow)])
        writer.steps([work for work in rest if isinstance(work, Step)])
        return moved

    def _moved(self, spec: TableSpec, part: Sequence[Work]) -> set[str]:
        db, seen, now = self.connection, seen_numbers(part), {}
        if db.execute("SELECT 1 FROM sync_outbox WHERE tbl = ? LIMIT 1", (spec.name,)).fetchone():
            rows = db.execute(
                f"SELECT row_id, seq FROM sync_outbox WHERE {_LOOK}", (spec.name, listed(seen))
            )
            now = dict(rows.fetchall())
        return {row_id for row_id, seq in seen.items() if now.get(row_id) != seq}


def _untouched(work: Work, moved: set[str]) -> bool:
    if isinstance(work, RemoteRow):
        return work.id not in moved
    return work.row_id not in moved and work.twin not in moved
