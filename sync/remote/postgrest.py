"""The remote store of a Supabase project: PostgREST over HTTP, with nothing overwritten blindly."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

import httpx

from sync.errors import Garbled, MayNotRead, Rejected, ShapeChanged
from sync.protocols import (
    Clock,
    Cursor,
    GenericRow,
    LastPage,
    Listed,
    RemoteRow,
    Seen,
    Shape,
    TokenSource,
    Values,
    Version,
)
from sync.remote import query
from sync.remote.answers import TIMEOUT_CODE, Blocked, SlowStatement, Unclear, rows_of, total_of
from sync.remote.http import Http
from sync.remote.incoming import Row, RowReader
from sync.remote.lines import generic_row, listed, mapped, place_in
from sync.remote.outgoing import body_of_many, body_of_one, sendable
from sync.remote.reading import COUNT, DENIED, TOO_SLOW, Faults, Fetched, Reading
from sync.remote.retry import Retry
from sync.spec import TableSpec

_RETURN = "return=representation"
# A write that reaches more than its one row is undone by the server; older servers refuse the
# wish as unknown and do without, since the id is named in any case.
_ONE = f"{_RETURN},handling=strict,max-affected=1"
_UNKNOWN_WISH = "PGRST122"
_BLOCKED = "blocked"
_HALVED: Faults = (*TOO_SLOW, Garbled)
# So many rows of a table may be left out because nobody can read them.
_UNREADABLE = 20
_STAMP = "updated_at"


class PostgrestStore:
    """The rows of the signed-in member on a Supabase project; implements RemoteStore.

    Owns its HTTP connections (`close` ends them). Any thread may use it; up to eight at a time
    share one HTTP/2 connection.
    `unreadable` has, by table, the ids of rows that the server writes in a way nobody can read.
    """

    def __init__(
        self,
        url: str,
        key: str,
        tokens: TokenSource,
        clock: Clock,
        *,
        transport: httpx.BaseTransport | None = None,
        retry: Retry | None = None,
    ) -> None:
        self._http = Http(url, key, tokens, clock, transport=transport)
        self._reading = Reading(self._http, retry or Retry())
        self._readers: dict[tuple[str, Shape], RowReader] = {}
        self._unordered: set[str] = set()
        self._strict = True
        self.traffic = self._http.traffic
        self.unreadable: dict[str, set[str]] = {}

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def skew(self) -> float:
        """Seconds by which the server's clock is ahead of ours, from its last Date header."""
        return self._http.skew

    def inspect(self, table: TableSpec) -> Shape:
        """Ask for the documented columns until the server no longer misses one.

        An undocumented updated_at is looked for as soon as there are rows that could have one.
        """
        names = [c.remote_name for c in table.columns] or ["id"]
        try:
            found, is_empty = self._found(table, [*names, "xmin"])
        except MayNotRead:
            return Shape(exists=False, denied=True)
        if found and not is_empty and _STAMP not in names:
            with contextlib.suppress(MayNotRead):
                found += self._found(table, [_STAMP])[0]
        if not found:
            return Shape(exists=False)
        return Shape(
            exists=True,
            columns=frozenset(c.name for c in table.columns if c.remote_name in found),
            has_id="id" in found,
            has_token="xmin" in found,
            has_stamp=_STAMP in found,
            is_empty=is_empty,
        )

    def _found(self, table: TableSpec, names: list[str]) -> tuple[list[str], bool | None]:
        """Which of these columns there are, and whether there is no row, if that was seen.

        Raises MayNotRead where this account may read none of them.
        """
        while names:
            try:
                return names, not self._probe(table, names)
            except ShapeChanged as missing:
                if missing.column not in names:
                    return [], None
                names = [name for name in names if name != missing.column]
            except Rejected as refusal:
                if refusal.code != DENIED:
                    raise
                names = self._permitted(table, names)
                if not names:
                    raise MayNotRead(f"{table.name}: may not be read") from None
        return [], None

    def changed_since(
        self,
        table: TableSpec,
        shape: Shape,
        after: Cursor | None,
        limit: int,
        seen: Seen | None = None,
    ) -> list[RemoteRow]:
        """Rows strictly after the cursor in the order (updated_at, id)."""
        conditions = [query.selected(table, shape), *query.after_cursor(after)]
        # Such a cursor begins a walk that mostly ends with its first page.
        begins = after is not None and not after.id
        try:
            page = self._reading.page(table, conditions, limit, counted=begins)
        except Garbled:
            return self._singled_out(table, shape, after, limit)
        place = place_in(page)
        if seen is not None and place is not None:
            seen(place)
        rows = self._readable(table, shape, page)
        # Rows that cannot be read, all of them, are not the end.
        return rows or (self.changed_since(table, shape, place, limit) if place else rows)

    def _readable(self, table: TableSpec, shape: Shape, page: Fetched) -> list[RemoteRow]:
        """The rows of a page, without those that cannot be read."""
        reader = self._reader(table, shape)
        try:
            return reader.read(page)
        except Garbled:
            rows = [row for line in page for row in self._alone(table, reader, line)]
            return LastPage(rows) if isinstance(page, LastPage) else rows

    def _alone(self, table: TableSpec, reader: RowReader, line: Row) -> list[RemoteRow]:
        """One row, or nothing and a note of it."""
        try:
            return reader.read([line])
        except Garbled:
            row_id = line.get("id")
            if not isinstance(row_id, str):
                raise
            self._leave_out(table, row_id)
            return []

    def _singled_out(
        self, table: TableSpec, shape: Shape, after: Cursor | None, limit: int
    ) -> list[RemoteRow]:
        """A page of which something cannot be read: its rows by their ids, as far as they can."""
        place = after
        while True:
            conditions = [query.selected_versions(table, shape), *query.after_cursor(place)]
            lines = [listed(row, shape) for row in self._reading.page(table, conditions, limit)]
            if not lines:
                return []
            found = {row.id: row for row in self.fetch(table, shape, [line.id for line in lines])}
            present = [(line, found[line.id]) for line in lines if line.id in found]
            # What changed since it was listed comes again at its new place in the order.
            rows = [row for line, row in present if row.version.stamp == line.version.stamp]
            if rows:
                return rows
            place = Cursor(lines[-1].version.stamp or "", lines[-1].id)

    def versions_since(
        self, table: TableSpec, shape: Shape, after: Cursor, limit: int
    ) -> list[Listed]:
        """Ids and versions of the rows strictly after the cursor."""
        conditions = [query.selected_versions(table, shape), *query.after_cursor(after)]
        rows = self._reading.page(table, conditions, limit, counted=not after.id)
        return mapped(lambda row: listed(row, shape), rows)

    def manifest(
        self, table: TableSpec, shape: Shape, after_id: str | None, limit: int
    ) -> list[Listed]:
        """Ids and versions strictly after an id."""
        conditions = [query.selected_versions(table, shape), "order=id.asc"]
        if after_id:
            conditions.append(f"id=gt.{query.encoded(after_id)}")
        rows = self._reading.page(table, conditions, limit, counted=not after_id)
        if shape.has_token or shape.has_stamp:
            return mapped(lambda row: listed(row, shape), rows)
        whole = self._reader(table, shape).read(rows)
        return mapped(lambda row: Listed(row.id, row.version), whole)

    def count(self, table: TableSpec) -> int:
        """How many rows the member can see."""
        target = query.address(table, "select=*", "limit=1")
        return self._reading.patiently(
            lambda: total_of(self._http.send("HEAD", target, COUNT), table.name)
        )

    def fetch(self, table: TableSpec, shape: Shape, ids: Sequence[str]) -> list[RemoteRow]:
        """The rows with these ids, in bounded requests.

        A request that is too slow, or whose answer cannot be read, is halved; a row that cannot
        be read alone is left out and noted.
        """
        read = self._reader(table, shape).read
        rows: list[RemoteRow] = []
        waiting = list(query.portions(ids))[::-1]
        while waiting:
            portion = waiting.pop()
            target = query.address(table, query.selected(table, shape), query.among(portion))
            try:
                rows += read(self._reading.rows(table, target, unless=_HALVED))
            except _HALVED as fault:
                if len(portion) > 1:
                    middle = len(portion) // 2
                    waiting += [portion[middle:], portion[:middle]]
                    continue
                if not isinstance(fault, Garbled):
                    raise
                self._leave_out(table, portion[0])
        return rows

    def _leave_out(self, table: TableSpec, row_id: str) -> None:
        """Note a row that cannot be read; where no row can be, the server is out of order."""
        unreadable = self.unreadable.setdefault(table.name, set())
        unreadable.add(row_id)
        if len(unreadable) > _UNREADABLE:
            raise Garbled(f"{table.name}: the answers are cut or garbled")

    def generic_page(self, table: TableSpec, offset: int, limit: int) -> list[GenericRow]:
        """A page of whole rows, ordered by id where there is one."""
        conditions = ["select=*", f"offset={offset}"]
        if table.name not in self._unordered:
            try:
                ordered = [*conditions, "order=id.asc"]
                return mapped(
                    generic_row, self._reading.page(table, ordered, limit, counted=not offset)
                )
            except ShapeChanged as missing:
                if missing.column != "id":
                    raise
                self._unordered.add(table.name)
        return mapped(generic_row, self._reading.page(table, conditions, limit, counted=not offset))

    def insert(self, table: TableSpec, shape: Shape, rows: Sequence[Values]) -> list[RemoteRow]:
        """Insert all rows with one statement; a NULL is left to the server's default.

        A batch that is too slow or too large for the server raises Rejected like a refused one,
        so that the caller halves it.
        """
        if not rows:
            return []
        sent = [sendable(table, shape, row) for row in rows]
        given = {name for row in sent for name, value in row.items() if value is not None}
        columns = [c.remote_name for c in table.columns if c.name in given]
        target = query.address(
            table, query.selected(table, shape), query.columns_parameter(columns)
        )
        body = body_of_many(table, sent)
        try:
            stored = self._write(table, "POST", target, f"{_RETURN},missing=default", body)
        except SlowStatement:
            if len(rows) == 1:
                raise
            raise Rejected(TIMEOUT_CODE, f"{table.name}: a batch took too long", 503) from None
        by_id = {row.id: row for row in self._reader(table, shape).read(stored)}
        if by_id.keys() != {str(row["id"]) for row in rows}:
            raise Garbled(f"{table.name}: the answer does not hold the inserted rows")
        return [by_id[str(row["id"])] for row in rows]

    def update(
        self, table: TableSpec, shape: Shape, row_id: str, version: Version, changes: Values
    ) -> RemoteRow | None:
        """Change columns of a row if it still has that version.

        Where the server has none of the columns, the row is only read.
        """
        conditions = self._conditions(table, shape, row_id, version)
        if conditions is None:
            return None
        target = query.address(table, query.selected(table, shape), *conditions)
        sent = sendable(table, shape, changes)
        if sent:
            rows = self._write_one(table, "PATCH", target, body_of_one(table, sent))
        else:
            rows = self._reading.rows(table, target)
        return self._reader(table, shape).read(rows[:1])[0] if rows else None

    def delete(self, table: TableSpec, shape: Shape, row_id: str, version: Version) -> bool:
        """Delete a row if it still has that version."""
        conditions = self._conditions(table, shape, row_id, version)
        if conditions is None:
            return False
        target = query.address(table, "select=id", *conditions)
        return bool(self._write_one(table, "DELETE", target, None))

    def _conditions(
        self, table: TableSpec, shape: Shape, row_id: str, version: Version
    ) -> list[str] | None:
        """What a write demands of its row; None where the row has changed already.

        Without row versions and timestamps the row is read and compared first; its short values
        go into the write's conditions, so that only a change of a long text in between slips by.
        """
        if shape.has_token:
            return query.of_token(row_id, version.token) if version.token else None
        if shape.has_stamp:
            return query.of_stamp(row_id, version.stamp) if version.stamp else None
        found = self.fetch(table, shape, [row_id])
        if not found or found[0].version != version:
            return None
        return query.of_content(table, row_id, found[0].values)

    def _write_one(self, table: TableSpec, method: str, target: str, body: bytes | None) -> Fetched:
        if self._strict:
            try:
                return self._write(table, method, target, _ONE, body)
            except Rejected as refusal:
                if refusal.code != _UNKNOWN_WISH:
                    raise
                self._strict = False
        return self._write(table, method, target, _RETURN, body)

    def _write(
        self, table: TableSpec, method: str, target: str, prefer: str, body: bytes | None
    ) -> Fetched:
        """Send a write once; after a failure that is not clear twice, to tell fault from mood.

        Such a failure is an answer: nothing was written, so that sending again is safe.
        """
        try:
            return self._send(table, method, target, prefer, body)
        except Unclear:
            pass
        try:
            return self._send(table, method, target, prefer, body)
        except Unclear as again:
            raise Rejected(again.code, str(again), 500) from None

    def _send(
        self, table: TableSpec, method: str, target: str, prefer: str, body: bytes | None
    ) -> Fetched:
        try:
            return rows_of(self._http.send(method, target, prefer, body), table.name)
        except Blocked:
            # If the server itself still answers, it is the words that do not pass.
            self._reading.get(table, query.address(table, "select=id", "limit=1"))
            raise Rejected(_BLOCKED, f"{table.name}: refused on the way", 403) from None

    def _probe(self, table: TableSpec, names: Sequence[str]) -> Fetched:
        """Ask for columns and for one row, if there is any."""
        columns = ",".join(query.encoded(name) for name in names)
        return self._reading.get(table, query.address(table, f"select={columns}", "limit=1"))

    def _permitted(self, table: TableSpec, names: Sequence[str]) -> list[str]:
        """Which columns may be read, asked one by one: grants may be given by column."""
        permitted: list[str] = []
        for name in names:
            try:
                self._probe(table, [name])
                permitted.append(name)
            except (Rejected, ShapeChanged):
                continue
        return permitted

    def _reader(self, table: TableSpec, shape: Shape) -> RowReader:
        key = (table.name, shape)
        reader = self._readers.get(key)
        if reader is None:
            reader = self._readers[key] = RowReader(table, shape)
        return reader
