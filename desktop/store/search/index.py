"""The search index and the rows that wait to come into it.

Triggers on every readable table only note which row changed (`search_queue`), which costs a
write next to nothing; `drain` reads such rows and indexes their words, the latest first, so that
what a member has just written never waits behind a thousand rows that sync has brought.

Triggers and rules follow the specifications. A fingerprint for each table tells whether they are
those that the index was built with; where they are not, all rows of that table wait again.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from desktop.core.errors import DatabaseBusy
from desktop.core.paths import resource
from desktop.store.faults import Error, translate
from desktop.store.migrations import statements
from desktop.store.search import tokens
from desktop.store.search.documents import (
    GENERIC,
    Document,
    Rule,
    document,
    generic_document,
    rules,
    sources,
)
from desktop.store.search.query import DAY_BITS
from desktop.store.transactions import Connection, writing

_META = "search"
# Raised when the way in which words reach the index changes: then everything waits again.
_FORMAT = 1
_CHUNK = 16
# A commit writes the index and merges parts of it, which takes about as long as reading the rows:
# how long is learned from batch to batch, and some work is always done.
_COMMIT_SECONDS = 0.02
_LEAST_WORK = 0.2
_SLOTS_A_SECOND = 128
_MOST_COUNTED = 100_000

Row = tuple[str, str]


def fingerprint() -> str:
    """What the index of this version is made by, in short."""
    return _digest("".join(map(_fingerprint, sources())))[:16]


def install(connection: Connection) -> None:
    """Renew the triggers of the tables whose rules have changed; their rows wait again."""
    wanted = {table: _fingerprint(table) for table in sources()}
    seen = _seen(connection)
    if seen == wanted:
        return
    with writing(connection):
        for table in sorted(set(seen) | set(wanted)):
            if seen.get(table) != wanted.get(table):
                _renew(connection, table, watched=table in wanted)
        connection.execute(
            "INSERT INTO local_meta (key, value) VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (_META, json.dumps(wanted, sort_keys=True)),
        )


def _seen(connection: Connection) -> dict[str, str]:
    row = connection.execute("SELECT value FROM local_meta WHERE key = ?", (_META,)).fetchone()
    found: dict[str, str] = json.loads(row[0]) if row else {}
    return found


def _fingerprint(table: str) -> str:
    rule = rules().get(table)
    return _digest("\n".join((str(_FORMAT), repr(rule), *_triggers(table))))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _renew(connection: Connection, table: str, *, watched: bool) -> None:
    for kind in ("added", "changed", "renamed", "removed"):
        connection.execute(f'DROP TRIGGER IF EXISTS "search_{table}_{kind}"')
    if watched:
        for statement in _triggers(table):
            connection.execute(statement)
        _enqueue_all(connection, table)


def _enqueue_all(connection: Connection, table: str) -> None:
    tbl, key = _identity(table)
    connection.execute(
        f'INSERT INTO search_queue (tbl, row_id) SELECT {tbl.format("")}, {key} FROM "{table}"'
    )


def _identity(table: str) -> tuple[str, str]:
    # How a trigger names the row: the generic table holds rows of many.
    return ("{}tbl", "row_id") if table == GENERIC else (f"'{table}'", "id")


def _triggers(table: str) -> Iterator[str]:
    tbl, key = _identity(table)
    columns = ("data",) if table == GENERIC else rules()[table].columns
    changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in columns)
    renamed = f"OLD.{key} IS NOT NEW.{key}"

    def note(kind: str, event: str, alias: str, when: str = "") -> str:
        return (
            f'CREATE TRIGGER "search_{table}_{kind}" AFTER {event} ON "{table}"{when} BEGIN '
            f"INSERT INTO search_queue (tbl, row_id) "
            f"VALUES ({tbl.format(f'{alias}.')}, {alias}.{key}); END"
        )

    yield note("added", "INSERT", "NEW")
    yield note("changed", "UPDATE", "NEW", f" WHEN {changed} OR {renamed}")
    yield note("renamed", "UPDATE", "OLD", f" WHEN {renamed}")
    yield note("removed", "DELETE", "OLD")


class SearchIndex:
    """Fills and mends the index; lives in the thread that owns the connection."""

    def __init__(
        self, connection: Connection, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._connection = connection
        self._monotonic = monotonic
        self._commit_seconds = _COMMIT_SECONDS
        self._changes = 0

    @property
    def changes(self) -> int:
        """How many of the connection's changes were the index's own: no row of a member changed."""
        return self._changes

    def waiting(self) -> int:
        """How many changes wait to be indexed; counted up to 100,000."""
        row = self._connection.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM search_queue LIMIT {_MOST_COUNTED})"
        ).fetchone()
        return int(row[0])

    def drain(self, limit: int = 512, seconds: float = 0.05) -> int:
        """Index a batch of waiting rows, the latest first; gives back how many notes it settled.

        The batch is one transaction that stays within about `seconds`.
        """
        if not self._connection.execute("SELECT 1 FROM search_queue LIMIT 1").fetchone():
            return 0
        settled, before = 0, self._connection.total_changes
        with writing(self._connection):
            work = max(seconds * _LEAST_WORK, seconds - self._commit_seconds)
            end = self._monotonic() + work
            while settled < limit and (settled == 0 or self._monotonic() < end):
                chunk = self._chunk(min(_CHUNK, limit - settled))
                if not chunk:
                    break
                self._settle(chunk)
                settled += len(chunk)
            worked = self._monotonic()
        self._changes += self._connection.total_changes - before
        took = self._monotonic() - worked
        self._commit_seconds += (took - self._commit_seconds) / 4
        return settled

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Throw the index away and build it anew, in bounded transactions; for doctor."""
        with writing(self._connection):
            self._connection.execute("DROP TABLE search_index")
            for statement in _creation():
                self._connection.execute(statement)
            self._connection.execute("DELETE FROM search_docs")
            self._connection.execute("DELETE FROM search_queue")
            for table in sources():
                _enqueue_all(self._connection, table)
        total = done = self.waiting()
        while batch := self.drain(limit=4096, seconds=1.0):
            done -= batch
            if progress:
                progress(total - max(done, 0), total)
        self.tidy()

    def tidy(self) -> None:
        """Bring the parts of the index together, which makes it smaller and quicker."""
        with writing(self._connection):
            self._connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")

    def problems(self) -> list[str]:
        """What is wrong with the index, in sentences; empty when it is whole.

        Rows that wait are no problem.
        """
        try:
            return [*self._astray(), *self._unlike_the_rows()]
        except Error as error:
            if isinstance(translate(error), DatabaseBusy):
                raise
            return ["The search index cannot be read."]

    def _astray(self) -> Iterator[str]:
        self._connection.execute(
            "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 0)"
        )
        astray = self._one(
            "SELECT (SELECT count(*) FROM search_index_docsize"
            " WHERE id NOT IN (SELECT docid FROM search_docs))"
            " + (SELECT count(*) FROM search_docs"
            " WHERE docid NOT IN (SELECT id FROM search_index_docsize))"
        )
        if astray:
            yield f"{astray} documents of the search index stand for no row."
        # Every document holds this word: an index that has lost its words is sound but empty.
        found = self._one(
            f"SELECT count(*) FROM search_index WHERE search_index MATCH '\"{tokens.EVERY}\"'"
        )
        lost = self._one("SELECT count(*) FROM search_docs") - found
        if lost and not astray:
            yield f"The words of {lost} documents are missing from the search index."

    def _unlike_the_rows(self) -> Iterator[str]:
        for table in sources():
            missing, gone = self._differences(table)
            if missing:
                yield f"{missing} rows of {table} are missing from the search index."
            if gone:
                yield f"{gone} rows of {table} are in the search index but deleted."

    def _differences(self, table: str) -> tuple[int, int]:
        tbl, key = _identity(table)
        name = tbl.format("t.")
        waits = "SELECT tbl, row_id FROM search_queue"
        missing = self._one(
            f'SELECT count(*) FROM "{table}" t WHERE NOT EXISTS (SELECT 1 FROM search_docs d '
            f"WHERE d.tbl = {name} AND d.row_id = t.{key}) AND ({name}, t.{key}) NOT IN ({waits})"
        )
        named = ", ".join(f"'{rule}'" for rule in rules())
        mine = f"d.tbl NOT IN ({named})" if table == GENERIC else f"d.tbl = '{table}'"
        gone = self._one(
            f"SELECT count(*) FROM search_docs d WHERE {mine} AND NOT EXISTS (SELECT 1 FROM "
            f'"{table}" t WHERE {name} = d.tbl AND t.{key} = d.row_id) '
            f"AND (d.tbl, d.row_id) NOT IN ({waits})"
        )
        return missing, gone

    def _one(self, sql: str) -> int:
        return int(self._connection.execute(sql).fetchone()[0])

    def _chunk(self, size: int) -> list[tuple[int, str, str]]:
        rows: list[tuple[int, str, str]] = self._connection.execute(
            "SELECT seq, tbl, row_id FROM search_queue ORDER BY seq DESC LIMIT ?", (size,)
        ).fetchall()
        return rows

    def _settle(self, chunk: Sequence[tuple[int, str, str]]) -> None:
        by_table: dict[str, dict[str, None]] = {}
        for _, table, row_id in chunk:
            by_table.setdefault(table, {})[row_id] = None
        for table, ids in by_table.items():
            for row_id, found in documents(self._connection, table, list(ids)).items():
                self._index(table, row_id, found)
        self._connection.executemany(
            "DELETE FROM search_queue WHERE seq = ?", [(seq,) for seq, _, _ in chunk]
        )

    def _index(self, table: str, row_id: str, found: Document | None) -> None:
        execute = self._connection.execute
        old = execute(
            "SELECT docid FROM search_docs WHERE tbl = ? AND row_id = ?", (table, row_id)
        ).fetchone()
        if old:
            execute("DELETE FROM search_index WHERE rowid = ?", old)
        wanted = _first_docid(found) if found else 0
        stays = found and old and old[0] >> DAY_BITS == wanted >> DAY_BITS
        if old and not stays:
            execute("DELETE FROM search_docs WHERE docid = ?", old)
        if not found:
            return
        docid = old[0] if old and stays else self._free(wanted)
        if not stays:
            execute("INSERT INTO search_docs VALUES (?, ?, ?)", (docid, table, row_id))
        execute(
            "INSERT INTO search_index (rowid, title, body, tags, mood, category)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (docid, *_columns(found)),
        )

    def _free(self, wanted: int) -> int:
        """The wanted docid, or where that is taken the next one after the last of its day."""
        execute = self._connection.execute
        if not execute("SELECT 1 FROM search_docs WHERE docid = ?", (wanted,)).fetchone():
            return wanted
        end = ((wanted >> DAY_BITS) + 1) << DAY_BITS
        last = execute("SELECT max(docid) FROM search_docs WHERE docid < ?", (end,)).fetchone()[0]
        return int(last) + 1


def documents(connection: Connection, table: str, ids: Sequence[str]) -> dict[str, Document | None]:
    """The documents of some rows of a table; None for a row that is gone."""
    found: dict[str, Document | None] = dict.fromkeys(ids)
    marks = ", ".join("?" * len(ids))
    rule = rules().get(table)
    if rule:
        found.update((d.row_id, d) for d in _mirrored(connection, rule, marks, ids))
    else:
        rows = connection.execute(
            f"SELECT row_id, data FROM {GENERIC} WHERE tbl = ? AND row_id IN ({marks})",
            (table, *ids),
        )
        found.update((key, generic_document(table, key, data)) for key, data in rows)
    return found


def _mirrored(
    connection: Connection, rule: Rule, marks: str, ids: Sequence[str]
) -> Iterable[Document]:
    columns = rule.columns
    listed = ", ".join(f'"{name}"' for name in columns)
    rows = connection.execute(
        f'SELECT {listed} FROM "{rule.table}" WHERE id IN ({marks})', tuple(ids)
    )
    return [document(rule, dict(zip(columns, row, strict=True))) for row in rows]


def _creation() -> list[str]:
    script = resource("sql/0002_search.sql").read_text(encoding="utf-8")
    return [statement for statement in statements(script) if '"search_index"' in statement]


def _first_docid(found: Document) -> int:
    moment = found.moment
    if moment is None:
        return 0
    second = moment.hour * 3600 + moment.minute * 60 + moment.second
    return (moment.toordinal() << DAY_BITS) + second * _SLOTS_A_SECOND


def _columns(found: Document) -> tuple[str, str, str, str, str]:
    codes = " ".join(filter(None, map(tokens.category, found.categories)))
    return (
        tokens.spread(found.title),
        tokens.spread(found.body),
        tokens.wholes(found.tags),
        tokens.wholes([found.mood] if found.mood else ()),
        f"{tokens.EVERY} {codes}",
    )
