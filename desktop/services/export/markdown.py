"""A row as a page of Markdown: front matter that other programs read, then the member's words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

# What YAML does not take as it is, or takes for the end of a line.
_ESCAPED = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_NUMBER = (bool, int)


def page(facts: Mapping[str, Any], *parts: str) -> str:
    """A page of facts and of parts with an empty line between them; facts of None are left out."""
    lines = [f"{name}: {_yaml(value)}" for name, value in facts.items() if value is not None]
    front = "\n".join(["---", *lines, "---", ""])
    body = "\n\n".join(part for part in parts if part)
    return f"{front}\n{body}\n" if body else front


def heading(words: str, depth: int = 1) -> str:
    """Words on a line of their own as a heading."""
    return f"{'#' * depth} {' '.join(words.split())}"


def _yaml(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_yaml(one) for one in value)}]"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, _NUMBER):
        return json.dumps(value)
    # JSON's texts are YAML's, once the rarest letters are spelt by their numbers.
    return _ESCAPED.sub(_number_of, json.dumps(str(value), ensure_ascii=False))


def _number_of(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
