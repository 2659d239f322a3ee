"""A daily paper as its history tells it: part by part, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desktop.domain import papers as rules
from desktop.language import tr

if TYPE_CHECKING:
    from desktop.domain.papers import Paper

# Names of parts, not of columns.
GRATITUDE, ACTIONS, FUN, WHOLE, DONE, DAY = "gratitude", "actions", "fun", "whole", "done", "day"


def told(row: Mapping[str, Any]) -> dict[str, str]:
    """The parts of a row in words."""
    paper = rules.read(row.get("content"))
    return {
        GRATITUDE: paper.gratitude.text,
        ACTIONS: _actions(paper),
        FUN: paper.fun.text,
        WHOLE: paper.whole.text if paper.whole else "",
        DONE: tr("done") if row.get("completed") else "",
        DAY: str(row.get("paper_date") or ""),
    }


def texts() -> dict[str, str]:
    """The parts that are compared word by word, with their names."""
    return {
        GRATITUDE: tr("Gratitude"),
        ACTIONS: tr("Actions"),
        FUN: tr("One fun thing"),
        WHOLE: tr("Paper"),
    }


def fields() -> dict[str, str]:
    """The parts that are told in a line, with their names."""
    return {DONE: tr("Paper"), DAY: tr("Day")}


def _actions(paper: Paper) -> str:
    marks = {True: "✓", False: "☐"}
    return "\n".join(f"{marks[a.done]} {a.text}" for a in paper.actions if a.is_filled)
