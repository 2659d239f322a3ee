"""A life vision as a book: a title, and the parts that hold text as its chapters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from desktop.core.phrases import Phrase
from desktop.domain.vision import PARTS, PLURAL, holds_text

_MOST_PLACES = 12


class Chapter(NamedTuple):
    """One part that holds text; `number` counts the life categories, the frame has none."""

    code: str
    label: Phrase
    text: str
    number: int | None = None


class Book(NamedTuple):
    """What is read, printed and put on a cover; a plain value, safe in any thread."""

    title: str
    chapters: tuple[Chapter, ...]
    number: int | None = None
    perspective: str | None = None
    day: date | None = None
    owner: str = ""

    @property
    def is_plural(self) -> bool:
        """Whether it speaks of us."""
        return self.perspective == PLURAL


class Place(NamedTuple):
    """Where a reader is: a chapter, and how many characters of it lie behind."""

    code: str = ""
    offset: int = 0


def chapters_of(texts: Mapping[str, str]) -> tuple[Chapter, ...]:
    """The parts that hold text, in the order of reading; empty ones are quietly left out."""
    found: list[Chapter] = []
    frame = (PARTS[0].code, PARTS[-1].code)
    for part in PARTS:
        text = texts.get(part.code)
        if holds_text(text):
            counted = sum(1 for chapter in found if chapter.number is not None) + 1
            number = None if part.code in frame else counted
            found.append(Chapter(part.code, part.label, str(text).strip(), number))
    return tuple(found)


def place_in(places: str, row_id: str) -> Place:
    """Where a version was left, by what the settings keep."""
    for line in places.split(";"):
        version, _, rest = line.partition(" ")
        code, _, offset = rest.partition(" ")
        if version == row_id and offset.isdecimal():
            return Place(code, int(offset))
    return Place()


def with_place(places: str, row_id: str, place: Place) -> str:
    """The places with this one first; those of versions not read for long are let go."""
    others: Sequence[str] = [line for line in places.split(";") if line.partition(" ")[0] != row_id]
    kept = [f"{row_id} {place.code} {place.offset}", *(line for line in others if line)]
    return ";".join(kept[:_MOST_PLACES])
