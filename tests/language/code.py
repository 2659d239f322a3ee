"""Our code as the tests of this folder read it: its calls, and the classes they stand in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class Call(NamedTuple):
    """A call in a file of ours; `within` is the class in which it stands."""

    place: str
    node: ast.Call
    within: str

    @property
    def name(self) -> str:
        """What is called, without what stands before the last dot."""
        function = self.node.func
        return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")

    @property
    def holder(self) -> str:
        """What stands before the last dot."""
        function = self.node.func
        return ast.unparse(function.value) if isinstance(function, ast.Attribute) else ""

    @property
    def text(self) -> str | None:
        """The first argument, if it is written out here."""
        return written(self.node.args[0]) if self.node.args else None


def written(node: ast.expr) -> str | None:
    """A text that is written out."""
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else None


@cache
def trees(*folders: str) -> dict[str, ast.Module]:
    """The code below some folders, by the names of its files."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in paths}


@cache
def calls() -> tuple[Call, ...]:
    """All calls of the application."""
    return tuple(call for path, tree in trees("desktop").items() for call in _calls(path, tree, ""))


def _calls(path: str, node: ast.AST, within: str) -> Iterator[Call]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield Call(f"{path}:{child.lineno}", child, within)
        inner = child.name if isinstance(child, ast.ClassDef) else within
        yield from _calls(path, child, inner)
