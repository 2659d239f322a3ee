"""Everything that a row holds, column by column, as the documents name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.services.comparison import spelt
from desktop.store.schema import specs
from sync.values import Kind, canonical_json

if TYPE_CHECKING:  # only read here
    from desktop.services.workspace import Workspace

# A long text is read on its page; here it is enough to see what stands in the column. Of JSON the
# details may be the only place that shows a key which we do not know.
_LONGEST, _LONGEST_JSON = 200, 4_000


@dataclass(frozen=True, slots=True)
class Detail:
    """A column of a row: a moment, yes or no, words, or None where there is nothing.

    `left_out` is how many more characters the words have.
    """

    column: str
    value: datetime | bool | str | None
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class RowDetails:
    """All columns of a row in their documented order, and whether the server has the row."""

    table: str
    row_id: str
    columns: tuple[Detail, ...]
    is_sent: bool


def details_of(workspace: Workspace, table: str, row_id: str) -> RowDetails | None:
    """All that a row holds, or None when it is gone; works in the lane."""
    row = workspace.rows.get(table, row_id)
    if row is None:
        return None
    columns = tuple(_detail(row, c.name, c.kind) for c in specs()[table].columns)
    return RowDetails(table, row_id, columns, workspace.status.is_sent(table, row_id))


def _detail(row: Mapping[str, Any], name: str, kind: Kind) -> Detail:
    value = row[name]
    if value is None or isinstance(value, bool):
        return Detail(name, value)
    if kind is Kind.TIMESTAMP and (moment := _moment(value)):
        return Detail(name, moment)
    if kind is Kind.JSON:
        words, longest = canonical_json(value), _LONGEST_JSON
    else:
        words, longest = spelt(value), _LONGEST
    return Detail(name, words[:longest], max(0, len(words) - longest))


def _moment(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        return None  # a server's value of no calendar is told as it stands
