"""Rows as tables: check-ins and events for spreadsheets, and every row as a line of JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from desktop.domain.moments import CHECK_IN, EVENT, MomentKind, here
from desktop.services.export.material import Material
from desktop.store.schema import specs
from sync.values import canonical_json

OWN_TABLES = ("local_templates", "local_evidence")
"""What this device alone has: no documented table has a place for it."""
# Excel takes a file for UTF-8 when it begins like this, and every other program skips it.
_MARK = "\ufeff"


def check_ins(material: Material) -> Iterator[str]:
    """How the member felt, the first line naming the columns."""
    head = ("date", "time", "emotion", "intensity", "notes", "id", "moment")
    return _moments(material, CHECK_IN, head)


def events(material: Material) -> Iterator[str]:
    """What happened that was worth recording, likewise."""
    head = ("date", "time", "event", "vibration_level", "description", "id", "moment")
    return _moments(material, EVENT, head)


def names() -> list[str]:
    """The tables that the mirror knows."""
    return sorted(specs())


def lines(material: Material, table: str) -> Iterator[str]:
    """The rows of a table as `data list` gives them."""
    for row in material.rows.walk(table):
        material.course.step()
        yield f"{canonical_json(row)}\n"


def own_lines(material: Material, table: str) -> Iterator[str]:
    """The rows of a table of this device alone."""
    return (f"{canonical_json(row)}\n" for row in material.own(table))


def _moments(material: Material, kind: MomentKind, head: tuple[str, ...]) -> Iterator[str]:
    yield _MARK + _line(head)
    for row in material.ordered(kind.table, kind.moment):
        day, clock = _on_the_wall(row[kind.moment])
        values = (row[kind.word], row[kind.level], row[kind.notes], row["id"], row[kind.moment])
        yield _line((day, clock, *values))


def _on_the_wall(moment: str | None) -> tuple[str, str]:
    """Day and time as clocks here showed them; a server's row may lack them."""
    try:
        shown = here(datetime.fromisoformat(moment or ""))
    except ValueError:
        return "", ""
    return shown.date().isoformat(), f"{shown:%H:%M}"


def _line(values: tuple[Any, ...]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(["" if value is None else value for value in values])
    return written.getvalue()
