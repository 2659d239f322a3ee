"""The fourteen parts of the open version: which hold words, and how many; one is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.domain.vision import CODES, PARTS
from desktop.theme.appearance import Appearance
from desktop.views.vision.mode import ABOUT
from desktop.views.vision.wording import words_count
from desktop.widgets.part_names import label
from desktop.widgets.rows.rail_delegate import AnyIndex, RailDelegate
from desktop.widgets.texts import words

_CODE, _COUNT = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
_SIGN = 16


class PartRail(QWidget):
    """Owns the list of parts and which one is chosen; lives on the GUI thread."""

    part_chosen = Signal(str)
    enter_pressed = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = _Rail(look, self)
        self._progress = words("", "small", self)
        self._progress.setWordWrap(True)
        for part in PARTS:
            self._add(part.code, label(part.code))
        self._add(ABOUT, self.tr("About this version"))
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 8, 0, 6)
        box.setSpacing(4)
        self._progress.setContentsMargins(14, 0, 14, 0)
        box.addWidget(self._progress)
        box.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self.view.setAccessibleName(self.tr("Parts of this version"))
        self.view.currentItemChanged.connect(self._on_current)
        self.view.enter_pressed.connect(self.enter_pressed)
        self.show_counts({})

    def part(self) -> str:
        """The chosen part."""
        item = self.view.currentItem()
        return str(item.data(_CODE)) if self.view.currentRow() >= 0 else CODES[0]

    def choose(self, part: str) -> None:
        """Mark a part as the chosen one, without telling anybody."""
        before = self.view.blockSignals(True)
        self.view.setCurrentRow(self._row(part))
        self.view.blockSignals(before)
        self.view.scrollToItem(self.view.item(self._row(part)))

    def step(self, rows: int) -> None:
        """Choose the part some rows further, and stop at the ends."""
        row = self.view.currentRow() + rows
        if 0 <= row < self.view.count():
            self.view.setCurrentRow(row)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many words each part holds; a part that is not named holds none."""
        for code in CODES:
            self._set(code, counts.get(code, 0))
        self._tell()

    def show_count(self, part: str, count: int) -> None:
        """Show how many words one part holds by now."""
        if part in CODES:
            self._set(part, count)
            self._tell()

    def _add(self, code: str, label: str) -> None:
        item = QListWidgetItem(label, self.view)
        item.setData(_CODE, code)
        item.setData(_COUNT, -1)

    def _row(self, part: str) -> int:
        return CODES.index(part) if part in CODES else len(CODES)

    def _set(self, part: str, count: int) -> None:
        item = self.view.item(self._row(part))
        if item.data(_COUNT) == count:
            return
        item.setData(_COUNT, count)
        said = words_count(count) if count else self.tr("nothing written yet")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {said}")

    def _tell(self) -> None:
        counts = [self.view.item(row).data(_COUNT) for row in range(len(CODES))]
        said = self.tr("{done} of {all} parts written  ·  {words}")
        self._progress.setText(
            said.format(
                done=sum(1 for count in counts if count),
                all=len(CODES),
                words=words_count(sum(counts)),
            )
        )

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.part_chosen.emit(str(item.data(_CODE)))


class _Rail(QListWidget):
    """The rows of the rail; owns how they are shown."""

    enter_pressed = Signal()

    def __init__(self, look: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.setItemDelegate(_PartDelegate(look, self))
        self.setProperty("kind", "rows")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(lambda _item: self.enter_pressed.emit())


class _PartDelegate(RailDelegate):
    """Draws a part: a sign for done or open, its name, its words."""

    def __init__(self, look: Appearance, rail: _Rail) -> None:
        super().__init__(look, rail, inset=4, air=11)

    def draw(self, painter: QPainter, rect: QRect, index: AnyIndex, *, chosen: bool) -> None:
        """Draw one part."""
        count = index.data(_COUNT)
        self._draw_sign(painter, rect, count, chosen=chosen)
        self._draw_words(painter, rect, (str(index.data()), count), chosen=chosen)

    def _draw_sign(self, painter: QPainter, rect: QRect, count: int, *, chosen: bool) -> None:
        left, middle = rect.left() + 14, rect.center().y() + 1
        ratio = painter.device().devicePixelRatio()
        if count:
            name = "info" if count < 0 else "circle-check"
            role = "on_accent_soft" if chosen else ("accent_text" if count > 0 else "text_muted")
            sign = self.look.icons.pixmap(name, role, _SIGN, ratio)
            painter.drawPixmap(left, middle - _SIGN // 2, sign)
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.look.colour("control"), 1.3))
        painter.drawEllipse(QRectF(left + 1.5, middle - _SIGN / 2 + 1.5, _SIGN - 3, _SIGN - 3))

    def _draw_words(
        self, painter: QPainter, rect: QRect, said: tuple[str, int], *, chosen: bool
    ) -> None:
        label, count = said
        right = rect.right() - 12
        painter.setFont(self.look.font("small"))
        if count > 0:
            text = f"{count:,}"
            painter.setPen(self.look.colour("on_accent_soft" if chosen else "text_muted"))
            painter.drawText(
                QRect(right - 70, rect.top(), 70, rect.height()),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                text,
            )
            right -= painter.fontMetrics().horizontalAdvance(text) + 6
        weight = QFont.Weight.Medium if chosen else QFont.Weight.Normal
        painter.setFont(self.look.font("body", weight))
        painter.setPen(self.look.colour("on_accent_soft" if chosen else "text"))
        place = QRect(rect.left() + 40, rect.top(), right - rect.left() - 40, rect.height())
        cut = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
