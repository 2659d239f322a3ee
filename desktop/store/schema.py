"""The documented schema as specifications, read from the project's own copy.

Start-up reads only this (a millisecond), not the SQLModel classes (half a second).
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from desktop.core.paths import resource
from sync.spec import ColumnSpec, Merge, Mode, TableSpec
from sync.values import Kind

# The documented table whose rows the member's own id keys.
_OWN_ROW = "profiles"
_JOURNAL = "journal_entries"
_CHILD_OF_OWNED = {"audio_variants"}
# Decision 3: one row per member and key, so that two offline devices make the same row.
_NATURAL_KEYS = {
    "life_vision_category_state": ("user_id", "category"),
    "daily_papers": ("user_id", "paper_date"),
    "user_profiles": ("user_id",),
    "voice_profiles": ("user_id",),
}
# Text columns that hold a word, a name or an address: prose merges do them no good.
_SCALAR_TEXT = {
    "audio_duration", "audio_url", "background_music", "bucket", "category", "city", "company",
    "country", "cover_image_url", "duration", "email", "emotion_type", "essence_word",
    "event_type", "facebook_url", "file_name", "file_type", "first_name", "folder",
    "generation_status", "green_line_status", "image_url", "instagram_handle", "item_type",
    "language_preference", "last_name", "linkedin_url", "mime_type", "mood", "perspective",
    "phone", "preferred_communication", "profile_picture_url", "public_url", "question_id",
    "scene_title", "state", "status", "storage_path", "timezone", "title", "twitter_handle",
    "assessment_type", "variant_type", "voice_type", "website", "zip_code", "occupation",
}  # fmt: skip
_KINDS = {"varchar": Kind.TEXT, "bigint": Kind.INTEGER}


@cache
def documented() -> tuple[dict[str, Any], ...]:
    """All 51 documented tables as they stand in the project's copy."""
    return tuple(json.loads(resource("schema/supabase.json").read_text(encoding="utf-8")))


@cache
def specs() -> dict[str, TableSpec]:
    """The specification of every table that is synchronised, by name, parents before children."""
    tables = {t["name"]: _spec(t) for t in documented() if t["sync"] != "none"}
    return {name: tables[name] for name in _parents_first(tables)}


def mirrored() -> tuple[TableSpec, ...]:
    """The 30 tables that are mirrored column by column."""
    return tuple(s for s in specs().values() if s.mode is not Mode.GENERIC)


def two_way() -> tuple[TableSpec, ...]:
    """The 18 tables that the member writes here."""
    return tuple(s for s in specs().values() if s.mode is Mode.TWO_WAY)


def _spec(table: dict[str, Any]) -> TableSpec:
    name = table["name"]
    columns = tuple(_column(c) for c in table.get("columns", ()))
    owner: str | None = "user_id"
    if name == _OWN_ROW:
        owner = "id"
    elif name in _CHILD_OF_OWNED or not columns:
        owner = None
    return TableSpec(
        name=name,
        mode=Mode(table["sync"]),
        columns=columns,
        owner=owner,
        natural_key=_NATURAL_KEYS.get(name, ()),
        rarely_empty=name == _JOURNAL,
        references=dict(table.get("foreign_keys", {})),
    )


def _column(column: dict[str, Any]) -> ColumnSpec:
    base = column["type"].split("(")[0]
    kind = _KINDS.get(base) or Kind(base)
    return ColumnSpec(column["name"], kind, _merge(column["name"], kind))


def _merge(name: str, kind: Kind) -> Merge:
    if kind is Kind.TEXT_ARRAY:
        return Merge.SET
    if kind is Kind.JSON:
        return Merge.KEYS
    if kind is Kind.TEXT and name not in _SCALAR_TEXT:
        return Merge.TEXT
    return Merge.SCALAR


def _parents_first(tables: dict[str, TableSpec]) -> list[str]:
    order: list[str] = []

    def place(name: str) -> None:
        for parent in tables[name].references.values():
            if parent in tables and parent not in order:
                place(parent)
        if name not in order:
            order.append(name)

    for name in tables:
        place(name)
    return order
