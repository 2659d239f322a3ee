"""How two versions of a vision differ, part by part and word by word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.vision import CODES
from desktop.services.comparison import Change
from desktop.services.vision.values import Vision
from sync.merging.text import Piece, difference


@dataclass(frozen=True, slots=True)
class PartComparison:
    """One part in both versions; the pieces but the added ones are the older text."""

    code: str
    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        """Whether the part holds the same words in both."""
        return all(piece.kind == "same" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class VisionComparison:
    """All fourteen parts in order, and the other fields that differ."""

    parts: tuple[PartComparison, ...]
    changes: tuple[Change, ...]


def compare_text(then: str, now: str) -> tuple[Piece, ...]:
    """The difference of two texts in words."""
    if then == now:
        return (Piece("same", now),) if now else ()
    return tuple(difference(then, now))


def compare_visions(then: Vision, now: Vision) -> VisionComparison:
    """What changed from one version to the other."""
    parts = tuple(
        PartComparison(code, compare_text(then.texts[code], now.texts[code])) for code in CODES
    )
    fields = {name: (_fields(then)[name], _fields(now)[name]) for name in _fields(then)}
    changes = (Change(name, old, new) for name, (old, new) in fields.items() if old != new)
    return VisionComparison(parts, tuple(changes))


def _fields(vision: Vision) -> Mapping[str, str]:
    return {
        "title": vision.title,
        "perspective": vision.perspective or "",
        "activation_message": vision.activation_message,
    }
