"""The view under every list of rows: fixed heights, the pointer followed, keys told apart."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.widgets.rows.row_delegate import RowDelegate

AnyIndex = QModelIndex | QPersistentModelIndex


class RowView(QTableView):
    """The rows; owns nothing but how they are shown and which keys mean what.

    A table of one column: a QListView of 100,000 rows lays all of them out again, for more than
    a tenth of a second, whenever one of them changes; a table of fixed rows never does.
    """

    moved = Signal(QModelIndex)
    delete_pressed = Signal()
    enter_pressed = Signal()

    def __init__(self, delegate: RowDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self._delegate = delegate
        self._hovered = -1
        self._make_viewport()
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

    def _make_viewport(self) -> None:
        """Give the view a viewport of our own, like the one that it has.

        For an answer of unknown type PySide loads the types of all widgets there are: 10 ms when
        the first list of a start gets the focus. It knows what was made here.
        """
        viewport = QWidget()
        viewport.setObjectName("qt_scrollarea_viewport")
        viewport.setBackgroundRole(QPalette.ColorRole.Base)
        viewport.setAutoFillBackground(True)
        self.setViewport(viewport)

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
        if chosen < 0 and self.hasFocus():
            painter = QPainter(self.viewport())
            self._delegate.draw_waiting(painter, self.viewport().rect())
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Wait for a key where no row is chosen: who passes by with Tab does not open the first."""
        if self.currentIndex().isValid():
            super().focusInEvent(event)
        else:
            QWidget.focusInEvent(self, event)
            self.viewport().update()

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
        """Delete and Enter act on the chosen row, Home and End go along the rows."""
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
