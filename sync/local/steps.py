"""Plain values that travel between the engine's planning and the sqlite store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sync.protocols import RemoteRow, Values, Version
from sync.values import SqlValue


class Known(NamedTuple):
    """What is noted of a row that the server has; base is None while the row itself is it."""

    version: Version
    extra: str | None = None
    base: Values | None = None
    echo: str | None = None


class Pending(NamedTuple):
    """A row's entry in the outbox; see triggers.py for `attempted`, schema.py for `origin`."""

    seq: int
    edited_at: str
    attempted: int
    sent: tuple[Values, ...] = ()
    origin: Values | None = None


@dataclass(slots=True)
class Sight:
    """What the database holds about some ids of one table at one moment."""

    known: dict[str, Known] = field(default_factory=dict)
    pending: dict[str, Pending] = field(default_factory=dict)
    local: dict[str, Values] = field(default_factory=dict)
    graves: dict[str, list[Values]] = field(default_factory=dict)
    # Rows here which no server knows and which hold the natural key of a server row: its id -> ours
    twins: dict[str, str] = field(default_factory=dict)
    # What was agreed on in columns that were missing on the server, by row and column.
    agreed: dict[str, dict[str, SqlValue]] = field(default_factory=dict)


class Step(NamedTuple):
    """The wanted state of one row, to be written if its outbox entry is still as it was seen.

    `old` is the local row as it was seen, `row` as it shall be (None: absent). `known` None makes
    the ledger forget that the server has the row. `waits` tells whether the row is to be sent
    afterwards. `keep` goes to the row's history. `twin` is the local id that becomes this one.
    `grave` remembers what was sent of a deleted row (empty: forget it). `revived_from` is the
    last state that the server had of a row which goes back there.
    """

    row_id: str
    seq: int | None
    old: Values | None
    row: Values | None
    known: Known | None
    waits: bool
    keep: tuple[Values, ...] = ()
    twin: str | None = None
    twin_seq: int | None = None
    grave: tuple[Values, ...] | None = None
    revived_from: Values | None = None


class Outgoing(NamedTuple):
    """A row as it is about to be sent, with the outbox number that it was read at."""

    row_id: str
    seq: int
    attempted: int
    row: Values | None
    known: Known | None


class Entry(NamedTuple):
    """One line of the outbox, with what is on either side."""

    table: str
    row_id: str
    seq: int
    attempted: int
    known: bool
    present: bool


Fresh = Sequence[RemoteRow]
Work = RemoteRow | Step


def seen_numbers(work: Sequence[Work]) -> dict[str, int | None]:
    """The outbox numbers that were seen while planning, by row id; None: not in the outbox."""
    seen: dict[str, int | None] = {}
    for item in work:
        if isinstance(item, RemoteRow):
            seen[item.id] = None
            continue
        seen[item.row_id] = item.seq
        if item.twin is not None:
            seen[item.twin] = item.twin_seq
    return seen
