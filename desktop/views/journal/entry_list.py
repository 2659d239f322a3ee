"""The list of entries: the month that is in view above it, one entry chosen at a time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.qt.itemmodels.entries import AnyIndex, EntriesModel, EntryRole
from desktop.theme.appearance import Appearance
from desktop.widgets.entry_delegate import EntryDelegate
from desktop.widgets.texts import words

# Walking along the list by keys opens only where one stops.
_SETTLE_MS = 120


class EntryList(QWidget):
    """Owns the view over the model and which entry is chosen; lives on the GUI thread."""

    entry_chosen = Signal(str)
    delete_requested = Signal(str)
    write_requested = Signal()

    def __init__(
        self, look: Appearance, model: EntriesModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._delegate = EntryDelegate(look, EntryRole.LINE, EntryRole.MONTH_START, self)
        self.view = _View(self._delegate, self)
        self._model = model
        self._chosen = ""
        self._row = 0
        self._changing = False
        self._month = words("", "small", self)
        self._count = words("", "small", self)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLE_MS)
        self._settling.timeout.connect(self._on_settled)
        self.view.fit_rows(self._delegate.height)
        # Before the view hears of a change, lest it moves the mark by itself.
        for signal in (
            model.rowsAboutToBeInserted,
            model.rowsAboutToBeRemoved,
            model.modelAboutToBeReset,
        ):
            signal.connect(self._on_about_to_change)
        self.view.setModel(model)
        self._lay_out()
        self._connect(look)

    def choose(self, entry_id: str) -> None:
        """Mark an entry as the chosen one, without telling anybody."""
        self._settling.stop()
        self._chosen = entry_id
        self._restore(reveal=True)

    def chosen(self) -> str:
        """The id of the chosen entry, or an empty one."""
        return self._chosen

    def neighbour(self, entry_id: str) -> str:
        """The entry that stands where this one goes away: the next, else the one before."""
        ids, row = self._model.ids(), self._model.row_of(entry_id)
        if row < 0 and ids and entry_id == self._chosen:
            # It is gone already: what stands there now.
            return ids[min(self._row, len(ids) - 1)]
        if row < 0 or len(ids) < 2:
            return ""
        return ids[row + 1] if row + 1 < len(ids) else ids[row - 1]

    def step(self, rows: int) -> None:
        """Choose the entry some rows further."""
        row = self._model.row_of(self._chosen) + rows
        if 0 <= row < self._model.rowCount():
            self.view.setCurrentIndex(self._model.index(row))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 14, 0)
        head.addWidget(self._month)
        head.addStretch(1)
        head.addWidget(self._count)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(head)
        box.addWidget(self.view, 1)
        self.view.setAccessibleName(self.tr("Entries"))
        self.setFocusProxy(self.view)

    def _connect(self, look: Appearance) -> None:
        model = self._model
        model.ids_changed.connect(self._on_ids_changed)
        model.dataChanged.connect(self._write_month)
        self.view.verticalScrollBar().valueChanged.connect(self._write_month)
        self.view.moved.connect(self._on_moved)
        self.view.delete_pressed.connect(self._on_delete_pressed)
        self.view.enter_pressed.connect(self.write_requested)
        # A method, not a lambda: the appearance outlives the list, and lets go of it with it.
        look.changed.connect(self._on_look_changed)

    def _on_look_changed(self) -> None:
        self.view.fit_rows(self._delegate.height)

    def _on_about_to_change(self) -> None:
        self._changing = True

    def _on_ids_changed(self) -> None:
        self._restore(reveal=False)
        self._changing = False
        count = self._model.rowCount()
        text = self.tr("1 entry") if count == 1 else self.tr("{count} entries")
        known = count and self._model.is_whole
        self._count.setText(text.format(count=f"{count:,}") if known else "")
        self._write_month()

    def _restore(self, *, reveal: bool) -> None:
        """Set the mark where the chosen entry is now."""
        row = self._model.row_of(self._chosen) if self._chosen else -1
        self._row = row if row >= 0 else self._row
        before, self._changing = self._changing, True
        index = self._model.index(row) if row >= 0 else QModelIndex()
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
            self._chosen, self._row = index.data(EntryRole.ID), index.row()
            self._settling.start()

    def _on_settled(self) -> None:
        self.entry_chosen.emit(self._chosen)

    def _on_delete_pressed(self) -> None:
        if self._chosen:
            self.delete_requested.emit(self._chosen)

    def _write_month(self) -> None:
        index = self.view.indexAt(QPoint(12, 12))
        line = index.data(EntryRole.LINE) if index.isValid() else None
        if line is not None:
            day = line.entry_date
            self._month.setText(f"{QLocale().standaloneMonthName(day.month)} {day.year}")
        elif not self._model.rowCount():
            self._month.setText("")


class _View(QTableView):
    """The rows; owns nothing but how they are shown and which keys mean what.

    A table of one column: a QListView of 100,000 rows lays all of them out again, for more than
    a tenth of a second, whenever one of them changes; a table of fixed rows never does.
    """

    moved = Signal(QModelIndex)
    delete_pressed = Signal()
    enter_pressed = Signal()

    def __init__(self, delegate: EntryDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self._delegate = delegate
        self._hovered = -1
        self.setItemDelegate(delegate)
        self.setProperty("kind", "rows")
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)

    def fit_rows(self, height: int) -> None:
        """Give all rows this height."""
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    def scrollTo(
        self,
        index: AnyIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into view, even one that has only just come."""
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        super().scrollTo(index, hint)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are in view, after telling which of them are special."""
        chosen = self.currentIndex().row()
        self._delegate.mark(chosen, self._hovered, focused=self.hasFocus())
        super().paintEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer along the rows."""
        self._hover(self.rowAt(int(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is gone."""
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Tell where the mark has moved."""
        super().currentChanged(current, previous)
        self.moved.emit(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Enter act on the chosen entry, Home and End go along the rows."""
        last = self.model().rowCount() - 1
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.enter_pressed.emit()
        elif event.key() == Qt.Key.Key_Home:
            self.setCurrentIndex(self.model().index(0, 0))
        elif event.key() == Qt.Key.Key_End:
            self.setCurrentIndex(self.model().index(last, 0))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters do nothing: Qt would read every row for them."""
