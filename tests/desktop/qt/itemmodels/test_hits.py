"""The list of hits: what they are, and how they are read out."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from desktop.qt.itemmodels.hits import HitRole, HitsModel
from desktop.services.search import Hit

HITS = [
    Hit("journal_entries", "1", date(2026, 3, 12), "A walk", [("by the ", False), ("river", True)]),
    Hit("scenes", "2", None, "The house", []),
]


@pytest.fixture
def model(qtbot):
    made = HitsModel()
    made.tester = QAbstractItemModelTester(
        made, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    made.show_hits(HITS, {"journal_entries": "Journal", "scenes": "Scenes"})
    return made


def test_a_hit_is_read_out_with_its_day_its_kind_and_its_words(model):
    spoken = model.index(0).data()
    for part in ("2026", "Journal", "A walk", "by the river"):
        assert part in spoken
    assert model.index(1).data(HitRole.CAPTION) == "Scenes"


def test_hits_are_found_by_row_and_by_name(model):
    assert model.hit(1) is HITS[1]
    assert model.hit(-1) is None
    assert model.row_of("scenes", "2") == 1
    assert model.row_of("scenes", "3") == -1
    model.show_hits([], {})
    assert model.rowCount() == 0
