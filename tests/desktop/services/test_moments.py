"""Check-ins and events on a real database: recorded, changed, listed, added up."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.errors import InvalidInput
from desktop.core.ids import LOCAL_USER_ID
from desktop.domain.moments import CHECK_IN, EVENT, MomentDraft, MomentFilter
from desktop.services.moments import Moments

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
WORDS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=40)


@pytest.fixture(params=[CHECK_IN, EVENT], ids=lambda kind: kind.table)
def kind(request):
    return request.param


@pytest.fixture
def moments(connection, rows, kind):
    return Moments(connection, lambda: rows, kind, lambda: NOON)


@pytest.fixture
def check_ins(connection, rows):
    return Moments(connection, lambda: rows, CHECK_IN, lambda: NOON)


def record(moments, word="Calm", level=6, notes="", ago=timedelta()):
    row_id = moments.new_id()
    moments.save(row_id, MomentDraft(NOON - ago, word, level, notes))
    return row_id


def odd_row(connection, kind, **values):
    """A row as a server may hold one."""
    row_id = str(uuid.uuid4())
    row = {"id": row_id, "user_id": LOCAL_USER_ID, **values}
    names, marks = ", ".join(row), ", ".join("?" for _ in row)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(f"INSERT INTO {kind.table} ({names}) VALUES ({marks})", list(row.values()))
    connection.execute("PRAGMA ignore_check_constraints = OFF")
    return row_id


def test_a_moment_is_kept_in_all_its_columns(moments, rows, kind):
    row_id = moments.new_id()
    saved = moments.save(row_id, MomentDraft(None, "  at   peace ", 7, "by the river"))
    assert uuid.UUID(row_id).version == 4
    row = rows.get(kind.table, row_id)
    assert row[kind.moment] == "2026-03-10T12:00:00.000000+00:00"
    assert (row[kind.word], row[kind.level], row[kind.notes]) == ("at peace", 7, "by the river")
    assert row["created_at"]
    assert row["user_id"] == LOCAL_USER_ID
    assert saved.before is None
    assert saved.moment.draft == MomentDraft(NOON, "at peace", 7, "by the river")
    assert moments.get(row_id) == saved.moment


def test_without_notes_there_are_none(moments, rows, kind):
    assert rows.get(kind.table, record(moments, notes=" \n "))[kind.notes] is None


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (MomentDraft(NOON, " \t", 5), "word"),
        (MomentDraft(NOON, "x" * 101, 5), "word"),
        (MomentDraft(NOON, "Calm", None), "level"),
        (MomentDraft(NOON, "Calm", 0), "level"),
        (MomentDraft(NOON, "Calm", 11), "level"),
        (MomentDraft(NOON + timedelta(seconds=1), "Calm", 5), "moment"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(moments, draft, field):
    with pytest.raises(InvalidInput) as refused:
        moments.save(moments.new_id(), draft)
    assert refused.value.field == field
    assert str(refused.value).endswith(".")
    assert moments.ids() == []


def test_the_newest_come_first_and_those_without_a_time_last(moments, connection, kind):
    nowhen = odd_row(connection, kind)
    old = record(moments, ago=timedelta(days=3))
    new = record(moments)
    assert moments.ids() == [new, old, nowhen]
    assert [line.id for line in moments.first_page(2)] == [new, old]
    lines = moments.lines([nowhen, new, "gone"])
    assert [line.id for line in lines] == [nowhen, new]
    assert (lines[0].moment, lines[0].word, lines[0].level) == (None, "", None)
    assert lines[1].moment == NOON


def test_moments_are_listed_by_word_and_by_period(moments):
    calm = record(moments, "calm", ago=timedelta(days=1))
    other = record(moments, "Calm", ago=timedelta(days=40))
    record(moments, "Tired")
    assert moments.ids(MomentFilter(word="CALM")) == [calm, other]
    yesterday = (NOON - timedelta(days=1)).astimezone().date()
    assert moments.ids(MomentFilter(since=yesterday, until=yesterday)) == [calm]
    assert moments.ids(MomentFilter("calm", until=yesterday - timedelta(days=2))) == [other]


def test_words_in_use_are_told_the_most_frequent_first(moments, connection, kind):
    for word in ("calm", "Calm", "Calm", "Tired", "at peace", "at peace"):
        record(moments, word)
    odd_row(connection, kind)
    assert moments.words() == [("Calm", 3), ("at peace", 2), ("Tired", 1)]
    assert moments.words(newest=None) == moments.words()


# ---- changing ----


def test_a_change_keeps_the_words_before_it_as_a_version(moments, history, kind):
    row_id = record(moments, notes="first words")
    base = moments.get(row_id).draft
    moments.save(row_id, base._replace(notes="other words"), base)
    (version,) = history.versions(kind.table, row_id)
    assert history.row(version.id)[kind.notes] == "first words"


def test_only_what_was_changed_is_written(moments, connection, rows, kind):
    row_id = odd_row(connection, kind, **{kind.level: 42, kind.word: "  odd\tword "})
    base = moments.get(row_id).draft
    assert base == MomentDraft(None, "  odd\tword ", 42)
    moments.save(row_id, base._replace(notes="mine"), base)
    row = rows.get(kind.table, row_id)
    assert (row[kind.level], row[kind.word], row[kind.moment]) == (42, "  odd\tword ", None)
    assert row[kind.notes] == "mine"


def test_a_change_is_taken_back_even_to_what_could_not_be_written(moments, connection, kind):
    row_id = odd_row(connection, kind, **{kind.level: 42, kind.word: "odd"})
    base = moments.get(row_id).draft
    saved = moments.save(row_id, base._replace(level=4, moment=NOON), base)
    assert saved.moment.draft == MomentDraft(NOON, "odd", 4)
    moments.put_back(row_id, saved.before)
    assert moments.get(row_id).draft == base


def test_what_came_meanwhile_is_woven_in(moments):
    row_id = record(moments, "Calm", 6, "one\n\ntwo")
    base = moments.get(row_id).draft
    moments.save(row_id, base._replace(level=9, notes="one, longer\n\ntwo"), base)  # another device
    saved = moments.save(row_id, base._replace(word="Glad", notes="one\n\ntwo\n\nthree"), base)
    assert saved.moment.draft == MomentDraft(NOON, "Glad", 9, "one, longer\n\ntwo\n\nthree")


def test_a_change_of_a_moment_that_is_gone_brings_it_back(moments, rows, kind):
    row_id = record(moments, "Calm", 6, "notes")
    before = rows.get(kind.table, row_id)
    base = moments.get(row_id).draft
    moments.delete(row_id)
    moments.save(row_id, base._replace(level=8), base)
    assert rows.get(kind.table, row_id) == before | {kind.level: 8}


def test_nothing_changed_is_nothing_written(moments, connection):
    row_id = record(moments)
    base = moments.get(row_id).draft
    changes = connection.total_changes
    assert moments.save(row_id, base, base).moment.draft == base
    moments.delete(row_id)
    assert moments.save(row_id, base, base).before is None
    assert moments.get(row_id) is None
    assert connection.total_changes > changes


def test_a_deleted_moment_comes_back_as_it_was(moments, trash, connection, kind):
    row_id = odd_row(connection, kind, **{kind.level: 42, kind.moment: "2020-01-01T00:00:00+00:00"})
    before = moments.get(row_id)
    trash.restore(moments.delete(row_id))
    assert moments.get(row_id) == before


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(word=WORDS, notes=WORDS, level=st.integers(-5, 20), seconds=st.integers(-10, 10**8))
def test_whatever_is_written_is_refused_or_read_again(check_ins, word, notes, level, seconds):
    draft = MomentDraft(NOON - timedelta(seconds=seconds), word, level, notes)
    row_id = check_ins.new_id()
    try:
        saved = check_ins.save(row_id, draft).moment
    except InvalidInput:
        assert check_ins.get(row_id) is None
        return
    assert 1 <= level <= 10
    assert seconds >= 0
    kept = saved.draft
    assert (kept.moment, kept.level) == (draft.moment, level)
    assert kept.word == " ".join(kept.word.split())
    assert kept.notes == notes.replace("\0", "") or not notes.replace("\0", "").strip()
    assert check_ins.save(row_id, kept, kept).moment == saved


# ---- adding up ----


def test_figures_are_by_the_day_of_this_device(check_ins, in_zone):
    in_zone("Pacific/Auckland")  # UTC+13 in March
    record(check_ins, level=4, ago=timedelta(hours=1))  # 00:00 on the 11th
    record(check_ins, level=8, ago=timedelta(hours=2))  # 23:00 on the 10th
    record(check_ins, level=5, ago=timedelta(hours=3))
    figures = check_ins.figures(date(2026, 3, 10), date(2026, 3, 11))
    assert [(d.day.day, d.number, d.mean, d.low, d.high) for d in figures.days] == [
        (10, 2, 6.5, 5, 8),
        (11, 1, 4.0, 4, 4),
    ]
    assert [point.level for point in figures.points] == [5, 8, 4]
    assert figures.number == 3
    assert figures.mean == pytest.approx(17 / 3)
    only = check_ins.figures(date(2026, 3, 11), date(2026, 3, 11))
    assert [point.level for point in only.points] == [4]


def test_a_day_of_25_hours_is_one_day(check_ins, in_zone):
    in_zone("Europe/Berlin")
    first, last = datetime(2025, 10, 25, 22, tzinfo=UTC), datetime(2025, 10, 26, 22, 59, tzinfo=UTC)
    for moment in (first, last, first - timedelta(seconds=1)):
        check_ins.save(check_ins.new_id(), MomentDraft(moment, "Calm", 5))
    (day,) = check_ins.figures(date(2025, 10, 26), date(2025, 10, 26)).days
    assert day.number == 2
    assert len(check_ins.figures(date(2025, 10, 25), date(2025, 10, 26)).days) == 2


def test_what_has_no_level_on_the_scale_is_left_out_and_counted(moments, connection, kind):
    record(moments, level=6)
    stamp = "2026-03-10T08:00:00.000000+00:00"
    for level in (None, 42, 0, -3):
        odd_row(connection, kind, **{kind.level: level, kind.moment: stamp})
    odd_row(connection, kind, **{kind.level: 5})
    day = NOON.astimezone().date()
    figures = moments.figures(day, day)
    assert (figures.number, figures.mean, figures.left_out) == (1, 6.0, 4)
    nothing = moments.figures(day - timedelta(days=9), day - timedelta(days=8))
    assert (nothing.number, nothing.mean, nothing.days) == (0, 0.0, ())


def test_the_period_is_found_by_its_index(check_ins, connection):
    def plan(sql):
        return " ".join(row[-1] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}"))

    asked = []
    connection.set_trace_callback(asked.append)
    check_ins.figures(date(2026, 3, 1), date(2026, 3, 10))
    connection.set_trace_callback(None)
    assert len(asked) == 3
    assert all("emotional_snapshots_by_snapshot_date" in plan(sql) for sql in asked)
