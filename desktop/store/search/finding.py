"""Searching: from a query to a page of rows with what they show.

Up to 1,000 hits are ranked by how well they fit; of more the newest come first, since a member
who types one letter wants their latest days, not the entry with most of it. For the same reason
words that thousands of rows hold have no say in the ranking, which would cost most of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.store.search.documents import Document
from desktop.store.search.hit import Hit
from desktop.store.search.index import documents
from desktop.store.search.query import Query, day_of, parse
from desktop.store.search.snippets import snippets
from desktop.store.transactions import Connection

MOST_RANKED = 1_000
_MOST_TELLING = 3_000
# How much a word weighs in the title, the body, the tags, the mood and the category.
_WEIGHTS = "4.0, 1.0, 3.0, 2.0, 0.0"
_BEST_FIRST = f"bm25(search_index, {_WEIGHTS}), rowid DESC"


@dataclass(frozen=True, slots=True)
class Found:
    """The first hits of a query; `total` is counted up to 1,001, and then it is `capped`."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    capped: bool = False


def find(connection: Connection, text: str, limit: int = 50, *, typing: bool = True) -> Found:
    """Search; raises InvalidInput for a date that is none, and for nothing else."""
    query = parse(text, typing=typing)
    if not query.match or limit < 1:
        return Found()
    newest = _docids(connection, query, "rowid DESC", max(limit, MOST_RANKED + 1))
    capped = len(newest) > MOST_RANKED
    page = newest[:limit]
    if query.words and not capped and len(newest) > 1:
        page = _best(connection, query, newest)[:limit]
    return Found(tuple(_hits(connection, query, page)), min(len(newest), MOST_RANKED + 1), capped)


def _best(connection: Connection, query: Query, newest: list[int]) -> list[int]:
    """The hits, those first that fit best; all of them are among what the telling words find."""
    if query.words == (query.match,):
        return _docids(connection, query, _BEST_FIRST, MOST_RANKED)
    telling = [word for word in query.words if _is_telling(connection, word)]
    if not telling:
        return newest
    wanted = set(newest)
    wider = replace(query, match=" AND ".join(telling))
    return [d for d in _docids(connection, wider, _BEST_FIRST, _MOST_TELLING) if d in wanted]


def _is_telling(connection: Connection, word: str) -> bool:
    counted = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH ? LIMIT ?)",
        (word, _MOST_TELLING + 1),
    )
    return bool(counted.fetchone()[0] <= _MOST_TELLING)


def _docids(connection: Connection, query: Query, order: str, limit: int) -> list[int]:
    rows = connection.execute(
        "SELECT rowid FROM search_index WHERE search_index MATCH ? "
        f"AND rowid >= ? AND rowid < ? ORDER BY {order} LIMIT ?",
        (query.match, query.since, query.until, limit),
    )
    return [row[0] for row in rows]


def _hits(connection: Connection, query: Query, docids: Sequence[int]) -> list[Hit]:
    page = _documents(connection, docids)
    shown = snippets(query.marked, [found for _, found in page])
    return [
        Hit(found.table, found.row_id, day_of(docid), found.headline, snippet)
        for (docid, found), snippet in zip(page, shown, strict=True)
    ]


def _documents(connection: Connection, docids: Sequence[int]) -> list[tuple[int, Document]]:
    marks = ", ".join("?" * len(docids))
    keys: dict[int, tuple[str, str]] = {
        docid: (table, row_id)
        for docid, table, row_id in connection.execute(
            f"SELECT docid, tbl, row_id FROM search_docs WHERE docid IN ({marks})", tuple(docids)
        )
    }
    by_table: dict[str, list[str]] = {}
    for table, row_id in keys.values():
        by_table.setdefault(table, []).append(row_id)
    found = {
        (table, row_id): document
        for table, ids in by_table.items()
        for row_id, document in documents(connection, table, ids).items()
    }
    # A row that has gone since it was indexed is no hit any more.
    page = ((docid, found.get(keys[docid])) for docid in docids if docid in keys)
    return [(docid, document) for docid, document in page if document]
