"""What the rows that the server refused are called, so that the member finds and mends them."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.store import faults
from desktop.store.raw import read_row
from desktop.store.schema import specs
from desktop.store.search.documents import headline
from desktop.store.transactions import Connection
from sync.report import Held

Titles = dict[tuple[str, str], str]
"""By table and row, for rows that are still here."""


def held_titles(connection: Connection, held: Sequence[Held], most: int) -> Titles:
    """The first words of held rows, of `most` of them; those that were deleted here have none."""
    titles: Titles = {}
    with faults.translated():
        for one in held[:most]:
            spec = specs().get(one.table)
            row = read_row(connection, spec, one.row_id) if spec is not None else None
            if row is not None:
                titles[one.table, one.row_id] = headline(one.table, row)
    return titles
