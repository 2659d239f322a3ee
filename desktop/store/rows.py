"""Any row of any mirrored table: read by plain SQL, written through validation and SQLModel.

Values in and out have the public form: what a JSON document would hold, with documented names;
numeric is exact text, and fractions inside JSON are Decimal (write them with
`sync.values.canonical_json`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from desktop.core.errors import InvalidInput
from desktop.core.ids import new_id
from desktop.core.phrases import Phrase
from desktop.store import faults
from desktop.store.natural import vacant_id
from desktop.store.schema import specs
from desktop.store.transactions import Connection, writing
from sync.spec import Mode, TableSpec
from sync.values import SqlValue, parse_body, to_server

if TYPE_CHECKING:
    from desktop.store.writer import Writer

Public = dict[str, Any]
Ids = list[str]
_PAGE = 500


def to_public(spec: TableSpec, values: Mapping[str, SqlValue]) -> Public:
    """A stored row in the public form."""
    return {c.name: to_server(c.kind, values[c.name]) for c in spec.columns if c.name in values}


class Rows:
    """Reads and writes the rows of one member on one connection; lives in its thread."""

    def __init__(
        self,
        connection: Connection,
        user_id: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._connection = connection
        self._user_id = user_id
        self._now = now
        self._made: Writer | None = None

    def warm_up(self) -> None:
        """Load what writing needs, so that the first save is as quick as any other."""
        self._writer()

    def get(self, table: str, row_id: str) -> Public | None:
        """The row with this id, or None."""
        spec = _known(table)
        if spec.mode is Mode.GENERIC:
            found = self._generic("row_id = ?", (table, row_id), 1)
            return found[0][1] if found else None
        stored = self.stored(table, row_id)
        return None if stored is None else to_public(spec, stored)

    def list(self, table: str, limit: int = _PAGE, after: str = "") -> list[Public]:
        """Rows in the order of their ids, from the one after `after` on."""
        return [row for _key, row in self._page(_known(table), limit, after)]

    def walk(self, table: str) -> Iterator[Public]:
        """All rows of a table in the order of their ids, read page by page."""
        spec, after = _known(table), ""
        while page := self._page(spec, _PAGE, after):
            yield from (row for _key, row in page)
            after = page[-1][0]

    def count(self, table: str) -> int:
        """How many rows there are."""
        spec = _known(table)
        with faults.translated():
            if spec.mode is Mode.GENERIC:
                found = self._connection.execute(
                    "SELECT count(*) FROM generic_rows WHERE tbl = ?", (table,)
                )
            else:
                found = self._connection.execute(f'SELECT count(*) FROM "{spec.name}"')
            return int(found.fetchone()[0])

    def put(self, table: str, values: Mapping[str, Any]) -> str:
        """Insert or update one row and give its id; raises InvalidInput with a sentence.

        Without an id, or with one that is not there yet, the row is new (or the one that has
        the natural key); otherwise only the given columns change.
        """
        _writable(table)
        with writing(self._connection):
            return self._put(specs()[table], values)

    def put_many(self, table: str, rows: Sequence[Mapping[str, Any]]) -> Ids:
        """Put all rows or none; the sentence of a fault begins with the number of the row."""
        _writable(table)
        ids = []
        with writing(self._connection):
            for number, values in enumerate(rows, start=1):
                try:
                    ids.append(self._put(specs()[table], values))
                except InvalidInput as fault:
                    sentence = Phrase(
                        "Line {number}: {fault} Nothing was changed.",
                        number=number,
                        fault=fault.sentence,
                    )
                    raise InvalidInput(sentence, fault.field) from None
        return ids

    def delete(self, table: str, row_id: str) -> int:
        """Delete a row and give the number of its place in the trash."""
        _writable(table)
        with writing(self._connection):
            done = self._connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (row_id,))
            if not done.rowcount:
                raise InvalidInput(Phrase("{table} has no row with this id.", table=table), "id")
            return int(
                self._connection.execute(
                    "SELECT max(id) FROM local_trash WHERE tbl = ? AND row_id = ?",
                    (table, row_id),
                ).fetchone()[0]
            )

    def delete_many(self, table: str, row_ids: Sequence[str]) -> int:
        """Delete all rows that are there, in one transaction, and give their number."""
        _writable(table)
        gone = 0
        with writing(self._connection):
            for row_id in row_ids:
                gone += self._connection.execute(
                    f'DELETE FROM "{table}" WHERE id = ?', (row_id,)
                ).rowcount
        return gone

    def stored(self, table: str, row_id: str) -> dict[str, SqlValue] | None:
        """The row as it is encoded in the database, or None."""
        spec = _known(table)
        with faults.translated():
            found = self._connection.execute(
                f'SELECT {_columns(spec)} FROM "{spec.name}" WHERE id = ?', (row_id,)
            ).fetchone()
        return dict(zip(spec.names, found, strict=True)) if found else None

    def _page(self, spec: TableSpec, limit: int, after: str) -> Sequence[tuple[str, Public]]:
        if spec.mode is Mode.GENERIC:
            return self._generic("row_id > ?", (spec.name, after), limit)
        with faults.translated():
            found = self._connection.execute(
                f'SELECT {_columns(spec)} FROM "{spec.name}" WHERE id > ? ORDER BY id LIMIT ?',
                (after, limit),
            ).fetchall()
        rows = [dict(zip(spec.names, row, strict=True)) for row in found]
        return [(str(row["id"]), to_public(spec, row)) for row in rows]

    def _generic(
        self, condition: str, bound: tuple[str, str], limit: int
    ) -> Sequence[tuple[str, Public]]:
        with faults.translated():
            found = self._connection.execute(
                f"SELECT row_id, data FROM generic_rows WHERE tbl = ? AND {condition} "
                "ORDER BY row_id LIMIT ?",
                (*bound, limit),
            ).fetchall()
        return [(str(key), parse_body(data)) for key, data in found]

    def _writer(self) -> Writer:
        if self._made is None:
            from desktop.store.writer import Writer

            self._made = Writer(self._connection)
        return self._made

    def _put(self, spec: TableSpec, values: Mapping[str, Any]) -> str:
        from desktop.store.validation import validated

        checked = validated(spec.name, values)
        self._check_owner(spec, checked)
        row_id = self._target(spec, checked)
        present = self.stored(spec.name, row_id)
        if present is None:
            self._insert(spec, row_id, checked)
        else:
            self._update(spec, present, checked)
        return row_id

    def _check_owner(self, spec: TableSpec, checked: dict[str, Any]) -> None:
        given = checked.pop("user_id", None)
        if given is not None and str(given) != self._user_id:
            raise InvalidInput(Phrase("user_id must be your own id, or be left out."), "user_id")
        if spec.owner == "user_id":
            checked["user_id"] = self._user_id

    def _target(self, spec: TableSpec, checked: dict[str, Any]) -> str:
        """Which row is meant: that of the id, else that of the natural key, else a new one."""
        given = checked.pop("id", None)
        row_id = str(given) if given is not None else None
        holder = self._holder(spec, checked)
        if row_id is None:
            if holder:
                return holder
            key = [checked.get(name) for name in spec.natural_key if name != "user_id"]
            natural = spec.natural_key and None not in key
            if not natural:
                return new_id()
            return vacant_id(self._connection, spec.name, self._user_id, key)
        if holder not in {None, row_id}:
            names = " and ".join(n for n in spec.natural_key if n != "user_id") or "user_id"
            raise InvalidInput(
                Phrase("{name} already has a row with this {names}.", name=spec.name, names=names),
                names,
            )
        return row_id

    def _holder(self, spec: TableSpec, checked: Mapping[str, Any]) -> str | None:
        """The id of the row that has the natural key of these values, if any."""
        key = [checked.get(name) for name in spec.natural_key]
        if not key or None in key:
            return None
        condition = " AND ".join(f'"{name}" = ?' for name in spec.natural_key)
        found = self._connection.execute(
            f'SELECT id FROM "{spec.name}" WHERE {condition} ORDER BY created_at, id LIMIT 1',
            [str(part) for part in key],
        ).fetchone()
        return str(found[0]) if found else None

    def _insert(self, spec: TableSpec, row_id: str, checked: dict[str, Any]) -> None:
        self._check_references(spec, checked)
        for name in ("created_at", "updated_at"):
            if name in spec.by_name and checked.get(name) is None:
                checked[name] = self._now()
        self._guarded(spec, lambda: self._writer().insert(spec.name, {"id": row_id, **checked}))

    def _update(
        self, spec: TableSpec, present: Mapping[str, SqlValue], checked: dict[str, Any]
    ) -> None:
        from desktop.store.writer import encoded

        changes = {}
        for name, value in checked.items():
            wanted = encoded(spec.name, name, value)
            if name in spec.server_owned or wanted == present[name]:
                continue
            # The public form cannot tell JSON null from no value: giving it back changes nothing.
            if wanted is None and present[name] == "null":
                continue
            changes[name] = value
        if not changes:
            return
        self._check_references(spec, changes)
        row_id = str(present["id"])
        self._guarded(spec, lambda: self._writer().update(spec.name, row_id, changes))

    def _check_references(self, spec: TableSpec, values: Mapping[str, Any]) -> None:
        for name, parent in spec.references.items():
            wanted = values.get(name)
            if (
                wanted is not None
                and not self._connection.execute(
                    f'SELECT 1 FROM "{parent}" WHERE id = ?', (str(wanted),)
                ).fetchone()
            ):
                raise InvalidInput(
                    Phrase("{name} must be the id of a row of {parent}.", name=name, parent=parent),
                    name,
                )

    @staticmethod
    def _guarded(spec: TableSpec, write: Callable[[], None]) -> None:
        from sqlalchemy.exc import DBAPIError, IntegrityError

        try:
            write()
        except IntegrityError:
            raise InvalidInput(
                Phrase("{name} cannot hold this row beside the others.", name=spec.name)
            ) from None
        except DBAPIError as error:
            problem = faults.translate(error)
            if problem is None:
                raise
            raise problem from None


def _known(table: str) -> TableSpec:
    spec = specs().get(table)
    if spec is None:
        raise InvalidInput(Phrase("There is no table '{table}' here.", table=table))
    return spec


def _writable(table: str) -> None:
    if _known(table).mode is not Mode.TWO_WAY:
        raise InvalidInput(
            Phrase("{table} belongs to the server and is only read here.", table=table)
        )


def _columns(spec: TableSpec) -> str:
    return ", ".join(f'"{name}"' for name in spec.names)
