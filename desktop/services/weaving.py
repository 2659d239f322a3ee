"""What becomes of an entry that changed in the database while a member was writing in it."""

from __future__ import annotations

from typing import TypeVar

from desktop.services.entries import EntryDraft
from sync.merging.text import merge_texts

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


def _one(base: _T, mine: _T, kept: _T) -> _T:
    return kept if mine == base else mine


def _text(base: str, mine: str, kept: str) -> str:
    if mine == base or kept in {base, mine}:
        return _one(base, mine, kept)
    return merge_texts(base, mine, kept).text


def _tags(base: tuple[str, ...], mine: tuple[str, ...], kept: tuple[str, ...]) -> tuple[str, ...]:
    gone = (set(base) - set(mine)) | (set(base) - set(kept))
    return tuple(dict.fromkeys(tag for tag in (*mine, *kept) if tag not in gone))
