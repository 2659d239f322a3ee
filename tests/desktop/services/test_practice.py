"""The ritual of the day and the days of practice, by the days of this device."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.core.clock import SystemClock
from desktop.services.audio import Place
from desktop.services.practice import SPAN, Practice

TODAY = date(2026, 11, 22)


@pytest.fixture(params=["UTC", "Pacific/Auckland", "America/St_Johns"])
def zone(request, in_zone):
    in_zone(request.param)
    return request.param


@pytest.fixture
def practice(connection):
    return Practice(connection)


def at(day, hour, minute=0):
    local = datetime(day.year, day.month, day.day, hour, minute).astimezone()
    return local.astimezone(UTC).isoformat()


def ago(days):
    return TODAY - timedelta(days=days)


def test_a_new_member_has_done_nothing_yet(practice):
    ritual = practice.ritual(TODAY)
    assert (ritual.paper, ritual.paper_done, ritual.check_ins) == (False, False, 0)
    assert ritual.section is None
    assert not ritual.section_read
    assert ritual.days == frozenset()


def test_what_was_done_today_is_told(practice, rows):
    rows.put("daily_papers", {"paper_date": str(TODAY), "content": {"gratitude": "rain"}})
    assert (practice.ritual(TODAY).paper, practice.ritual(TODAY).paper_done) == (True, False)
    rows.put("daily_papers", {"paper_date": str(TODAY), "completed": True})
    assert practice.ritual(TODAY).paper_done


def test_the_edges_of_a_day_are_those_of_this_device(zone, practice, rows):
    for day, hour, minute in ((TODAY, 0, 0), (TODAY, 23, 59), (ago(1), 23, 59)):
        rows.put(
            "emotional_snapshots",
            {"emotion_type": "joy", "intensity": 5, "snapshot_date": at(day, hour, minute)},
        )
    assert practice.ritual(TODAY).check_ins == 2
    assert practice.days(TODAY) == {TODAY, ago(1)}


def test_a_day_counts_once_whatever_was_practised(zone, practice, rows, connection):
    rows.put("journal_entries", {"entry_date": str(ago(2)), "content": "a"})
    rows.put("journal_entries", {"entry_date": str(ago(2)), "content": "b"})
    rows.put("daily_papers", {"paper_date": str(ago(SPAN - 1)), "content": {}})
    rows.put("daily_papers", {"paper_date": str(ago(SPAN)), "content": {}})
    rows.put("journal_entries", {"entry_date": str(ago(-1)), "content": "tomorrow"})
    rows.put("vibrational_events", {"event_type": "x", "event_date": at(ago(5), 12)})
    for days, table in ((7, "scenes"), (8, "frequency_flip")):
        row_id = rows.put(table, {"category": "fun"})
        connection.execute(
            f"UPDATE {table} SET created_at = ? WHERE id = ?", (at(ago(days), 0, 5), row_id)
        )
    assert practice.days(TODAY) == {ago(2), ago(5), ago(7), ago(8), ago(SPAN - 1)}


def test_sections_of_the_active_vision_take_turns_and_empty_ones_are_left_out(practice, rows):
    rows.put("vision_versions", {"forward": "Newer, a draft", "is_active": False})
    active = rows.put(
        "vision_versions",
        {"forward": "\nI am awake.\nAnd more", "home": "By the sea.", "love": " ",
         "is_active": True},
    )  # fmt: skip
    seen = [practice.section(ago(days)) for days in range(4)]
    assert {one.vision_id for one in seen} == {active}
    assert [one.part for one in seen[:2]] == [one.part for one in seen[2:]]
    assert {(one.part, one.opening) for one in seen} == {
        ("forward", "I am awake."), ("home", "By the sea."),
    }  # fmt: skip


def test_a_section_is_read_for_one_day_and_that_day_was_practised(practice, rows):
    rows.put("vision_versions", {"forward": "I am awake.", "is_active": True})
    for day in (ago(SPAN), ago(3), ago(3), TODAY):
        practice.mark_read(day)
    ritual = practice.ritual(TODAY)
    assert ritual.section_read
    assert ritual.days == {ago(3), TODAY}
    assert not practice.ritual(ago(-1)).section_read


def test_what_was_read_before_days_were_kept_still_counts(practice, connection):
    connection.execute(
        "INSERT INTO local_meta (key, value) VALUES ('section_read', ?)", (str(ago(1)),)
    )
    practice.mark_read(TODAY)
    assert practice.days(TODAY) == {ago(1), TODAY}


def test_a_clock_that_was_ahead_pushes_no_day_out_and_old_days_are_let_go(practice, connection):
    practice.mark_read(ago(2))
    practice.mark_read(ago(-3650))
    practice.mark_read(TODAY)
    assert practice.days(TODAY) == {ago(2), TODAY}
    for days in range(400, 0, -1):
        practice.mark_read(ago(days))
    kept = connection.execute("SELECT value FROM local_meta WHERE key = 'section_read'").fetchone()
    assert len(kept[0]) < 1000
    assert len(practice.days(TODAY)) == SPAN - 1


def test_what_was_heard_today_is_told_and_today_was_practised(zone, practice, rows, audio):
    today = SystemClock().today()
    assert not practice.ritual(today).sounds
    track = rows.put("audio_tracks", {"title": "Forward"})
    audio.keep_place(track, Place(0.0, 20.0))
    assert (practice.ritual(today).sounds, practice.ritual(today).listened) == (True, False)
    assert practice.days(today) == frozenset()
    audio.keep_place(track, Place(9.0, 20.0))
    ritual = practice.ritual(today)
    assert ritual.listened
    assert ritual.days == {today}
    tomorrow = practice.ritual(today + timedelta(days=1))
    assert not tomorrow.listened
    assert tomorrow.days == {today}
