"""Daily papers on a real database: one a day, whatever the server or another device made of it."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.ids import LOCAL_USER_ID, natural_id
from desktop.services.papers import PaperLine, Papers
from desktop.store.rows import Rows

TABLE = "daily_papers"
DAY = date(2026, 3, 31)
FULL = {"gratitude": "The sea", "tasks": ["Swim", "Rest", ""], "fun_plan": "Dance"}


@pytest.fixture
def papers(connection, rows):
    return Papers(connection, lambda: rows, LOCAL_USER_ID)


@pytest.fixture
def elsewhere(database):
    connection = database.connect()
    yield Rows(connection, LOCAL_USER_ID)
    connection.close()


def draft(content, day=DAY, completed=False):
    return {"paper_date": day.isoformat(), "content": content, "completed": completed}


def test_a_day_has_one_paper_with_an_id_that_follows_from_it(papers, rows):
    row_id, row = papers.paper_of(DAY)
    assert (row_id, row) == (natural_id(LOCAL_USER_ID, TABLE, ["2026-03-31"]), None)
    kept = papers.save(row_id, draft(FULL), "s")
    assert kept["content"] == FULL
    assert papers.paper_of(DAY) == (row_id, kept)
    assert rows.count(TABLE) == 1


def test_a_row_that_holds_the_day_under_another_id_is_its_paper(papers, rows):
    other = rows.put(TABLE, {"id": "11111111-1111-4111-8111-111111111111",
                             "paper_date": "2026-03-31", "content": FULL})  # fmt: skip
    assert papers.id_of(DAY) == other


def test_words_go_to_the_row_that_came_to_hold_the_day_meanwhile(papers, elsewhere, rows):
    row_id, _ = papers.paper_of(DAY)
    other = "11111111-1111-4111-8111-111111111111"
    there = {**FULL, "tasks": ["Swim", "", ""], "theirs": 1}
    elsewhere.put(TABLE, {"id": other, "paper_date": "2026-03-31", "content": there})
    here = {"gratitude": "", "tasks": ["", "Read", ""], "fun_plan": ""}
    kept = papers.save(row_id, draft(here), "s")
    assert kept["id"] == other
    assert kept["content"] == {**there, "tasks": ["Swim", "Read", ""]}
    more = {**here, "gratitude": "Rain"}
    kept = papers.save(row_id, draft(more), "s", draft(here))
    assert "Rain" in kept["content"]["gratitude"]
    assert "The sea" in kept["content"]["gratitude"]
    assert rows.count(TABLE) == 1


def test_a_paper_that_was_moved_to_another_day_is_not_shown_on_its_old_one(papers, rows):
    moved = rows.put(TABLE, {"paper_date": DAY.isoformat(), "content": FULL})
    rows.put(TABLE, {"id": moved, "paper_date": "2026-04-01"})
    row_id, row = papers.paper_of(DAY)
    assert row is None
    assert papers.id_of(DAY) == row_id != moved
    papers.save(row_id, draft({**FULL, "fun_plan": "Another"}), "s")
    assert papers.get(moved)["content"] == FULL
    assert papers.paper_of(DAY)[0] == row_id


def test_a_paper_left_blank_leaves_no_row(papers, rows):
    row_id, _ = papers.paper_of(DAY)
    papers.save(row_id, draft(FULL), "s")
    blank = {"gratitude": "", "tasks": ["", "", ""], "fun_plan": ""}
    papers.save(row_id, draft(blank), "s", draft(FULL))
    papers.leave(row_id)
    assert rows.count(TABLE) == 0


def test_lists_lines_and_days(papers, rows, connection):
    for day, done in (("2026-03-01", True), ("2026-03-31", False), ("2026-02-28", None)):
        rows.put(TABLE, {"paper_date": day, "content": FULL, "completed": done})
    rows.put(TABLE, {"content": None})
    connection.execute("UPDATE daily_papers SET content = '[7]' WHERE paper_date = '2026-02-28'")
    ids = papers.ids()
    lines = papers.lines(ids)
    assert [line.day for line in lines] == [DAY, date(2026, 3, 1), date(2026, 2, 28), None]
    assert lines[0] == PaperLine(ids[0], DAY, "The sea", 2, 0, False)
    assert lines[2].first == "[7]"
    assert papers.first_page(2) == lines[:2]
    assert papers.days(date(2026, 3, 1), DAY) == {date(2026, 3, 1): True, DAY: False}


def test_what_stayed_open_the_day_before(papers, rows):
    content = {**FULL, "tasks_done": {"Swim": True}}
    row_id = rows.put(TABLE, {"paper_date": "2026-03-30", "content": content})
    assert papers.open_actions(DAY) == ["Rest"]
    rows.put(TABLE, {"id": row_id, "completed": True})
    assert papers.open_actions(DAY) == []
    assert papers.open_actions(date.min) == []


def test_unknown_keys_survive_a_save(papers, rows):
    row_id = rows.put(TABLE, {"paper_date": "2026-03-31", "content": {**FULL, "mine": [1.5]}})
    before = papers.get(row_id)
    base = {name: before[name] for name in ("paper_date", "content", "completed")}
    kept = papers.save(row_id, {**base, "completed": True}, "s", base)
    assert kept == {**before, "completed": True}


def test_deleting_goes_to_the_trash(papers, rows, trash):
    row_id = rows.put(TABLE, {"paper_date": "2026-03-31", "content": FULL})
    number = papers.delete(row_id)
    assert trash.restore(number) == row_id
