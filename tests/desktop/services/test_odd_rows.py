"""Rows of a server whose columns are not as documented: they are shown, counted and written in.

Decision 4: every row that is visible is stored whole. A column may hold what its kind does not
know, `infinity` for a time, or a text where a number is documented.
"""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.ids import LOCAL_USER_ID, new_id
from desktop.core.numbers import LARGEST
from desktop.domain.moments import CHECK_IN
from desktop.services.moments import Moments
from desktop.services.set_tracks import SetTracks
from desktop.services.vision.steps import Steps
from desktop.services.vision.visions import Visions
from desktop.store.rules import restore_rules

AT = "2026-01-01T10:00:00.000000+00:00"


@pytest.fixture
def arrive(connection):
    """A row comes as sync stores it."""

    def store(table, **values):
        row = {"id": new_id(), "user_id": LOCAL_USER_ID, "created_at": AT, **values}
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [*row.values()])
        connection.execute("PRAGMA ignore_check_constraints = OFF")
        return row["id"]

    return store


@pytest.fixture
def moments(connection, rows):
    return Moments(connection, lambda: rows, CHECK_IN)


@pytest.mark.parametrize(
    "odd", [{"snapshot_date": "infinity"}, {"intensity": "strong"}, {"intensity": "7.5"}]
)
def test_a_check_in_that_holds_odd_values_is_written_in(arrive, moments, rows, odd):
    values = {"snapshot_date": AT, "emotion_type": "calm", "intensity": 5, "notes": "One."} | odd
    row_id = arrive("emotional_snapshots", **values)
    before = rows.get("emotional_snapshots", row_id)
    draft = moments.get(row_id).draft
    assert moments.lines([row_id])[0].level == draft.level in {5, None}
    moments.save(row_id, draft._replace(notes="Two."), draft)
    assert rows.get("emotional_snapshots", row_id) == {**before, "notes": "Two."}
    if "intensity" in odd:
        moments.save(row_id, draft._replace(level=8, notes="Two."), draft._replace(notes="Two."))
        assert rows.get("emotional_snapshots", row_id)["intensity"] == 8


def test_a_time_of_no_calendar_is_no_day_of_a_chart(arrive, moments):
    for moment in ("0044-03-15 BC", "294276-12-31T00:00:00+00:00", "infinity", AT):
        arrive("emotional_snapshots", snapshot_date=moment, emotion_type="calm", intensity=5)
    figures = moments.figures(date(1, 1, 2), date(9999, 12, 30))
    assert [figure.day for figure in figures.days] == [date(2026, 1, 1)]


def test_a_version_with_an_odd_number_and_perspective_lets_others_begin(arrive, connection, rows):
    visions = Visions(connection, lambda: rows)
    steps = Steps(connection, lambda: rows, visions)
    odd = [
        arrive("vision_versions", version_number="first", perspective="they", fun="We play.")
        for _twice in range(2)
    ]
    assert (
        {line.number for line in visions.lines(odd)} == {visions.version(odd[0]).number} == {None}
    )
    made = visions.version(steps.new_from(odd[0]))
    assert (made.number, made.perspective, made.texts["fun"]) == (1, "singular", "We play.")
    arrive("vision_versions", version_number=1)
    restore_rules(connection)
    numbers = [row["version_number"] for row in rows.list("vision_versions")]
    assert {1, 2} <= set(numbers)


def test_tracks_with_odd_places_are_listed_and_moved(arrive, connection, rows, audio):
    one = arrive("audio_sets", title="Set")
    tracks = [
        arrive("audio_tracks", audio_set_id=one, title=title, order_index=order)
        for title, order in (("a", 1), ("b", "x"), ("c", "2.5"))
    ]
    found = SetTracks(connection, lambda: rows, audio, audio._media)
    assert {line.order for line in found.lines(tracks)} == {1, None}
    assert found.move(one, found.ids(one)[0], 2)
    assert [line.order for line in found.lines(found.ids(one))] == [1, 2, 3]


def test_tracks_at_the_last_place_that_there_is_are_moved(arrive, connection, rows, audio):
    one = arrive("audio_sets", title="Set")
    for title in "abc":
        arrive("audio_tracks", audio_set_id=one, title=title, order_index=LARGEST)
    found = SetTracks(connection, lambda: rows, audio, audio._media)
    before = found.ids(one)
    assert found.move(one, before[0], 2)
    assert found.ids(one) == [*before[1:], before[0]]
