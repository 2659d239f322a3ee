"""The made-up life: the same for the same day, valid, whole, and told up to today."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from desktop.demo.life import life
from desktop.domain.categories import CODES
from desktop.domain.journal import days_back
from desktop.domain.papers import read
from desktop.domain.vision import completion
from desktop.domain.vocabulary import EMOTIONS, EVENTS, find, words
from desktop.store.schema import two_way
from desktop.store.validation import validated

EVENING = datetime(2026, 11, 22, 19, 30, tzinfo=UTC)
MOMENTS = (
    EVENING,
    datetime(2026, 11, 22, 0, 2, tzinfo=UTC),
    datetime(2024, 2, 29, 12, tzinfo=UTC),
    datetime(2027, 1, 1, 5, tzinfo=UTC),
)


def days(rows):
    return [date.fromisoformat(row["entry_date"]) for row in rows]


def test_the_same_day_has_the_same_life_and_another_day_another():
    assert life(EVENING) == life(EVENING)
    assert life(EVENING) != life(EVENING + timedelta(days=1))


@pytest.mark.parametrize("now", MOMENTS)
def test_every_row_is_one_that_the_store_would_take(now):
    for table, rows in life(now).items():
        for row in rows:
            assert validated(table, row)


def test_every_table_that_a_member_writes_has_rows():
    written = {table for table, rows in life(EVENING).items() if rows}
    assert written == {spec.name for spec in two_way()}


@pytest.mark.parametrize("now", MOMENTS)
def test_the_last_entry_is_of_today_or_yesterday_and_nothing_is_of_tomorrow(now):
    told = life(now)
    today = now.astimezone().date()
    assert today - max(days(told["journal_entries"])) <= timedelta(days=1)
    for rows in told.values():
        for row in rows:
            for column in ("created_at", "snapshot_date", "event_date"):
                if row.get(column):
                    assert datetime.fromisoformat(row[column]) <= now, (column, row)


def test_a_year_has_about_300_entries_with_gaps_and_days_of_several():
    today = EVENING.astimezone().date()
    year = [d for d in days(life(EVENING)["journal_entries"]) if (today - d).days < 365]
    assert 270 <= len(year) <= 340
    on_a_day = Counter(Counter(year).values())
    assert on_a_day[2] > 10
    assert on_a_day[3] > 1
    ordered = sorted(set(year))
    longest = max((b - a).days for a, b in pairwise(ordered))
    assert longest >= 5


@pytest.mark.parametrize("now", MOMENTS)
def test_on_this_day_has_something_of_every_earlier_year(now):
    today = now.astimezone().date()
    found = set(days(life(now)["journal_entries"]))
    for years in (1, 2, 3, 4):
        assert found & set(days_back(today, today.year - years))


def test_no_text_is_told_twice_in_a_year():
    today = EVENING.astimezone().date()
    texts = [
        row["content"] for row in life(EVENING)["journal_entries"]
        if (today - date.fromisoformat(row["entry_date"])).days < 365
    ]  # fmt: skip
    most = Counter(texts).most_common(1)[0]
    assert most[1] == 1


def test_moods_and_tags_are_of_many_kinds_and_sometimes_absent():
    rows = life(EVENING)["journal_entries"]
    assert len({row["mood"] for row in rows}) > 12
    assert any(row["mood"] is None for row in rows)
    assert any(row["tags"] is None for row in rows)


def test_there_is_one_active_vision_an_older_one_and_a_draft():
    older, active, draft = life(EVENING)["vision_versions"]
    assert [v["version_number"] for v in (older, active, draft)] == [1, 2, 3]
    assert (active["is_active"], active["status"], completion(active)) == (True, "complete", 100)
    assert (older["is_active"], older["status"], completion(older)) == (False, "complete", 100)
    assert (draft["is_draft"], draft["status"]) == (True, "draft")
    assert 0 < draft["completion_percent"] < 100
    for version in (older, active, draft):
        assert version["completion_percent"] == completion(version)


def test_the_flow_is_begun_in_every_category_and_not_finished_in_all():
    states = life(EVENING)["life_vision_category_state"]
    assert [s["category"] for s in states] == list(CODES)
    assert all(s["transcript"] for s in states)
    assert {bool(s["blueprint_data"]) for s in states} == {True, False}
    for state in states:
        for loop in state["blueprint_data"] or ():
            assert all(loop[part] for part in ("being", "doing", "receiving"))


def test_the_words_of_moments_are_the_programmes_own():
    told = life(EVENING)
    for row in told["emotional_snapshots"]:
        assert find(row["emotion_type"], words(EMOTIONS)), row["emotion_type"]
    for row in told["vibrational_events"]:
        assert find(row["event_type"], words(EVENTS)), row["event_type"]


def test_a_paper_has_gratitude_three_tasks_and_something_fun():
    for row in life(EVENING)["daily_papers"]:
        content = row["content"]
        assert content["gratitude"]
        assert content["fun_plan"]
        assert len(set(content["tasks"])) == 3
        ticked = [action.done for action in read(content).actions]
        assert all(ticked) if row["completed"] else not all(ticked)


def test_more_entries_make_more_years_of_everything_daily():
    told, usual = life(EVENING, 2_000), life(EVENING)
    assert 1_900 <= len(told["journal_entries"]) <= 2_100
    assert len(told["daily_papers"]) > 3 * len(usual["daily_papers"])
    assert len(told["emotional_snapshots"]) > 3 * len(usual["emotional_snapshots"])


def test_there_are_days_without_anything():
    told = life(EVENING)
    days_of = {
        *(row["entry_date"] for row in told["journal_entries"]),
        *(row["paper_date"] for row in told["daily_papers"]),
        *(row["snapshot_date"][:10] for row in told["emotional_snapshots"]),
    }
    year = {(EVENING.date() - timedelta(days=back)).isoformat() for back in range(365)}
    assert 250 <= len(year & days_of) <= 310
