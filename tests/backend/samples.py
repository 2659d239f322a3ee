"""Rows of every documented table with a value in every column, made as the server's own jobs do."""

from __future__ import annotations

import itertools
import json
import uuid

from desktop.core.paths import resource

DOCUMENTED = {
    table["name"]: table
    for table in json.loads(resource("schema/supabase.json").read_text(encoding="utf-8"))
}
TWO_WAY = [name for name, table in DOCUMENTED.items() if table["sync"] == "two-way"]
PULL = [name for name, table in DOCUMENTED.items() if table["sync"] == "pull"]
MIRRORED = TWO_WAY + PULL
SHARED = [
    "membership_tiers", "video_mapping", "vibrational_event_sources", "ai_action_token_overrides",
]  # fmt: skip
OWNED_GENERIC = [n for n, t in DOCUMENTED.items() if not t.get("columns") and n not in SHARED]

_CATEGORIES = itertools.cycle(
    ["fun", "health", "travel", "love", "family", "social", "home", "work", "money", "stuff"]
)
# Values that the documented checks allow.
_ALLOWED = {
    ("vision_versions", "status"): "draft",
    ("vision_versions", "perspective"): "plural",
    ("vision_board_items", "item_type"): "quote",
}
_OF_TYPE = {
    "text": "Zwölf Kühe 🐄\n\nund ein 'Zitat'",
    "varchar(50)": "fun",
    "integer": 5,
    "bigint": 5_000_000_000,
    # The lightweight server carries JSON numbers as doubles, which hold this one exactly.
    "numeric": 1234567.0625,
    "boolean": True,
    "date": "2026-03-29",
    "timestamptz": "2026-03-29T01:59:59.123456+00:00",
    "jsonb": {"b": [1, None, "x"], "a": {"deep": 1.5}},
    "text[]": ["one", "with, comma", 'with "quotes"', ""],
    "uuid": "00000000-0000-4000-8000-000000000001",
}


def full_row(table, member, parents=None):
    """A row with every column set; `parents` maps reference columns to ids."""
    row = {c["name"]: _value(table, c) for c in DOCUMENTED[table]["columns"]}
    row["id"] = member.id if table == "profiles" else str(uuid.uuid4())
    if "user_id" in row:
        row["user_id"] = member.id
    return {**row, **(parents or {})}


def make(backend, member, table):
    """Put a full row of a member there, with its parents, past row level security."""
    references = DOCUMENTED[table].get("foreign_keys", {})
    parents = {c: make(backend, member, parent)["id"] for c, parent in references.items()}
    row = full_row(table, member, parents)
    with backend.service() as service:
        answer = service.post(f"/{table}", json=row)
    assert answer.status_code == 201, answer.text
    return row


def _value(table, column):
    name, kind = column["name"], column["type"]
    if table == "life_vision_category_state" and name == "category":
        return next(_CATEGORIES)
    return _ALLOWED.get((table, name), _OF_TYPE[kind])
