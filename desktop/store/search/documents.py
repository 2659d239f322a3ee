"""What of each table can be searched: the one place that knows which column means what.

A mirrored table needs no rule of its own: all its texts and the strings inside its JSON are
words, but for columns that hold what only programs read. A rule names what is special: the
title, the mood, the category, the day. A row of a generic table is read as JSON alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from desktop.core.nouns import noun
from desktop.core.phrases import Heading, Phrase
from desktop.domain.categories import CODES
from desktop.domain.journal import first_line
from desktop.store.schema import mirrored
from desktop.store.search.tokens import clean
from sync.spec import Mode, TableSpec
from sync.values import Kind, SqlValue

GENERIC = "generic_rows"

# Read by programs alone, in whatever table they stand.
_NO_WORDS = {
    "audio_duration", "audio_url", "bucket", "cover_image_url", "duration", "generation_status",
    "image_url", "mime_type", "perspective", "profile_hash", "profile_picture_url", "public_url",
    "reference_id", "status", "storage_path", "stripe_customer_id", "stripe_payment_intent_id",
    "stripe_subscription_id",
}  # fmt: skip
# Keys of the server's own JSON whose strings are no words.
_NO_WORD_KEYS = {"role", "id", "user_id", "model", "type", "status", "created_at", "updated_at"}
_NO_WORD = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|\d{4}-\d{2}-\d{2}T[\d:.+Z-]+"
    r"|https?://\S+",
    re.IGNORECASE,
)
_DAY_KEYS = ("entry_date", "event_date", "date", "completed_at", "created_at")
_TITLE_KEYS = ("title", "name", "label")
_LABELS = {
    "ai_conversations": Phrase("AI conversation"),
    "daily_papers": Phrase("Daily paper"),
    "emotional_snapshots": Phrase("Check-in"),
    "frequency_flip": Phrase("Frequency flip"),
    "life_vision_category_state": Phrase("Life vision"),
    "scenes": Phrase("Scene"),
    "vibrational_events": Phrase("Event"),
    "viva_conversations": Phrase("VIVA conversation"),
    "vision_versions": Phrase("Life Vision"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What the columns of one table mean to search."""

    table: str
    texts: tuple[str, ...]
    jsons: tuple[str, ...] = ()
    title: str | None = None
    tags: str | None = None
    mood: str | None = None
    category: str | None = None
    day: str = "created_at"
    # Columns that are categories by their names, such as the parts of a vision.
    parts: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that a document is made from, each once."""
        named = (self.title, self.tags, self.mood, self.category, self.day, "created_at")
        listed = ("id", *self.texts, *self.jsons, *(name for name in named if name))
        return tuple(dict.fromkeys(listed))


@dataclass(frozen=True, slots=True)
class Document:
    """The words of one row, and the moment it belongs to in the zone of this device."""

    table: str
    row_id: str
    title: str = ""
    body: str = ""
    tags: tuple[str, ...] = ()
    mood: str = ""
    categories: tuple[str, ...] = ()
    moment: datetime | None = None

    @property
    def headline(self) -> str:
        """A line that names the row for a person."""
        return first_line(self.title) or first_line(self.body) or label(self.table)


@dataclass(frozen=True, slots=True)
class _Special:
    """What is special about a table."""

    title: str | None = None
    mood: str | None = None
    day: str = "created_at"
    parts: tuple[str, ...] = field(default=())


_SPECIAL = {
    "journal_entries": _Special(mood="mood", day="entry_date"),
    "daily_papers": _Special(day="paper_date"),
    "emotional_snapshots": _Special("emotion_type", mood="emotion_type", day="snapshot_date"),
    "vibrational_events": _Special("event_type", day="event_date"),
    "vision_versions": _Special("title", parts=CODES),
    "scenes": _Special("scene_title"),
    "audio_sets": _Special("title"),
    "audio_tracks": _Special("title"),
    "media_metadata": _Special("title"),
    "assessment_results": _Special(day="completed_at"),
    "generated_images": _Special("prompt"),
    "assessment_insights": _Special("insight_type"),
    "ai_conversations": _Special("conversation_type"),
    "refinements": _Special("operation_type"),
}


@cache
def rules() -> dict[str, Rule]:
    """The rule of every mirrored table that holds words, by name."""
    found = {spec.name: _rule(spec) for spec in mirrored()}
    return {name: rule for name, rule in found.items() if rule.texts or rule.jsons}


def label(table: str) -> Phrase:
    """What a row of a table is called where it has no name of its own."""
    return _LABELS.get(table) or Heading(noun(table))


def _rule(spec: TableSpec) -> Rule:
    special = _SPECIAL.get(spec.name, _Special())
    kinds = {c.name: c.kind for c in spec.columns}
    category = "category" if "category" in kinds else None
    apart = {special.title, special.mood, category} | _NO_WORDS
    return Rule(
        table=spec.name,
        texts=tuple(n for n, k in kinds.items() if k is Kind.TEXT and n not in apart),
        jsons=tuple(n for n, k in kinds.items() if k is Kind.JSON),
        title=special.title,
        tags=next((n for n, k in kinds.items() if k is Kind.TEXT_ARRAY), None),
        mood=special.mood,
        category=category,
        day=special.day if special.day in kinds else "created_at",
        parts=special.parts,
    )


def document(rule: Rule, row: Mapping[str, SqlValue]) -> Document:
    """The document of a row of a mirrored table."""
    own = _two_way(rule.table)
    texts = [text for name in rule.texts if (text := _text(row[name]))]
    for name in rule.jsons:
        texts += words(_parsed(row[name]), own=own)
    named = [_text(row[rule.category])] if rule.category else []
    return Document(
        table=rule.table,
        row_id=str(row["id"]),
        title=_text(row[rule.title]) if rule.title else "",
        body="\n".join(texts),
        tags=tuple(words(_parsed(row[rule.tags]))) if rule.tags else (),
        mood=_text(row[rule.mood]) if rule.mood else "",
        categories=(*filter(None, named), *(p for p in rule.parts if _text(row[p]))),
        moment=_moment(row[rule.day], row["created_at"]),
    )


def headline(table: str, row: Mapping[str, SqlValue]) -> str:
    """A line that names a stored row of a mirrored table for a person."""
    rule = rules().get(table)
    # A version that an older schema kept may lack a column of today.
    return document(rule, {n: row.get(n) for n in rule.columns}).headline if rule else label(table)


def generic_document(table: str, row_id: str, data: str) -> Document:
    """The document of a row that is known as JSON alone."""
    parsed = _parsed(data)
    flat = _flat(parsed) if isinstance(parsed, dict) else {}
    title = next((flat[k] for k in _TITLE_KEYS if isinstance(flat.get(k), str)), "")
    category = flat.get("category")
    day = next((flat[k] for k in _DAY_KEYS if isinstance(flat.get(k), str)), None)
    return Document(
        table=table,
        row_id=row_id,
        title=clean(title),
        body="\n".join(words(parsed, own=False)),
        categories=(category,) if isinstance(category, str) else (),
        moment=_moment(day, flat.get("created_at")),
    )


def words(value: Any, *, own: bool = True) -> Iterator[str]:
    """The strings inside a JSON value that are words, in their order.

    `own` tells that a member wrote it: then every string counts but the keys; else the marks of
    the server's programs are left out.
    """
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            if item.strip() and (own or not _NO_WORD.fullmatch(item.strip())):
                yield clean(item)
        elif isinstance(item, dict):
            kept = (v for k, v in item.items() if own or k not in _NO_WORD_KEYS)
            waiting += reversed(list(kept))
        elif isinstance(item, list):
            waiting += reversed(item)


def _flat(parsed: dict[str, Any]) -> dict[str, Any]:
    # Our server SQL gives the undocumented tables a column `data`; others have columns of theirs.
    inner = parsed.get("data")
    return {**inner, **parsed} if isinstance(inner, dict) else parsed


@cache
def _two_way(table: str) -> bool:
    return any(s.name == table and s.mode is Mode.TWO_WAY for s in mirrored())


def _text(value: SqlValue) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _parsed(value: SqlValue) -> Any:
    try:
        return json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        return value  # the server may hold anything: then it is words as it stands


def _moment(day: Any, written: Any) -> datetime | None:
    """When a row happened; a mere day takes the time at which the row was made."""
    made = _local(written)
    if isinstance(day, str) and len(day) == len("2026-03-31"):
        try:
            calendar_day = date.fromisoformat(day)
        except ValueError:
            return made
        return datetime.combine(calendar_day, made.time() if made else datetime.min.time())
    return _local(day) or made


def _local(stamp: Any) -> datetime | None:
    if not isinstance(stamp, str):
        return None
    try:
        # Wall time from here on: the day and the order within it are what counts.
        return datetime.fromisoformat(stamp).astimezone().replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return None


def sources() -> Iterable[str]:
    """The names of all tables whose rows triggers watch."""
    return (*rules(), GENERIC)
