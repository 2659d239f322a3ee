"""How a row's version is named where the server offers neither xmin nor updated_at."""

from __future__ import annotations

import hashlib

from sync.protocols import Values
from sync.values import canonical_json


def content_token(values: Values, extra: str | None) -> str:
    """A version token made from the content of a row; equal content gives an equal token."""
    text = canonical_json({"values": dict(values), "extra": extra})
    return "c:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
