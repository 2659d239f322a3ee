"""The query language, turned into an expression for the index.

    river walk        both words, anywhere          "on the river"    these words in this order
    riv*              words that begin so           -train            not this word
    tag:garden        the whole tag; tag:"work life", tag:wor*; in the same way mood:
    category:work     a life category, by its code or a word of its label
    before:2024  after:2024-03  before:2024-03-31   by the row's own day: `before` ends before the
                      first day named, `after` begins with it

While a member types, the last word counts as the beginning of one. Nothing that can be typed is
wrong but a date that is none. Whatever is put into an expression stands between quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.domain import categories
from desktop.store.search import tokens

LONGEST = 1_000
# An expression may not grow without end; who pastes a page means its beginning.
MOST_TERMS = 32
DAY_BITS = 24
_LAST = (date.max.toordinal() + 1) << DAY_BITS

_TERM = re.compile(
    r"""(?P<minus>-?)
    (?:(?P<field>tag|mood|category|before|after):(?P<bare>(?=\s|$))?)?
    (?(bare)|(?:"(?P<phrase>[^"]*)(?P<end>"?)(?P<star>\*?)|(?P<word>[^\s"]+)))""",
    re.IGNORECASE | re.VERBOSE,
)
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?")
_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'))


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for: `match` for the index, docids from `since` up to but without `until`.

    `words` are the expressions of the words that hits are ranked by; `marked` finds what was
    looked for in a page of results, to show it. An empty `match` finds nothing.
    """

    match: str = ""
    words: tuple[str, ...] = ()
    marked: str = ""
    since: int = 0
    until: int = _LAST


@dataclass(frozen=True, slots=True)
class _Term:
    field: str
    text: str
    without: bool
    begins: bool


@dataclass(slots=True)
class _Parts:
    """What the terms of one query come to, while they are read."""

    wanted: list[str]
    unwanted: list[str]
    words: list[str]
    marked: list[str]
    since: int = 0
    until: int = _LAST
    lost: bool = False


def parse(text: str, *, typing: bool = True) -> Query:
    """Read a query; raises InvalidInput for a date that is none."""
    text = text[:LONGEST].translate(_QUOTES)
    parts = _Parts([], [], [], [])
    for term in _terms(text, typing=typing):
        if term.field in {"before", "after"}:
            _bound(parts, term)
        else:
            _add(parts, term)
    return _query(parts)


def docid_of(day: date) -> int:
    """The smallest docid of a day."""
    return day.toordinal() << DAY_BITS


def day_of(docid: int) -> date | None:
    """The day of a docid; None for a row without any date."""
    ordinal = docid >> DAY_BITS
    return date.fromordinal(ordinal) if ordinal else None


def _terms(text: str, *, typing: bool) -> Iterable[_Term]:
    found = list(_TERM.finditer(text))[:MOST_TERMS]
    for match in found:
        field = (match["field"] or "").lower()
        quoted = match["phrase"] is not None
        raw = match["phrase"] if quoted else match["word"] or ""
        begins = bool(match["star"]) if quoted else raw.endswith("*")
        without = bool(match["minus"])
        open_end = match.end() == len(text) and not (quoted and match["end"])
        if typing and open_end and not field and not without:
            begins = True
        yield _Term(field, raw if quoted else raw.rstrip("*"), without, begins)


def _bound(parts: _Parts, term: _Term) -> None:
    if not term.text:
        return  # still being typed
    day = docid_of(_day(term))
    # What is not before a day is from it on, and the other way round.
    if (term.field == "before") != term.without:
        parts.until = min(parts.until, day)
    else:
        parts.since = max(parts.since, day)


def _day(term: _Term) -> date:
    match = _DATE.fullmatch(term.text.strip())
    try:
        if match:
            return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        pass  # such as 2024-13: told below like any other
    raise InvalidInput(_bad_date(term.field), term.field)


def _add(parts: _Parts, term: _Term) -> None:
    phrase = _phrase(term)
    if phrase is None:
        # A word of signs alone, such as "!!!", is looked for only where there is nothing else.
        parts.lost = parts.lost or bool(term.text.strip() and not term.without)
        return
    if term.without:
        parts.unwanted.append(phrase)
        return
    parts.wanted.append(phrase)
    if not term.field:
        parts.words.append(phrase)
    if term.field != "category":
        parts.marked.append(_plain_phrase(term))


def _phrase(term: _Term) -> str | None:
    if term.field in {"tag", "mood"}:
        return _value_phrase(term)
    if term.field == "category":
        return _category_phrase(term)
    return _plain_phrase(term) if tokens.has_word(tokens.clean(term.text)) else None


def _plain_phrase(term: _Term) -> str:
    return _quoted(tokens.spread(term.text), term)


def _value_phrase(term: _Term) -> str | None:
    value = term.text.strip().lstrip("#") if term.field == "tag" else term.text
    token = tokens.beginning(value)
    if token == tokens.OPENING:
        return None
    column = "tags" if term.field == "tag" else "mood"
    return f"{column} : {_quoted(token if term.begins else tokens.whole(value), term)}"


def _category_phrase(term: _Term) -> str | None:
    code = term.text if term.begins else categories.meant(term.text) or term.text
    token = tokens.category(code)
    return f"category : {_quoted(token, term)}" if token else None


def _quoted(text: str, term: _Term) -> str:
    return '"' + text.replace('"', " ") + ('" *' if term.begins else '"')


def _query(parts: _Parts) -> Query:
    bounded = parts.since > 0 or parts.until < _LAST
    if parts.wanted:
        match = " AND ".join(parts.wanted)
    elif parts.lost or not (parts.unwanted or bounded):
        return Query()
    else:
        match = f'category : "{tokens.EVERY}"'
    if parts.unwanted:
        match = f"({match}) NOT ({' OR '.join(parts.unwanted)})"
    return Query(
        match=match,
        words=tuple(parts.words),
        marked=" OR ".join(parts.marked),
        # A row without a day is on no side of any day.
        since=max(parts.since, docid_of(date.min)) if bounded else 0,
        until=parts.until,
    )


def _bad_date(field: str) -> Phrase:
    return Phrase(
        "“{field}:” needs a year, a month or a day, such as 2024, 2024-03 or 2024-03-31.",
        field=field,
    )
