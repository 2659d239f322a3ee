"""Which rows belong to which table of a damaged database.

As far as the list of the tables and the inner pages of their trees are sound, they lead to the
rows. A leaf to which nothing leads any more tells its table by the look of its rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.store.wreck.pages import Pages
from desktop.store.wreck.records import FIRST, INNER, LEAF, Record, Value, children, records
from desktop.store.wreck.shapes import Shape

Row = dict[str, Value]
_FREE = slice(32, 36)


class Tables:
    """The tables of a wreck; lives in the thread of its pages.

    `torn` names those of which rows may be missing.
    """

    def __init__(self, pages: Pages, shapes: Mapping[str, Shape]) -> None:
        self._pages = pages
        self._shapes = shapes
        self._reached: set[int] = set()
        self._leaves: dict[str, list[int]] = {}
        self._strays: dict[str, list[int]] = {}
        self.torn: set[str] = set()
        self._find()

    def rows(self, table: str) -> Iterator[Row]:
        """The rows to which the way is sound."""
        return self._rows(table, self._leaves.get(table, ()))

    def strays(self, table: str) -> Iterator[Row]:
        """The rows that were found by their look; some of them may have been written over since."""
        return self._rows(table, self._strays.get(table, ()))

    def _find(self) -> None:
        listing, whole = self._tree(1)
        self._reached |= self._free()
        if not whole:
            listing += [number for number in self._lost() if self._is_listing(number)]
        roots = {name: root for name, root in self._listed(listing) if root}
        for name, root in roots.items():
            leaves, sound = self._tree(root)
            if name in self._shapes:
                self._leaves[name] = leaves
                self.torn |= set() if sound else {name}
        if not whole:
            self.torn |= self._shapes.keys() - roots.keys()
        if self.torn:
            self._gather_strays()

    def _gather_strays(self) -> None:
        for number in self._lost():
            table = None if self._is_listing(number) else self._told_by_look(number)
            if table is not None:
                self._strays.setdefault(table, []).append(number)

    def _tree(self, root: int) -> tuple[list[int], bool]:
        """The leaves of a table's tree, and whether there is a way to all of them."""
        found: list[int] = []
        whole = True
        ahead = [root]
        while ahead:
            number = ahead.pop()
            page = None if number in self._reached else self._pages.page(number)
            self._reached.add(number)
            kind = page[_begin(number)] if page is not None else None
            if page is not None and kind == INNER:
                ahead += reversed(children(page, _begin(number)))
            elif kind == LEAF:
                found.append(number)
            else:
                whole = False
        return found, whole

    def _free(self) -> set[int]:
        """The pages that nothing uses, as far as their list can be read."""
        first = self._pages.page(1)
        found: set[int] = set()
        trunk = int.from_bytes(first[_FREE]) if first is not None else 0
        while trunk and trunk not in found:
            found.add(trunk)
            page = self._pages.page(trunk)
            if page is None:
                break
            count = int.from_bytes(page[4:8])
            found |= {int.from_bytes(page[at : at + 4]) for at in range(8, 8 + 4 * count, 4)}
            trunk = int.from_bytes(page[:4])
        return found

    def _lost(self) -> Iterator[int]:
        """The sound leaves to which nothing has led so far."""
        for number in range(2, self._pages.count + 1):
            if number not in self._reached:
                page = self._pages.page(number)
                if page is not None and page[0] == LEAF:
                    yield number

    def _listed(self, leaves: list[int]) -> Iterator[tuple[str, int]]:
        for number in leaves:
            for _row, record in self._records(number):
                if record is not None and _is_table(record):
                    yield str(record[1]), int(str(record[3]))

    def _is_listing(self, number: int) -> bool:
        return any(record is not None and _is_entry(record) for _, record in self._records(number))

    def _told_by_look(self, number: int) -> str | None:
        """The one table that has lost rows and takes every row of a leaf most exactly.

        The trash and the versions look alike: what may be either is kept as a version.
        """
        found = [record for _row, record in self._records(number) if record is not None]
        taking = {
            name: self._shapes[name].exactness
            for name in self.torn
            if found and all(self._shapes[name].takes(record) for record in found)
        }
        names = {name for name, exact in taking.items() if exact == max(taking.values())}
        if names == {"local_trash", "local_versions"}:
            return "local_versions"
        return names.pop() if len(names) == 1 else None

    def _rows(self, table: str, leaves: list[int] | tuple[()]) -> Iterator[Row]:
        shape = self._shapes[table]
        for number in leaves:
            for row, record in self._records(number):
                if record is None or len(record) != len(shape.columns):
                    self.torn.add(table)
                else:
                    yield shape.named(row, record)

    def _records(self, number: int) -> Iterator[tuple[int, Record | None]]:
        page = self._pages.page(number)
        if page is not None:
            yield from records(page, self._pages.page, _begin(number))


def _begin(number: int) -> int:
    return FIRST if number == 1 else 0


def _is_entry(record: Record) -> bool:
    """Tell whether a row is one of the list of what the database has."""
    if len(record) != 5:
        return False
    kind, name, _table, root, _sql = record
    return (
        kind in {"table", "index", "trigger", "view"}
        and isinstance(name, str)
        and (root is None or isinstance(root, int))
    )


def _is_table(record: Record) -> bool:
    return _is_entry(record) and record[0] == "table"
