"""The rules of journal entries: first lines, tags, moods and days."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase

LONGEST_TAG = 100
LONGEST_MOOD = 100
MOST_TAGS = 100
FIRST_LINE = 160

# Suggestions only: a member's own words are as good.
MOODS: tuple[Phrase, ...] = (
    Phrase("Joyful"), Phrase("Grateful"), Phrase("Loving"), Phrase("Inspired"),
    Phrase("Excited"), Phrase("Proud"), Phrase("Hopeful"), Phrase("Confident"),
    Phrase("Peaceful"), Phrase("Calm"), Phrase("Content"), Phrase("Curious"),
    Phrase("Tender"), Phrase("Tired"), Phrase("Bored"), Phrase("Restless"),
    Phrase("Overwhelmed"), Phrase("Anxious"), Phrase("Frustrated"), Phrase("Angry"),
    Phrase("Lonely"), Phrase("Sad"),
)  # fmt: skip

_TOO_MANY_TAGS = Phrase(
    "An entry can carry up to {most_tags} tags. Remove some of them.", most_tags=MOST_TAGS
)
_TAG_TOO_LONG = Phrase(
    "A tag can be up to {longest_tag} characters long. Shorten it.", longest_tag=LONGEST_TAG
)
_MOOD_TOO_LONG = Phrase(
    "A mood can be up to {longest_mood} characters long. Shorten it.", longest_mood=LONGEST_MOOD
)
_BAD_DAY = Phrase(
    "This is not a day of the calendar. Write it as year-month-day, such as 2026-03-31."
)

# What opens a line in Markdown without being a word of it.
_OPENING = re.compile(
    r"^[ \t]{0,3}(?:#{1,6}[ \t]+|>+[ \t]?|(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t])?)+",
    re.MULTILINE,
)
_ONLY_MARKS = re.compile(r"[\s\-*_=`~#>+.]*")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_PAIRS = re.compile(
    r"(?<![\w*_~`])(\*\*\*|\*\*|\*|___|__|_|~~|`+)(?=\S)(.{1,200}?)(?<=\S)\1(?![\w*_~`])"
)
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
_PAIRED = re.compile("[*_~`]")
_SPACE = re.compile(r"\s+")
# Python's own reading also takes 20260331 and 2026-W13-2.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def plain(line: str) -> str:
    """A line of Markdown without its marks, its spaces made single."""
    return " ".join(plain_text(line).split())


def plain_text(text: str) -> str:
    """A whole text without Markdown's marks, its lines kept."""
    text = _OPENING.sub("", text)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    # Twice, for marks within marks: **_both_**.
    return _PAIRS.sub(r"\2", _PAIRS.sub(r"\2", text)) if _PAIRED.search(text) else text


def first_line(text: str | None, longest: int = FIRST_LINE) -> str:
    """The first line of a text that holds words, without Markdown's marks; "" for an empty one."""
    for line in (text or "").splitlines():
        # A heading of 100,000 characters shows its beginning alone.
        shown = plain(line[: longest * 4])
        if not _ONLY_MARKS.fullmatch(shown):
            return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "…"
    return _SPACE.sub(" ", (text or "")[: longest * 4]).strip()[:longest]


def is_blank(content: str | None, mood: str | None, tags: Iterable[str]) -> bool:
    """Tell whether an entry holds nothing that is worth a row."""
    return not ((content or "").strip() or (mood or "").strip() or any(True for _ in tags))


def content(text: str) -> str:
    """A text as it is stored: as it was written, but for what no database takes."""
    return _NOT_TEXT.sub("", text)


def tag(text: str) -> str:
    """A tag as it is stored: no leading #, single spaces, composed letters; may raise."""
    shown = _tidy(text).lstrip("#").strip()
    if len(shown) > LONGEST_TAG:
        raise InvalidInput(_TAG_TOO_LONG, "tags")
    return shown


def tags(texts: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are stored: tidied, none empty, each once whatever its case, in order."""
    found: dict[str, str] = {}
    for text in texts:
        shown = tag(text)
        if shown:
            found.setdefault(shown.casefold(), shown)
    if len(found) > MOST_TAGS:
        raise InvalidInput(_TOO_MANY_TAGS, "tags")
    return tuple(found.values())


def mood(text: str | None) -> str | None:
    """A mood as it is stored: the member's own word, tidied; None for none; may raise."""
    shown = _tidy(text or "")
    if len(shown) > LONGEST_MOOD:
        raise InvalidInput(_MOOD_TOO_LONG, "mood")
    return shown or None


def mood_suggestions(
    used: Iterable[str], limit: int = 40, translate: Callable[[Phrase], str] = str
) -> tuple[str, ...]:
    """Moods to offer: the member's own words first, as often as they use them, then ours."""
    offered: dict[str, str] = {}
    for word in (*used, *map(translate, MOODS)):
        offered.setdefault(word.casefold(), word)
    return tuple(offered.values())[:limit]


def day(text: str) -> date:
    """The day that `YYYY-MM-DD` names; raises InvalidInput for anything else."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass  # such as 2026-02-30: told below like any other
    raise InvalidInput(_BAD_DAY, "entry_date")


def days_back(of: date, year: int) -> tuple[date, ...]:
    """The days of an earlier year that "on this day" shows, so that 29 February is never lost.

    A leap day looks back on 28 February of common years; 28 February of a common year looks
    back on both last days of a leap February.
    """
    if (of.month, of.day) == (2, 29) and not _is_leap(year):
        return (date(year, 2, 28),)
    same = of.replace(year=year)
    if (of.month, of.day) == (2, 28) and not _is_leap(of.year) and _is_leap(year):
        return (same, date(year, 2, 29))
    return (same,)


def _is_leap(year: int) -> bool:
    # The calendar module is right, too, but takes milliseconds of a start to load.
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _tidy(text: str) -> str:
    # Line breaks and control characters would tear a tag apart in lists and in search.
    clean = "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Co"} else c for c in text)
    return _SPACE.sub(" ", unicodedata.normalize("NFC", clean)).strip()
