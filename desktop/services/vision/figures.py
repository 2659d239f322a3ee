"""What follows from the texts of a version: completion, richness, refined categories."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from desktop.core.paths import resource
from desktop.domain import vision as rules
from desktop.domain.richness import Lexicon, Richness, kept_in, measure


@cache
def lexicon() -> Lexicon:
    """The words that speak to the senses; read once."""
    return Lexicon(json.loads(resource("text/senses.json").read_text(encoding="utf-8")))


def richness(text: str) -> Richness:
    """Words, sentences and senses of a text."""
    return measure(text, lexicon())


def following(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that have to change since the texts of a row did; rows in the public form."""
    changed = [code for code in rules.CODES if (before.get(code) or "") != (now.get(code) or "")]
    if not changed:
        return {}
    figures = {code: richness(now.get(code) or "") for code in changed}
    wanted = {
        "completion_percent": rules.completion(now),
        "richness_metadata": kept_in(now.get("richness_metadata"), figures),
        "refined_categories": rules.with_refined(now.get("refined_categories"), changed),
    }
    return {name: value for name, value in wanted.items() if value != now.get(name)}
