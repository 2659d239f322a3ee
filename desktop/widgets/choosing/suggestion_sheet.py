"""Words to choose from with what they mean, on a sheet that floats below a field."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.vocabulary import Word
from desktop.theme.appearance import Appearance

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROWS, _WIDEST, _NARROWEST, _PAD, _MARK, _FRAME = 6, 560, 300, 8, 4, 14


class WordRole(IntEnum):
    """What a row tells beside its spoken text."""

    PARTS = Qt.ItemDataRole.UserRole + 1  # text, meaning, group, colour role


class SuggestionSheet(QFrame):
    """Owns the words that are offered and which is marked; lives on the GUI thread.

    It never takes the focus: the field above it hands on the keys.
    """

    word_chosen = Signal(str)

    def __init__(self, look: Appearance, field: QWidget) -> None:
        super().__init__(field.window())
        self._field = field
        self._words: list[Word] = []
        self._model = _Words(self)
        self.view = QListView(self)
        self.setObjectName("sheet")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setProperty("kind", "rows")
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Drawing(look, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setAccessibleName(self.tr("Suggestions"))
        self.view.entered.connect(self.view.setCurrentIndex)
        self.view.clicked.connect(self._on_clicked)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self.view)
        self.hide()

    def offer(self, words: Sequence[Word], *, marked: bool) -> None:
        """Show these words, the first one marked or none; nothing to offer folds the sheet."""
        self._words = list(words)
        self._model.show_words(self._words)
        if not words:
            self.hide()
            return
        self._place()
        self.show()
        self.raise_()
        self.view.scrollToTop()
        self.view.setCurrentIndex(self._model.index(0) if marked else QModelIndex())

    def step(self, rows: int) -> Word | None:
        """Move the mark, and give the word that it comes to."""
        if not self._words:
            return None
        before = self.view.currentIndex().row()
        row = min(len(self._words) - 1, max(0, before + rows)) if before >= 0 else 0
        self.view.setCurrentIndex(self._model.index(row))
        return self._words[row]

    def marked(self) -> Word | None:
        """The word that is marked, or None."""
        row = self.view.currentIndex().row()
        return self._words[row] if self.isVisible() and 0 <= row < len(self._words) else None

    def words(self) -> list[Word]:
        """The words that are offered."""
        return self._words

    def _place(self) -> None:
        """Below the field where there is room, else above it, within the window."""
        window, field = self._field.window(), self._field
        if self.parent() is not window:
            self.setParent(window)
        corner = field.mapTo(window, QPoint(0, 0))
        row = self.view.sizeHintForRow(0)
        wanted = min(len(self._words), _ROWS) * row + _FRAME
        below = window.height() - corner.y() - field.height() - 12
        above = corner.y() - 12
        down = wanted <= below or below >= above
        height = max(row + _FRAME, min(wanted, below if down else above))
        width = min(max(field.width(), _NARROWEST), _WIDEST, window.width() - 16)
        left = min(corner.x(), window.width() - width - 8)
        top = corner.y() + field.height() + 4 if down else corner.y() - height - 4
        self.setGeometry(left, top, width, height)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.word_chosen.emit(self._words[index.row()].text)


class _Words(QAbstractListModel):
    """The words as rows; owned by the sheet."""

    def __init__(self, parent: SuggestionSheet) -> None:
        super().__init__(parent)
        self._words: Sequence[Word] = ()

    def show_words(self, words: Sequence[Word]) -> None:
        """Show other words."""
        self.beginResetModel()
        self._words = words
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """The number of words."""
        return 0 if parent.isValid() else len(self._words)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A word in all its parts, or as it is spoken."""
        if not index.isValid():
            return None
        word = self._words[index.row()]
        if role == WordRole.PARTS:
            return list(word)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{word.text}: {word.meaning}" if word.meaning else word.text
        return None


class _Drawing(QStyledItemDelegate):
    """Draws a word, its group at the right, and below what it means."""

    def __init__(self, look: Appearance, view: QListView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        """Two lines, the same for all."""
        words, small = self._fonts()
        height = QFontMetrics(words).height() + QFontMetrics(small).height() + 2 * _PAD
        return QSize(_NARROWEST - 40, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one word."""
        rect: QRect = option.rect
        marked = index == self._view.currentIndex()
        colour = self._look.colour
        text, meaning, group, role = index.data(WordRole.PARTS)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if marked:
            painter.setBrush(colour("accent_soft"))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 8, 8)
        painter.setBrush(colour(role or "border_strong"))
        bar = QRectF(rect.left() + _PAD, rect.top() + _PAD, _MARK, rect.height() - 2 * _PAD)
        painter.drawRoundedRect(bar, 2, 2)
        self._draw_words(painter, rect, (text, meaning, group), marked=marked)
        painter.restore()

    def _draw_words(
        self, painter: QPainter, rect: QRect, parts: tuple[str, str, str], *, marked: bool
    ) -> None:
        text, meaning, group = parts
        colour, (words, small) = self._look.colour, self._fonts()
        left = rect.left() + 2 * _PAD + _MARK + 4
        width = rect.right() - _PAD - left
        high, low = QFontMetrics(words).height(), QFontMetrics(small).height()
        quiet = colour("on_accent_soft" if marked else "text_muted")
        at_left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(words)
        painter.setPen(colour("on_accent_soft" if marked else "text"))
        first = QRect(left, rect.top() + _PAD, width, high)
        painter.drawText(first, at_left, _cut(words, text, width))
        used = QFontMetrics(words).horizontalAdvance(text) + 24
        painter.setFont(small)
        painter.setPen(quiet)
        if used < width - 60:
            rest = QRect(left + used, rect.top() + _PAD, width - used, high)
            at_right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(rest, at_right, _cut(small, group, rest.width()))
        below = QRect(left, rect.top() + _PAD + high, width, low)
        painter.drawText(below, at_left, _cut(small, meaning, width))

    def _fonts(self) -> tuple[QFont, QFont]:
        return self._look.font("body", QFont.Weight.Medium), self._look.font("small")


def _cut(font: QFont, text: str, width: int) -> str:
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
