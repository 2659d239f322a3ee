"""The rules of moments: the clock on the wall, what may be recorded, what is offered."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import InvalidInput
from desktop.domain import moments

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(
    [ZoneInfo(name) for name in ("Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "UTC")]
    + [timezone(timedelta(hours=5, minutes=45))]
)
MOMENTS = st.integers(0, 2**31 - 1).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(moment=MOMENTS, zone=ZONES)
def test_every_moment_is_found_again_by_what_the_clock_showed(moment, zone):
    shown = moments.here(moment, zone)
    found = moments.at(
        shown.date(), shown.time(), later=moments.was_second(moment, zone), zone=zone
    )
    assert found == moment
    assert moments.was_twice(shown.date(), shown.time(), zone) or not moments.was_second(
        moment, zone
    )


@given(moment=MOMENTS, zone=ZONES)
def test_a_moment_lies_within_its_day(moment, zone):
    day = moments.here(moment, zone).date()
    assert moments.midnight(day, zone) <= moment < moments.midnight(day + timedelta(days=1), zone)


def test_an_hour_that_never_was_is_refused():
    with pytest.raises(InvalidInput, match="put forward"):
        moments.at(date(2026, 3, 29), time(2, 30), zone=BERLIN)
    assert not moments.was_twice(date(2026, 3, 29), time(2, 30), BERLIN)


def test_an_hour_that_was_twice_can_be_told_apart():
    day, clock = date(2026, 10, 25), time(2, 30)
    assert moments.was_twice(day, clock, BERLIN)
    first = moments.at(day, clock, zone=BERLIN)
    assert moments.at(day, clock, later=True, zone=BERLIN) - first == timedelta(hours=1)
    assert not moments.was_twice(day, time(4), BERLIN)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_days_beyond_the_calendar_are_refused_or_told(day):
    zone = timezone(timedelta(hours=14 if day == date.min else -12))
    with pytest.raises(InvalidInput, match="calendar"):
        moments.at(day, time(12) if day == date.min else time(23), zone=zone)
    edge = datetime.combine(day, time(), UTC)
    assert moments.here(edge, timezone(timedelta(hours=-12))) in {edge}


def test_a_moment_to_come_is_refused():
    now = datetime(2026, 3, 10, 12, tzinfo=BERLIN)
    assert moments.past(now, now) == now.astimezone(UTC)
    with pytest.raises(InvalidInput, match="still to come"):
        moments.past(now + timedelta(microseconds=1), now)


@given(st.text())
def test_a_word_is_one_tidy_line_or_refused(text):
    try:
        word = moments.word(text)
    except InvalidInput:
        return
    assert word == " ".join(word.split())
    assert 0 < len(word) <= moments.LONGEST_WORD
    assert moments.word(word) == word


@pytest.mark.parametrize("number", [None, 0, 11, -1, 42])
def test_a_level_beyond_the_scale_is_refused(number):
    with pytest.raises(InvalidInput, match="from 1 to 10"):
        moments.level(number)


def test_a_period_ends_with_its_last_day():
    assert moments.first_day(date(2026, 3, 14), 2) == date(2026, 3, 1)
