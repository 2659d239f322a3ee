"""What becomes of a row that changed in the database while a member was writing in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from desktop.core.errors import InvalidInput
from desktop.services.entries import EntryDraft
from desktop.store.schema import specs
from sync.merging.rows import merge_row
from sync.merging.text import merge_texts
from sync.values import SqlValue, from_server, to_server

_T = TypeVar("_T")


def woven(base: EntryDraft, mine: EntryDraft, kept: EntryDraft) -> EntryDraft:
    """The draft with what came into the database since `base` woven in; no words are lost.

    Where both changed the day or the mood, the member at the keyboard is right.
    """
    return EntryDraft(
        entry_date=_one(base.entry_date, mine.entry_date, kept.entry_date),
        content=_text(base.content, mine.content, kept.content),
        mood=_one(base.mood, mine.mood, kept.mood),
        tags=_tags(base.tags, mine.tags, kept.tags),
    )


def woven_row(
    table: str, base: Mapping[str, Any] | None, mine: Mapping[str, Any], kept: Mapping[str, Any]
) -> dict[str, Any]:
    """The columns of `mine` with what came into the row since `base` woven in, as sync would.

    All are in the public form; no base says that both were begun apart. Where both changed a
    single value, the member at the keyboard is right. Raises InvalidInput for a value that its
    column cannot hold.
    """
    spec = specs()[table]
    names = [name for name in mine if name != "id"]

    def stored(state: Mapping[str, Any]) -> dict[str, SqlValue]:
        try:
            return {name: from_server(spec.by_name[name].kind, state.get(name)) for name in names}
        except ValueError:
            raise InvalidInput("This cannot be kept as it is written.") from None

    old = None if base is None else stored(base)
    merged = merge_row(spec, names, old, stored(mine), stored(kept), local_wins=True).values
    return {name: to_server(spec.by_name[name].kind, merged[name]) for name in names}


def _one(base: _T, mine: _T, kept: _T) -> _T:
    return kept if mine == base else mine


def _text(base: str, mine: str, kept: str) -> str:
    if mine == base or kept in {base, mine}:
        return _one(base, mine, kept)
    return merge_texts(base, mine, kept).text


def _tags(base: tuple[str, ...], mine: tuple[str, ...], kept: tuple[str, ...]) -> tuple[str, ...]:
    gone = (set(base) - set(mine)) | (set(base) - set(kept))
    return tuple(dict.fromkeys(tag for tag in (*mine, *kept) if tag not in gone))
