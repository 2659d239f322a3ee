"""A long list: an array of ids whose lines are fetched window by window.

The array of ids makes the length and every jump known at once; the lines themselves come in
windows of 200 from the database lane, of which some 20 are kept; a list whose lines are dear to
read has smaller ones. A row whose line has not come yet is a placeholder. Nothing here works row
by row over the whole array.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from enum import IntEnum
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

WINDOW = 200
KEPT_WINDOWS = 20
# A fast scroll asks for many windows; only the last few asked for are still of interest.
_WAITING_WINDOWS = 4

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

Fetch = Callable[[Sequence[str], Callable[[Sequence[Any]], None]], None]


class LineRole(IntEnum):
    """What a row tells beside its spoken text; models with more to tell begin at `NEXT`."""

    ID = Qt.ItemDataRole.UserRole + 1
    LINE = Qt.ItemDataRole.UserRole + 2  # the line itself, None for a placeholder
    NEXT = Qt.ItemDataRole.UserRole + 3


class LinesModel(QAbstractListModel):
    """Owns the array of ids and the lines fetched so far; lives on the GUI thread.

    `fetch(ids, done)` must bring the lines of the ids outside the GUI thread and call `done` on
    it; it is asked for a `window` of them at once. A line is any object with an `id`; it is no
    tuple, because Qt would hand on a list of its parts. `spoken` puts one into words for a screen
    reader.
    """

    ids_changed = Signal()
    roles_of_line = frozenset(
        {
            int(Qt.ItemDataRole.DisplayRole),
            int(Qt.ItemDataRole.AccessibleTextRole),
            int(LineRole.LINE),
        }
    )

    def __init__(
        self,
        fetch: Fetch,
        spoken: Callable[[Any], str],
        parent: QObject | None = None,
        *,
        window: int = WINDOW,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._fetch = fetch
        self._spoken = spoken
        self._ids: list[str] = []
        self._lines: OrderedDict[str, Any] = OrderedDict()
        self._fresh: set[int] = set()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._loading = False
        self._generation = 0
        self._whole = False

    # What Qt asks

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """The number of rows."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row's id, line or spoken text; asks for the row's window if it is not here."""
        row = index.row()
        if not index.isValid() or not 0 <= row < len(self._ids):
            return None
        if role == LineRole.ID:
            return self._ids[row]
        if role not in self.roles_of_line:
            return None
        line = self._line(row)
        return line if role == LineRole.LINE else self.told(row, line, role)

    def told(self, row: int, line: Any, role: int) -> Any:  # noqa: ARG002
        """What a row tells in a role of `roles_of_line`; the line is None while it is on its way.

        A model that tells more adds to both.
        """
        return self.tr("Loading…") if line is None else self._spoken(line)

    # What the room asks

    def ids(self) -> list[str]:
        """The ids as they are shown; not to be changed."""
        return self._ids

    @property
    def is_whole(self) -> bool:
        """Whether all ids are here, and not the first page alone."""
        return self._whole

    def set_ids(self, ids: list[str]) -> None:
        """Show these rows; those that stay keep their place, their selection and their line."""
        self._whole = True
        if ids != self._ids:
            self._replace(ids)
        self.mark_stale()
        self.ids_changed.emit()

    def show_first(self, lines: Sequence[Any]) -> None:
        """Show a first page whose lines are known, before the whole array is."""
        self._keep(lines)
        self._replace([line.id for line in lines])
        self._fresh.add(0)
        self.ids_changed.emit()

    def put_line(self, line: Any) -> None:
        """Show the new state of one row at once, without fetching its window again."""
        row = self.row_of(line.id)
        if row >= 0:
            self._keep([line])
            self._tell(row, row)

    def mark_stale(self) -> None:
        """Fetch again what is looked at, showing what is known until it has come."""
        self._generation += 1
        self._fresh.clear()
        if self._ids:
            self._tell(0, len(self._ids) - 1)

    def line(self, row_id: str) -> Any:
        """The line of a row as far as it is known, or None."""
        return self._lines.get(row_id)

    def row_of(self, row_id: str) -> int:
        """Where the row with this id stands, or -1."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

    # Windows

    def _line(self, row: int) -> Any:
        window = row // self._window
        if window not in self._fresh:
            self._want(window)
        return self._lines.get(self._ids[row])

    def _want(self, window: int) -> None:
        self._wanted[window] = None
        self._wanted.move_to_end(window)
        while len(self._wanted) > _WAITING_WINDOWS:
            self._wanted.popitem(last=False)
        if not self._loading:
            self._load_next()

    def _load_next(self) -> None:
        if not self._wanted:
            return
        window, _ = self._wanted.popitem()
        ids = self._ids[window * self._window : (window + 1) * self._window]
        if window in self._fresh or not ids:
            self._load_next()
            return
        self._loading = True
        self._fetch(ids, partial(self._on_loaded, window, self._generation))

    def _on_loaded(self, window: int, generation: int, lines: Sequence[Any]) -> None:
        self._loading = False
        self._keep(lines)
        if generation == self._generation:
            self._fresh.add(window)
            self._forget_far_windows(window)
        first = window * self._window
        if first < len(self._ids):
            self._tell(first, min(first + self._window, len(self._ids)) - 1)
        self._load_next()

    def _keep(self, lines: Sequence[Any]) -> None:
        for line in lines:
            self._lines[line.id] = line
            self._lines.move_to_end(line.id)
        while len(self._lines) > self._window * KEPT_WINDOWS:
            self._lines.popitem(last=False)

    def _forget_far_windows(self, window: int) -> None:
        """Ask again for windows whose lines may have been dropped."""
        if len(self._fresh) >= KEPT_WINDOWS:
            self._fresh = {window}

    # Rows

    def _tell(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first), self.index(last))

    def _replace(self, ids: list[str]) -> None:
        """Change the array by one removal and one insertion around what stays."""
        old = self._ids
        head = _common_head(old, ids)
        tail = _common_tail(old, ids, head)
        gone, come = len(old) - head - tail, len(ids) - head - tail
        if gone and come and max(gone, come) > WINDOW:
            # Another filter: hardly anything stays in place, so it is another list.
            self.beginResetModel()
            self._ids = list(ids)
            self.endResetModel()
            return
        if gone:
            self.beginRemoveRows(QModelIndex(), head, head + gone - 1)
            self._ids = old[:head] + old[head + gone :]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), head, head + come - 1)
            self._ids = list(ids)
            self.endInsertRows()


def _common_head(old: list[str], new: list[str]) -> int:
    shortest = min(len(old), len(new))
    # Whole slices compare in C; only the stretch that differs is walked.
    step, head = 4096, 0
    while head < shortest and old[head : head + step] == new[head : head + step]:
        head += step
    while head < shortest and old[head] == new[head]:
        head += 1
    return min(head, shortest)


def _common_tail(old: list[str], new: list[str], head: int) -> int:
    room, tail = min(len(old), len(new)) - head, 0
    while tail < room and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return tail
