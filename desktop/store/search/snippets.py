"""What a page of hits shows of each row: the words that were found, in their surroundings.

The index keeps no text, so the texts of the page are laid into a small full-text table in memory
for a moment: what is shown as found is what the index itself would find.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence

from sqlcipher3 import dbapi2

from desktop.domain.journal import plain, plain_text
from desktop.store.search import tokens
from desktop.store.search.documents import Document
from desktop.store.search.hit import Piece
from desktop.store.transactions import Connection

_TOKENS_SHOWN = 28
_BODY, _ANY_COLUMN = 1, -1
# What a row shows of itself where none of its words was looked for.
_BEGINNING = 180
# Beyond this a text is not laid out: its beginning is shown.
_LONGEST = 200_000
# And beyond this its Markdown is shown as it was typed.
_LONGEST_TIDIED = 20_000
_MARKED = re.compile(f"{tokens.MARK_ON}(.*?){tokens.MARK_OFF}", re.DOTALL)
_TABLE = f"""CREATE VIRTUAL TABLE search_page
USING fts5 (title, body, marks, tokenize = "{tokens.TOKENIZER}")"""


def snippets(marked: str, page: Sequence[Document]) -> list[tuple[Piece, ...]]:
    """A snippet for each document of a page, in its order."""
    found = _found(marked, page) if marked and page else {}
    return [
        _pieces(found[number]) if number in found else _beginning(document)
        for number, document in enumerate(page)
    ]


def _found(marked: str, page: Sequence[Document]) -> Mapping[int, str]:
    # In a database of its own, in memory: to look for something is no change of the journal's.
    with contextlib.closing(dbapi2.connect(":memory:", isolation_level=None)) as scratch:
        scratch.execute(_TABLE)
        scratch.execute("BEGIN")
        scratch.executemany(
            "INSERT INTO search_page (rowid, title, body, marks) VALUES (?, ?, ?, ?)",
            _rows(page),
        )
        found = _marked(scratch, _BODY, marked)
        if any(tokens.MARK_ON not in text for text in found.values()):
            # A title, mood or tag says why a row is here only where its text does not.
            others = _marked(scratch, _ANY_COLUMN, marked)
            found = {n: text if tokens.MARK_ON in text else others[n] for n, text in found.items()}
    return found


def _marked(scratch: Connection, column: int, marked: str) -> dict[int, str]:
    rows: list[tuple[int, str]] = scratch.execute(
        "SELECT rowid, snippet(search_page, ?, ?, ?, '…', ?) FROM search_page "
        "WHERE search_page MATCH ?",
        (column, tokens.MARK_ON, tokens.MARK_OFF, _TOKENS_SHOWN, marked),
    ).fetchall()
    return dict(rows)


def _rows(page: Sequence[Document]) -> Iterator[tuple[int, str, str, str]]:
    for number, document in enumerate(page):
        marks = " · ".join(filter(None, (document.mood, *document.tags)))
        body = document.body[:_LONGEST]
        body = plain_text(body) if len(body) <= _LONGEST_TIDIED else body
        yield number, tokens.spread(document.title), tokens.spread(body), tokens.spread(marks)


def _pieces(text: str) -> tuple[Piece, ...]:
    parts = _MARKED.split(" ".join(text.replace(tokens.JOINT, "").split()))
    # Every second part was between two marks.
    return tuple((part, number % 2 == 1) for number, part in enumerate(parts) if part)


def _beginning(document: Document) -> tuple[Piece, ...]:
    text = ""
    for line in document.body[: _BEGINNING * 8].splitlines():
        text = f"{text} {plain(line)}".strip()
        if len(text) > _BEGINNING:
            text = text[:_BEGINNING].rstrip() + "…"
            break
    return ((text, False),) if text else ()
