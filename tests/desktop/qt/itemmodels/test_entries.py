"""The list of entries: long, lazy, and steady while it changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListView, QTableView

from desktop.qt.itemmodels.entries import EntriesModel, EntryRole
from desktop.qt.itemmodels.lines import KEPT_WINDOWS, WINDOW


@dataclass(frozen=True)
class Line:
    id: str
    entry_date: date = date(2026, 3, 12)
    mood: str | None = None
    tags: tuple[str, ...] = ()
    first_line: str = "words"


class Store:
    """Answers when it is told to, as the lane does later than asked."""

    def __init__(self):
        self.asked = []
        self.texts = {}

    def fetch(self, ids, done):
        self.asked.append((list(ids), done))

    def answer(self):
        ids, done = self.asked.pop(0)
        done([self.line(one) for one in ids if one not in self.texts or self.texts[one]])

    def answer_all(self):
        while self.asked:
            self.answer()

    def line(self, one):
        day = date(2026, 6, 30) - timedelta(days=int(one) // 10)
        return Line(one, day, first_line=self.texts.get(one, f"entry {one}"))


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def model(qtbot, store):
    made = EntriesModel(store.fetch)
    made.tester = QAbstractItemModelTester(
        made, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    return made


def ids(count, start=0):
    return [str(number) for number in range(start, start + count)]


def line(model, row):
    return model.index(row).data(EntryRole.LINE)


def test_a_row_is_a_placeholder_until_its_window_has_come(model, store):
    model.set_ids(ids(500))
    assert model.rowCount() == 500
    assert line(model, 3) is None
    assert "Loading" in model.index(3).data()
    store.answer_all()
    assert line(model, 3).first_line == "entry 3"
    assert "entry 3" in model.index(3).data()


def test_one_window_is_asked_for_at_a_time_and_the_latest_first(model, store):
    model.set_ids(ids(4000))
    store.answer_all()
    for row in (600, 1400, 2200, 3000):
        line(model, row)
    assert len(store.asked) == 1
    store.answer()
    assert store.asked[0][0][0] == "3000"


def test_the_months_begin_where_they_do(model, store):
    model.set_ids(ids(400))
    for row in (0, 399):
        line(model, row)
        store.answer_all()
    starts = [r for r in range(400) if model.index(r).data(EntryRole.MONTH_START)]
    assert starts[:2] == [0, 300]


def test_only_some_windows_are_kept_and_others_come_again(model, store):
    model.set_ids(ids(WINDOW * (KEPT_WINDOWS + 5)))
    for window in range(KEPT_WINDOWS + 5):
        line(model, window * WINDOW)
        store.answer_all()
    early = 2 * WINDOW + 1
    assert line(model, early) is None
    store.answer_all()
    assert line(model, early).first_line == f"entry {early}"


@pytest.mark.parametrize(
    "after",
    [
        ["new", *ids(300)],
        [*ids(120), *ids(179, 121)],
        [*ids(100), "new", *ids(200, 100)],
    ],
    ids=["one more at the top", "one less", "one more in between"],
)
def test_what_stays_keeps_its_selection_and_its_line(qtbot, model, store, after):
    store.texts["new"] = ""
    model.set_ids(ids(300))
    line(model, 0)
    store.answer_all()
    line(model, 250)
    store.answer_all()
    view = QListView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.selectionModel().select(model.index(80), QItemSelectionModel.SelectionFlag.Select)
    kept = QPersistentModelIndex(model.index(80))
    model.set_ids(after)
    assert kept.row() == after.index("80")
    assert view.selectionModel().isRowSelected(after.index("80"))
    assert kept.data(EntryRole.LINE).first_line == "entry 80"


def test_what_is_known_stays_to_be_seen_while_newer_is_fetched(model, store):
    model.set_ids(ids(10))
    line(model, 0)
    store.answer_all()
    store.texts["3"] = "newer"
    model.mark_stale()
    assert line(model, 3).first_line == "entry 3"
    store.answer_all()
    assert line(model, 3).first_line == "newer"


def test_an_answer_that_was_overtaken_is_asked_for_again(model, store):
    model.set_ids(ids(10))
    line(model, 0)
    store.texts["3"] = "newest"
    model.mark_stale()
    line(model, 0)
    store.answer()
    line(model, 0)
    assert store.asked
    store.answer_all()
    assert line(model, 3).first_line == "newest"


def test_a_saved_entry_is_shown_at_once(model, store, qtbot):
    model.set_ids(ids(10))
    line(model, 0)
    store.answer_all()
    with qtbot.waitSignal(model.dataChanged):
        model.put_line(Line("4", first_line="typed just now"))
    assert line(model, 4).first_line == "typed just now"


def test_an_entry_that_is_gone_stays_a_placeholder(model, store):
    store.texts["5"] = ""
    model.set_ids(ids(10))
    line(model, 5)
    store.answer_all()
    assert line(model, 5) is None
    assert not store.asked


def test_the_first_page_is_there_before_the_whole_list(model, store):
    model.show_first([store.line(one) for one in ids(40)])
    assert line(model, 39).first_line == "entry 39"
    model.set_ids(ids(5000))
    assert line(model, 39).first_line == "entry 39"
    assert model.rowCount() == 5000


def test_a_long_list_is_not_worked_through_row_by_row(model, store, qtbot):
    view = QTableView()
    qtbot.addWidget(view)
    view.resize(300, 400)
    view.setModel(model)
    with qtbot.waitExposed(view):
        view.show()
    del model.tester  # it looks at every row itself
    model.set_ids(ids(100_000))
    view.updateGeometries()
    view.scrollTo(model.index(70_000))

    def painted():
        store.answer_all()
        return model.line("70000") is not None

    qtbot.waitUntil(painted)
    assert sum(1 for row in range(0, 100_000, 500) if model.line(str(row))) < 10


def test_the_root_has_no_data_of_its_own(model):
    assert model.index(0).data(Qt.ItemDataRole.DisplayRole) is None
