"""The right half of a room of moments: the form, and the chart below it or beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from desktop.views.moments.chart_pane import ChartPane
from desktop.views.moments.editor import MomentEditor
from desktop.views.moments.wording import RoomWords
from desktop.views.room import RoomKit
from desktop.widgets.frames import follow_keys

# From this width on the chart stands beside the form, else below it.
_WIDE = 860
_TALLEST = 460
_APART, _NEAR = 36, 16


class FormAndChart(QScrollArea):
    """Owns the form at work and the chart; lives on the GUI thread."""

    def __init__(self, kit: RoomKit, names: RoomWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        page = QWidget()
        self.editor = MomentEditor(kit, names, page)
        self.chart = ChartPane(kit, names, page)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, page)
        self._box.setContentsMargins(26, 8, 22, 10)
        self._box.setSpacing(_NEAR)
        self._box.addWidget(self.editor)
        self._box.addWidget(self.chart, 1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        follow_keys(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its fields: a list beside it gives way first."""
        hint, page = super().minimumSizeHint(), self.widget()
        if page is None:
            return hint
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(page.minimumSizeHint().width() + bar, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the chart beside the form where there is room, else below it."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._box.setSpacing(_APART if wide else _NEAR)
        self._box.setStretch(0, int(wide))
        top = Qt.AlignmentFlag.AlignTop if wide else Qt.AlignmentFlag(0)
        for part in (self.editor, self.chart):
            self._box.setAlignment(part, top)
        self.chart.setMinimumHeight(min(_TALLEST, self.height() - 20) if wide else 0)
