"""The ritual of the day and the days of practice, by the days of this device."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

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


def test_a_section_is_read_for_one_day(practice, rows):
    rows.put("vision_versions", {"forward": "I am awake.", "is_active": True})
    practice.mark_read(TODAY)
    assert practice.ritual(TODAY).section_read
    assert not practice.ritual(ago(-1)).section_read


def test_what_was_heard_today_is_told(practice, rows, connection):
    assert not practice.ritual(TODAY).sounds
    track = rows.put("audio_tracks", {"title": "Forward"})
    assert (practice.ritual(TODAY).sounds, practice.ritual(TODAY).listened) == (True, False)
    connection.execute(
        "INSERT INTO local_listening (track_id, position, listened_at) VALUES (?, 9000, ?)",
        (track, at(TODAY, 7)),
    )
    assert practice.ritual(TODAY).listened
    assert not practice.ritual(ago(-1)).listened
