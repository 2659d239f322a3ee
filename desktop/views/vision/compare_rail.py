"""Which parts of two versions differ, and by how many words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.theme.appearance import Appearance
from desktop.widgets.rows.rail_delegate import AnyIndex, RailDelegate

_CODE, _COME, _GONE = (Qt.ItemDataRole.UserRole + n for n in (1, 2, 3))
_SIDE = 10


class PartChange(NamedTuple):
    """One part of two versions: its name, and how many words came and went."""

    code: str
    label: str
    come: int
    gone: int

    @property
    def differs(self) -> bool:
        """Whether any word does."""
        return bool(self.come or self.gone)


class CompareRail(QListWidget):
    """Owns the list of parts; what differs is strong, what does not is quiet. GUI thread."""

    part_chosen = Signal(str)

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rows")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Parts that differ"))
        self.setItemDelegate(_ChangeDelegate(look, self))
        self.currentItemChanged.connect(self._on_current)

    def show_changes(self, changes: Sequence[PartChange]) -> None:
        """Show these parts; the chosen one stays chosen."""
        code = self.part()
        self.blockSignals(True)
        self.clear()
        for change in changes:
            item = QListWidgetItem(change.label, self)
            item.setData(_CODE, change.code)
            item.setData(_COME, change.come)
            item.setData(_GONE, change.gone)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self._spoken(change))
        self.blockSignals(False)
        self.choose(code)

    def part(self) -> str:
        """The chosen part, or an empty text."""
        item = self.currentItem() if self.currentRow() >= 0 else None
        return str(item.data(_CODE)) if item else ""

    def choose(self, code: str) -> None:
        """Mark a part without telling anybody; one that is not listed marks none."""
        for row in range(self.count()):
            if self.item(row).data(_CODE) == code:
                self.blockSignals(True)
                self.setCurrentRow(row)
                self.blockSignals(False)
                self.scrollToItem(self.item(row))
                self.viewport().update()
                return
        self.blockSignals(True)
        self.setCurrentRow(-1)
        self.blockSignals(False)
        self.viewport().update()

    def neighbour(self, by: int) -> str:
        """The part after the chosen one, or before it; an empty text at the ends."""
        row = self.currentRow() + by
        return str(self.item(row).data(_CODE)) if 0 <= row < self.count() else ""

    def _spoken(self, change: PartChange) -> str:
        return self.tr("{part}, {come} words added, {gone} removed").format(
            part=change.label, come=change.come, gone=change.gone
        )

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.part_chosen.emit(str(item.data(_CODE)))


class _ChangeDelegate(RailDelegate):
    """Draws a part: its name, and what came and went in the colours of a difference."""

    def __init__(self, look: Appearance, rail: CompareRail) -> None:
        super().__init__(look, rail, inset=1, air=10)

    def draw(self, painter: QPainter, rect: QRect, index: AnyIndex, *, chosen: bool) -> None:
        """Draw one part."""
        inside = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        counts = (index.data(_COME), index.data(_GONE))
        right = self._draw_counts(painter, inside, counts, chosen=chosen)
        inside.setRight(right)
        self._draw_label(painter, inside, str(index.data()), any(counts), chosen)

    def _draw_counts(
        self, painter: QPainter, inside: QRect, counts: tuple[int, int], *, chosen: bool
    ) -> int:
        """Draw what came and what went, and tell where they begin."""
        painter.setFont(self.look.font("small", QFont.Weight.Medium))
        right = inside.right()
        come, gone = counts
        kinds = ((gone, "\u2212", "danger"), (come, "+", "accent_text"))
        for count, sign, role in kinds:
            if not count:
                continue
            text = f"{sign}{count:,}"
            painter.setPen(self.look.colour("on_accent_soft" if chosen else role))
            place = QRect(inside.left(), inside.top(), right - inside.left(), inside.height())
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text
            )
            right -= painter.fontMetrics().horizontalAdvance(text) + 8
        return right

    def _draw_label(
        self, painter: QPainter, place: QRect, label: str, differs: bool, chosen: bool
    ) -> None:
        weight = QFont.Weight.Medium if differs else QFont.Weight.Normal
        painter.setFont(self.look.font("body", weight))
        role = "text" if differs else "text_muted"
        painter.setPen(self.look.colour("on_accent_soft" if chosen else role))
        cut = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
