"""The list of places under review: part by part, each in its sentence, decided by key or click."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QWidget

from desktop.domain.review import Review
from desktop.theme.appearance import Appearance
from desktop.views.vision.perspective.delegate import SpotDelegate
from desktop.views.vision.perspective.rows import Row, SpotRole
from desktop.views.vision.perspective.wording import doubt_words, spoken
from desktop.widgets.part_names import label

_SIGN_WIDTH = 36
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class SpotsModel(QAbstractListModel):
    """Owns the rows: the name of each part, then its places. GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self._rows: list[Row] = []

    def show_review(self, review: Review) -> None:
        """List the places of a review."""
        self.beginResetModel()
        self._review = review
        self._rows = []
        for part in review.parts():
            self._rows.append(Row(part))
            self._rows += [Row(part, number) for number in review.of_part(part)]
        self.endResetModel()

    def renew(self) -> None:
        """Something was decided."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is known of a row."""
        if self._review is None or not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == SpotRole.ROW:
            return row
        if row.spot is None:
            return label(row.part) if role in _SAID else None
        return self._of_spot(self._review, row.spot, role)

    def _of_spot(self, review: Review, number: int, role: int) -> Any:
        spot, accepted = review.spots[number], review.is_accepted(number)
        if role in _SAID:
            return spoken(spot, accepted=accepted)
        known = {
            SpotRole.ACCEPTED: accepted,
            SpotRole.PLACE: spot.place,
            Qt.ItemDataRole.ToolTipRole: doubt_words(spot.place.doubt) or None,
        }
        return known.get(role)  # type: ignore[call-overload] # roles are numbers, too

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The names of parts cannot be chosen."""
        if index.isValid() and self._rows[index.row()].spot is None:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def row(self, index: Index) -> Row | None:
        """The row at an index."""
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, spot: int) -> QModelIndex:
        """Where a place stands."""
        for number, row in enumerate(self._rows):
            if row.spot == spot:
                return self.index(number)
        return QModelIndex()


class SpotsView(QListView):
    """Owns how one walks through the places; lives on the GUI thread.

    `decided` carries what to do with the chosen place: True, False, or None for the other way
    round; `part_decided` the same for all places of its part.
    """

    decided = Signal(object)
    part_decided = Signal(bool)
    undone = Signal()
    spot_chosen = Signal(int)

    def __init__(self, look: Appearance, model: SpotsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(SpotDelegate(look, self))
        self.setProperty("kind", "rows")
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Places that would change"))
        self.selectionModel().currentChanged.connect(self._on_current)

    def spot(self) -> int | None:
        """The number of the chosen place."""
        row = self._model.row(self.currentIndex())
        return row.spot if row else None

    def choose(self, spot: int) -> None:
        """Choose a place and bring it into view."""
        index = self._model.index_of(spot)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def begin_at(self, spot: int) -> None:
        """Choose the first place of a part, with the name of the part at the top."""
        self.choose(spot)
        name = self._model.index(max(self.currentIndex().row() - 1, 0))
        self.scrollTo(name, self.ScrollHint.PositionAtTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space turns a decision round, A accepts, R refuses; with Shift the whole part."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_Space and not modifiers:
            self.decided.emit(None)
        elif key in {Qt.Key.Key_A, Qt.Key.Key_R} and (shift or not modifiers):
            (self.part_decided if shift else self.decided).emit(key == Qt.Key.Key_A)
        elif key == Qt.Key.Key_Z and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.undone.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen place in view."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the sign turns the decision round."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self._model.row(index)
        if row and row.spot is not None and event.position().x() < _SIGN_WIDTH:
            self.decided.emit(None)

    def step(self, by: int) -> None:
        """Choose the next place, past the names of parts."""
        row = self.currentIndex().row() + by
        while 0 <= row < self._model.rowCount():
            index = self._model.index(row)
            found = self._model.row(index)
            if found and found.spot is not None:
                self.setCurrentIndex(index)
                return
            row += by

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = self._model.row(index)
        if row and row.spot is not None:
            self.spot_chosen.emit(row.spot)


_SAID = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})
