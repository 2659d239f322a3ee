"""A chart of levels over some weeks: a line through the averages of the days, a dot a moment.

The one module that imports pyqtgraph (and with it numpy): load it late, and beside the window.
"""

from __future__ import annotations

from datetime import date, datetime

import pyqtgraph as pg
from PySide6.QtCore import QDate, QLocale, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop.domain import moments as rules
from desktop.domain.moments import HIGHEST, LOWEST, Figures
from desktop.theme.appearance import Appearance

_MARGIN = 0.6  # of a level, so that the dots at the edges are whole
_DOTS_ALPHA = 150
_GRID_ALPHA = 70
_LEAST_WIDTH, _LEAST_HEIGHT = 200, 110
_STEPS = (2, 7, 14, 28)
_MARKED = (1, 4, 7, 10)
_WIDEST = "30 Nov"
_BESIDE = 26


class LevelChart(pg.PlotWidget):  # type: ignore[misc] # pyqtgraph ships no types
    """Owns what is drawn of the figures of a period; lives on the GUI thread.

    It is to be looked at only: nothing in it takes the focus or follows the mouse. What it shows
    is told in words by whoever owns it.
    """

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=look.colour("window"))
        self._look = look
        self._figures: Figures | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        for part in (self, self.viewport()):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        plot = self.getPlotItem()
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.setMouseEnabled(x=False, y=False)
        # The words of the last mark stand half beyond the last day.
        plot.layout.setContentsMargins(0, 6, _BESIDE, 0)
        for side in ("left", "bottom"):
            # Which marks have room is known here; the library would rather leave some out.
            plot.getAxis(side).setStyle(hideOverlappingLabels=2 * _BESIDE)
        plot.setYRange(LOWEST - _MARGIN, HIGHEST + _MARGIN, padding=0)
        self._dots = pg.ScatterPlotItem(size=7, pen=None, antialias=True)
        self._grid = [pg.InfiniteLine(level, angle=0) for level in _MARKED]
        for level in self._grid:
            plot.addItem(level, ignoreBounds=True)
        self._line = pg.PlotDataItem(symbol="o", symbolSize=6, antialias=True)
        plot.addItem(self._dots)
        plot.addItem(self._line)
        self._dress()
        look.changed.connect(self._dress)

    def sizeHint(self) -> QSize:
        """Whatever there is room for."""
        return QSize(_LEAST_WIDTH, _LEAST_HEIGHT)

    def show_figures(self, figures: Figures) -> None:
        """Show the figures of a period."""
        self._figures = figures
        first = figures.first
        days = (figures.last - first).days + 1
        self._line.setData(
            [(day.day - first).days + 0.5 for day in figures.days],
            [day.mean for day in figures.days],
        )
        self._dots.setData(
            [_place(first, point.moment) for point in figures.points],
            [point.level for point in figures.points],
        )
        self.getPlotItem().setXRange(-0.3, days + 0.3, padding=0)
        self._mark_days()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name as many days as there is room for."""
        super().resizeEvent(event)
        self._mark_days()

    def drawn(self) -> tuple[int, int]:
        """How many days and how many single moments are drawn."""
        line, _ = self._line.getData()
        return (0 if line is None else len(line)), len(self._dots.points())

    def _mark_days(self) -> None:
        # The base class paints, and so resizes, before this one is made.
        figures = getattr(self, "_figures", None)
        if figures is None:
            return
        days = (figures.last - figures.first).days + 1
        words = QFontMetrics(self._look.font("small")).horizontalAdvance(_WIDEST) + 12
        room = max((self.width() - 2 * _BESIDE) / words, 1)
        step = next((step for step in _STEPS if days / step <= room), _STEPS[-1])
        # Counted back from the last day, so that today is always named.
        marks = [(n + 0.5, _short(figures.first, n)) for n in range(days - 1, -1, -step)]
        self.getPlotItem().getAxis("bottom").setTicks([marks])

    def _dress(self) -> None:
        """Take colours and fonts from the appearance."""
        look, plot = self._look, self.getPlotItem()
        line = look.colour("accent_text")
        self.setBackground(look.colour("window"))
        self._line.setPen(pg.mkPen(line, width=2))
        self._line.setSymbolBrush(line)
        self._line.setSymbolPen(line)
        self._dots.setBrush(_soft(look.colour("special"), _DOTS_ALPHA))
        for side in ("left", "bottom"):
            axis = plot.getAxis(side)
            axis.setPen(pg.mkPen(None))
            axis.setTickPen(pg.mkPen(_soft(look.colour("text_muted"), _GRID_ALPHA)))
            axis.setTextPen(pg.mkPen(look.colour("text_muted")))
            axis.setTickFont(look.font("small"))
        small = QFontMetrics(look.font("small"))
        # Given and not left to the library, which finds the room only after it has drawn.
        plot.getAxis("left").setWidth(small.horizontalAdvance("10") + 12)
        plot.getAxis("bottom").setHeight(small.height() + 10)
        plot.getAxis("left").setTicks([[(level, str(level)) for level in _MARKED]])
        for level in self._grid:
            level.setPen(pg.mkPen(_soft(look.colour("text_muted"), _GRID_ALPHA)))
        self._mark_days()


def _place(first: date, moment: datetime) -> float:
    shown = rules.here(moment)
    seconds = shown.hour * 3600 + shown.minute * 60 + shown.second
    return (shown.date() - first).days + seconds / 86_400


def _short(first: date, place: int) -> str:
    day = QDate(first.year, first.month, first.day).addDays(place)
    return QLocale().toString(day, "d MMM")


def _soft(colour: QColor, alpha: int) -> QColor:
    colour.setAlpha(alpha)
    return colour
