"""What changed between an earlier version of a row and the row of today, for reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sync.merging.text import Piece, difference


@dataclass(frozen=True, slots=True)
class Change:
    """A field that holds something else today; both as the member reads them."""

    column: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class TextChange:
    """Both states of a text in pieces."""

    column: str
    pieces: tuple[Piece, ...]

    @property
    def is_change(self) -> bool:
        """Whether anything differs."""
        return any(piece.kind != "same" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The texts of a row, changed or not, and the other fields that changed."""

    texts: tuple[TextChange, ...]
    changes: tuple[Change, ...]


def compare_rows(
    then: Mapping[str, Any],
    now: Mapping[str, Any] | None,
    texts: Iterable[str],
    fields: Iterable[str],
) -> Comparison:
    """Compare an earlier state with the present one, both in the public form.

    None is a row that was deleted since. `texts` are compared word by word.
    """
    present = now or {}
    compared = tuple(
        TextChange(name, tuple(difference(spelt(then.get(name)), spelt(present.get(name)))))
        for name in texts
    )
    changes = (Change(name, spelt(then.get(name)), spelt(present.get(name))) for name in fields)
    return Comparison(compared, tuple(c for c in changes if c.then != c.now))


def spelt(value: Any) -> str:
    """A value of the public form as a line, or as lines, that a person can read."""
    if value is None:
        return ""
    if isinstance(value, dict):
        lines = (f"{name}: {spelt(inner)}" for name, inner in value.items() if spelt(inner))
        return "\n".join(lines)
    if isinstance(value, list):
        return ", ".join(spelt(item) for item in value if spelt(item))
    return str(value)
