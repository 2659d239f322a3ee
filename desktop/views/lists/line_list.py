"""A list of rows, one chosen at a time, that stays where it is while rows come and go."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.qt.itemmodels.lines import LineRole, LinesModel
from desktop.theme.appearance import Appearance
from desktop.widgets.rows.row_delegate import RowDelegate
from desktop.widgets.rows.row_view import RowView

# Walking along the list by keys opens only where one stops.
_SETTLE_MS = 120


class LineList(QWidget):
    """Owns the view over a model and which row is chosen; lives on the GUI thread.

    `delegate` is taken over as a child.
    """

    row_chosen = Signal(str)
    delete_requested = Signal(str)
    enter_pressed = Signal()

    def __init__(
        self,
        look: Appearance,
        model: LinesModel,
        delegate: RowDelegate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        delegate.setParent(self)
        self._delegate = delegate
        self.view = RowView(delegate, self)
        self.model = model
        self._chosen = ""
        self._row = 0
        self._changing = False
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLE_MS)
        self._settling.timeout.connect(self._on_settled)
        self.view.fit_rows(delegate.height)
        # Before the view hears of a change, lest it moves the mark by itself.
        for signal in (
            model.rowsAboutToBeInserted,
            model.rowsAboutToBeRemoved,
            model.modelAboutToBeReset,
        ):
            signal.connect(self._on_about_to_change)
        self.view.setModel(model)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(6)
        self.box.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        model.ids_changed.connect(self.on_ids_changed)
        self.view.moved.connect(self._on_moved)
        self.view.delete_pressed.connect(self._on_delete_pressed)
        self.view.enter_pressed.connect(self.enter_pressed)
        # A method, not a lambda: the appearance outlives the list, and lets go of it with it.
        look.changed.connect(self._on_look_changed)

    def choose(self, row_id: str) -> None:
        """Mark a row as the chosen one, without telling anybody."""
        self._settling.stop()
        self._chosen = row_id
        self._restore(reveal=True)

    def chosen(self) -> str:
        """The id of the chosen row, or an empty one."""
        return self._chosen

    def neighbour(self, row_id: str) -> str:
        """The row that stands where this one goes away: the next, else the one before."""
        ids, row = self.model.ids(), self.model.row_of(row_id)
        if row < 0 and ids and row_id == self._chosen:
            # It is gone already: what stands there now.
            return ids[min(self._row, len(ids) - 1)]
        if row < 0 or len(ids) < 2:
            return ""
        return ids[row + 1] if row + 1 < len(ids) else ids[row - 1]

    def step(self, rows: int) -> None:
        """Choose the row some rows further."""
        row = self.model.row_of(self._chosen) + rows
        if 0 <= row < self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(row))

    def on_ids_changed(self) -> None:
        """Other rows stand here now: set the mark where the chosen one is."""
        self._restore(reveal=False)
        self._changing = False

    def _on_look_changed(self) -> None:
        self.view.fit_rows(self._delegate.height)

    def _on_about_to_change(self) -> None:
        self._changing = True

    def _restore(self, *, reveal: bool) -> None:
        """Set the mark where the chosen row is now."""
        row = self.model.row_of(self._chosen) if self._chosen else -1
        self._row = row if row >= 0 else self._row
        before, self._changing = self._changing, True
        index = self.model.index(row) if row >= 0 else QModelIndex()
        if index != self.view.currentIndex():
            scrolls = self.view.hasAutoScroll()
            self.view.setAutoScroll(reveal)
            self.view.setCurrentIndex(index)
            self.view.setAutoScroll(scrolls)
        if row < 0:
            self.view.clearSelection()
        self._changing = before

    def _on_moved(self, index: QModelIndex) -> None:
        if not self._changing and index.isValid():
            self._chosen, self._row = index.data(LineRole.ID), index.row()
            self._settling.start()

    def _on_settled(self) -> None:
        self.row_chosen.emit(self._chosen)

    def _on_delete_pressed(self) -> None:
        if self._chosen:
            self.delete_requested.emit(self._chosen)
