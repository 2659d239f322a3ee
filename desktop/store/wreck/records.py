"""Rows out of a page of a table, as SQLite's file format lays them down.

https://sqlite.org/fileformat2.html, sections 1.6 (pages of a tree) and 2.1 (records).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from desktop.store.wreck.seals import USABLE

Value = str | int | float | bytes | None
Record = tuple[Value, ...]
Read = Callable[[int], bytes | None]

LEAF, INNER = 13, 5
_HEADS = {LEAF: 8, INNER: 12}
# Where the first page begins as a page of a tree: after the head of the file.
FIRST = 100
_LONGEST_LOCAL = USABLE - 35
_SHORTEST_LOCAL = (USABLE - 12) * 32 // 255 - 23
_WHOLE = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_REAL, _ZERO, _ONE, _BLOB = 7, 8, 9, 12


class Torn(Exception):
    """A part of a row lies on a damaged page."""


# Where a row went on may be in use for another by now: then it makes no sense as one.
_SENSELESS = (Torn, IndexError, UnicodeDecodeError, struct.error)


def children(page: bytes, begin: int = 0) -> list[int]:
    """The pages below an inner page of a table, in their order."""
    below = [int.from_bytes(page[at : at + 4]) for at in _cells(page, begin)]
    return [*below, int.from_bytes(page[begin + 8 : begin + 12])]


def records(page: bytes, read: Read, begin: int = 0) -> Iterator[tuple[int, Record | None]]:
    """The rows of a leaf with their numbers; None for one that cannot be read whole."""
    for cell in _cells(page, begin):
        size, at = _number(page, cell)
        row, at = _number(page, at)
        try:
            yield row, _record(_payload(page, at, size, read))
        except _SENSELESS:
            yield row, None


def _cells(page: bytes, begin: int) -> Iterator[int]:
    count = int.from_bytes(page[begin + 3 : begin + 5])
    first = begin + _HEADS[page[begin]]
    for at in range(first, first + 2 * count, 2):
        yield int.from_bytes(page[at : at + 2])


def _payload(page: bytes, at: int, size: int, read: Read) -> bytes:
    if size <= _LONGEST_LOCAL:
        return page[at : at + size]
    local = _SHORTEST_LOCAL + (size - _SHORTEST_LOCAL) % (USABLE - 4)
    if local > _LONGEST_LOCAL:
        local = _SHORTEST_LOCAL
    found = page[at : at + local]
    following = int.from_bytes(page[at + local : at + local + 4])
    while len(found) < size:
        more = read(following) if following else None
        if more is None:
            raise Torn
        following = int.from_bytes(more[:4])
        found += more[4:USABLE]
    return found[:size]


def _record(payload: bytes) -> Record:
    head, at = _number(payload, 0)
    kinds = []
    while at < head:
        kind, at = _number(payload, at)
        kinds.append(kind)
    values = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind >= _BLOB:
        end = at + (kind - _BLOB) // 2
        content = payload[at:end]
        return (content.decode("utf-8") if kind % 2 else content), end
    if kind in _WHOLE:
        end = at + _WHOLE[kind]
        return int.from_bytes(payload[at:end], signed=True), end
    if kind == _REAL:
        return float(struct.unpack(">d", payload[at : at + 8])[0]), at + 8
    return {_ZERO: 0, _ONE: 1}.get(kind), at


def _number(content: bytes, at: int) -> tuple[int, int]:
    """One of SQLite's numbers of one to nine bytes, and where it ends."""
    value = 0
    for last in range(at, at + 8):
        value = value << 7 | content[last] & 0x7F
        if content[last] < 0x80:
            return value, last + 1
    value = value << 8 | content[at + 8]
    return value - (1 << 64 if value >= 1 << 63 else 0), at + 9
