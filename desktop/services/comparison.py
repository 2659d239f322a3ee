"""What changed between an earlier version of an entry and the entry of today, for reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.services.journal import Entry
from sync.merging.text import Piece, difference


@dataclass(frozen=True, slots=True)
class Change:
    """A field that holds something else today; both as the member reads them."""

    column: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The text of both states in pieces, and the other fields that changed."""

    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...]


def compare_entry(then: Mapping[str, Any], now: Entry | None) -> Comparison:
    """Compare an earlier version, in the public form, with the entry; None is a deleted one."""
    text = now.content if now else ""
    pieces = difference(then.get("content") or "", text)
    changes = (
        Change("entry_date", then.get("entry_date") or "", str(now.entry_date) if now else ""),
        Change("mood", then.get("mood") or "", (now.mood if now else None) or ""),
        Change(
            "tags",
            ", ".join(str(tag) for tag in then.get("tags") or ()),
            ", ".join(now.tags if now else ()),
        ),
    )
    return Comparison(tuple(pieces), tuple(c for c in changes if c.then != c.now))
