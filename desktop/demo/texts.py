"""The made-up life's texts: leaves of the files in `resources/demo/`.

A leaf begins with a line `@ one | two | three`, its heads; what follows until the next such line
is its text.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from desktop.core.paths import resource

_OPENS = "@ "


class Leaf(NamedTuple):
    """A text with the words at its head."""

    heads: tuple[str, ...]
    text: str

    @property
    def lines(self) -> list[str]:
        """Its lines, for a leaf that is a list."""
        return self.text.splitlines()

    def words(self, place: int) -> list[str]:
        """The words of one head that stand between commas; none where there is no such head."""
        found = self.heads[place].split(",") if place < len(self.heads) else []
        return [word.strip() for word in found if word.strip()]


@cache
def leaves(name: str) -> tuple[Leaf, ...]:
    """All leaves of one file, in its order."""
    found: list[Leaf] = []
    heads: tuple[str, ...] = ()
    lines: list[str] = []
    for line in resource(f"demo/{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith(_OPENS):
            lines.append(line)
            continue
        if heads:
            found.append(Leaf(heads, "\n".join(lines).strip()))
        heads = tuple(head.strip() for head in line.removeprefix(_OPENS).split("|"))
        lines = []
    found.append(Leaf(heads, "\n".join(lines).strip()))
    return tuple(found)


def headed(name: str, *heads: str) -> list[Leaf]:
    """The leaves of a file whose heads begin with these."""
    return [leaf for leaf in leaves(name) if leaf.heads[: len(heads)] == heads]


def pool(name: str, *heads: str) -> list[str]:
    """The lines of the leaves with these heads."""
    return [line for leaf in headed(name, *heads) for line in leaf.lines]


def by_second_head(name: str, first: str) -> dict[str, str]:
    """The texts of the leaves with this first head, by their second one."""
    return {leaf.heads[1]: leaf.text for leaf in headed(name, first)}
