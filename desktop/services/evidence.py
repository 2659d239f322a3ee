"""Evidence: which words of the journal fulfil which sentence of a vision.

The links stay on this device (decision 6): the documented schema has no place for them. A link
remembers the sentence and the words as they were, so that it can still be read when either text
has changed or gone since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from desktop.core.errors import InvalidInput
from desktop.core.ids import new_id
from desktop.core.phrases import Phrase
from desktop.domain.journal import first_line
from desktop.domain.sentences import sentences
from desktop.store.asking import every_row, first_row
from desktop.store.schema import specs
from desktop.store.transactions import Connection, writing

VISIONS = "vision_versions"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a vision that something may be evidence of."""

    vision_id: str
    part: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link seen from either end.

    `quote` are the words of the entry, `entry_line` its first ones now and `entry_day` its day,
    None when the entry is gone. `stands` tells that the sentence is in the vision as it was.
    """

    id: str
    entry_id: str
    vision_id: str
    part: str
    sentence: str
    quote: str
    entry_day: date | None
    entry_line: str
    stands: bool


class Evidence:
    """Keeps the links between entries and visions; lives in its connection's thread."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sentences(self, vision_id: str = "") -> list[Sentence]:
        """The sentences of a vision in its order; without an id, of the active or newest one."""
        vision = self._vision(vision_id)
        if vision is None:
            return []
        return [
            Sentence(vision["id"], part, text)
            for part in _parts()
            for text in sentences(vision[part] or "")
        ]

    def link(self, entry_id: str, sentence: Sentence, quote: str = "") -> str:
        """Link an entry, or the words quoted from it, to a sentence; gives the link's id.

        The same link is made once. Raises InvalidInput when the entry is not there.
        """
        if not self._exists("journal_entries", entry_id):
            raise InvalidInput(Phrase("Write something first, then it can be evidence."))
        quote = quote.strip()
        which = (entry_id, sentence.vision_id, sentence.part, sentence.text, quote)
        with writing(self._connection):
            found = self._connection.execute(
                "SELECT id FROM local_evidence WHERE entry_id = ? AND vision_id = ? AND part = ? "
                "AND sentence = ? AND quote = ?",
                which,
            ).fetchone()
            if found:
                return str(found[0])
            link_id = new_id()
            self._insert(link_id, which)
        return link_id

    def unlink(self, link_id: str) -> Link | None:
        """Take a link away and give it back, for `relink`."""
        found = self._links("l.id = ?", (link_id,))
        with writing(self._connection):
            self._connection.execute("DELETE FROM local_evidence WHERE id = ?", (link_id,))
        return found[0] if found else None

    def relink(self, link: Link) -> None:
        """Put back a link that was taken away."""
        with writing(self._connection):
            self._insert(
                link.id, (link.entry_id, link.vision_id, link.part, link.sentence, link.quote)
            )

    def of_entry(self, entry_id: str) -> list[Link]:
        """What an entry is evidence of, as it was linked."""
        return self._links("l.entry_id = ?", (entry_id,))

    def of_vision(self, vision_id: str, part: str = "") -> list[Link]:
        """The evidence of a vision, or of a part of it, the newest day first."""
        if part:
            return self._links("l.vision_id = ? AND l.part = ?", (vision_id, part))
        return self._links("l.vision_id = ?", (vision_id,))

    def counts(self, vision_id: str) -> Mapping[str, int]:
        """How much evidence each part of a vision has."""
        found = every_row(
            self._connection,
            "SELECT part, count(*) FROM local_evidence WHERE vision_id = ? GROUP BY part",
            (vision_id,),
        )
        return dict(found)

    def _insert(self, link_id: str, which: tuple[str, str, str, str, str]) -> None:
        self._connection.execute(
            "INSERT INTO local_evidence "
            "(id, entry_id, vision_id, part, sentence, quote, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
            (link_id, *which, datetime.now(UTC).isoformat()),
        )

    def _exists(self, table: str, row_id: str) -> bool:
        found = first_row(self._connection, f'SELECT 1 FROM "{table}" WHERE id = ?', (row_id,))
        return found is not None

    def _vision(self, vision_id: str) -> dict[str, Any] | None:
        names = ("id", *_parts())
        listed = ", ".join(f'"{name}"' for name in names)
        chosen = "WHERE id = ?" if vision_id else ""
        bound = (vision_id,) if vision_id else ()
        found = first_row(
            self._connection,
            f"SELECT {listed} FROM {VISIONS} {chosen} "
            "ORDER BY is_active IS 1 DESC, created_at DESC LIMIT 1",
            bound,
        )
        return dict(zip(names, found, strict=True)) if found else None

    def _links(self, condition: str, bound: Sequence[str]) -> list[Link]:
        found = every_row(
            self._connection,
            "SELECT l.id, l.entry_id, l.vision_id, l.part, l.sentence, l.quote, "
            "e.entry_date, substr(e.content, 1, 2000) "
            "FROM local_evidence l LEFT JOIN journal_entries e ON e.id = l.entry_id "
            f"WHERE {condition} ORDER BY e.entry_date DESC, l.created_at DESC, l.id",
            tuple(bound),
        )
        visions: dict[str, dict[str, Any] | None] = {}
        links = []
        for link_id, entry_id, vision_id, part, sentence, quote, day, content in found:
            if vision_id not in visions:
                visions[vision_id] = self._vision(vision_id)
            text = (visions[vision_id] or {}).get(part) or ""
            links.append(
                Link(
                    link_id, entry_id, vision_id, part, sentence, quote,
                    _day(day), first_line(content or ""), sentence in sentences(text),
                )
            )  # fmt: skip
        return links


def _parts() -> list[str]:
    """The columns of a vision that hold its text, in the order of the book."""
    from desktop.domain.vision import CODES

    known = specs()[VISIONS].by_name
    return [code for code in CODES if code in known]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
