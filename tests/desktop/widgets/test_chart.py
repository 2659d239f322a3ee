"""The chart of levels: what is drawn, in whatever looks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from desktop.domain.moments import DayFigure, Figures, Point
from desktop.theme.appearance import Appearance
from desktop.widgets.chart import LevelChart

FIRST = date(2026, 3, 1)


def figures(weeks, days):
    made = tuple(DayFigure(FIRST + timedelta(days=n), 1, 5.0, 5, 5) for n in range(days))
    points = tuple(Point(datetime.combine(d.day, datetime.min.time(), UTC), 5, "x") for d in made)
    return Figures(FIRST, FIRST + timedelta(days=7 * weeks - 1), made, points)


@pytest.mark.parametrize(("weeks", "days"), [(2, 0), (2, 1), (6, 30), (12, 84)])
def test_every_day_and_every_moment_is_drawn(look, shown, weeks, days):
    chart = shown(LevelChart(look))
    chart.show_figures(figures(weeks, days))
    assert chart.drawn() == (days, days)
    chart.show_figures(figures(2, 0))
    assert chart.drawn() == (0, 0)


def test_the_chart_follows_the_theme(qapp, shown):
    look = Appearance(qapp, "dark")
    chart = shown(LevelChart(look))
    chart.show_figures(figures(6, 20))
    dark = chart.grab().toImage()
    look.choose("light")
    light = chart.grab().toImage()
    look.scale_text(2.0)
    large = chart.grab().toImage()
    qapp.setStyleSheet("")
    look.deleteLater()
    assert dark.pixelColor(3, 3).lightness() < 60
    assert light.pixelColor(3, 3).lightness() > 200
    assert large != light


def test_the_chart_is_no_stop_for_the_keyboard(look, shown):
    chart = shown(LevelChart(look))
    assert chart.focusPolicy() == Qt.FocusPolicy.NoFocus
