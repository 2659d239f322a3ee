"""The rules of listening: order, repeat, going back, the sleep timer, durations, narrated parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.listening import (
    FADE,
    Queue,
    Repeat,
    SleepTimer,
    narrated_part,
    rewind,
    seconds_of,
    spelt,
)

ABC = Queue(("a", "b", "c"))


def test_tracks_follow_in_their_order_and_then_there_is_silence():
    seen, queue = [], ABC
    while queue is not None:
        seen.append(queue.current)
        queue = queue.after_end()
    assert seen == ["a", "b", "c"]


def test_repeating_a_track_or_the_set():
    on_track = Queue(("a", "b"), 1, Repeat.TRACK)
    assert on_track.after_end().current == "b"
    assert on_track.next() is None
    on_set = Queue(("a", "b"), 1, Repeat.SET)
    assert on_set.after_end().current == "a"
    assert on_set.at("a").previous(0).current == "b"


def test_going_back_means_the_beginning_first():
    queue = ABC.at("b")
    assert queue.previous(10).current == "b"
    assert queue.previous(1).current == "a"
    assert ABC.previous(1).current == "a"


@given(st.lists(st.sampled_from("abcdef")), st.sampled_from("abcdef"))
def test_the_track_that_is_on_stays_on_when_others_come_and_go(ids, current):
    queue = Queue(("a", "b", "c", "d", "e", "f")).at(current).with_tracks(ids)
    assert queue.current == current if current in ids else queue.current in {*ids, ""}
    assert len(set(queue.ids)) == len(queue.ids)


@pytest.mark.parametrize(
    ("pause", "back"), [(0, 0), (9, 0), (10, 2), (61, 5), (400, 10), (4000, 20), (10**6, 20)]
)
def test_a_longer_pause_goes_further_back(pause, back):
    assert rewind(pause) == back


def test_the_timer_is_right_at_any_speed():
    assert SleepTimer(until=100.0).left(40.0, remaining=500.0, speed=2.0) == 60
    assert SleepTimer(at_end=True).left(0.0, remaining=60.0, speed=2.0) == 30
    assert SleepTimer().left(0.0, 60.0, 1.0) is None
    assert not SleepTimer().is_on
    assert SleepTimer(until=100.0).is_over(100.0)
    assert not SleepTimer(at_end=True).is_over(10**9)


@given(st.floats(0, 60), st.sampled_from([0.5, 1.0, 2.0]))
def test_the_fade_goes_down_to_nothing_and_never_up(left, speed):
    timer = SleepTimer(at_end=True)
    volume = timer.volume(0.0, left * speed, speed)
    assert 0.0 <= volume <= 1.0
    assert volume == 1.0 if left > FADE else volume <= 1.0
    assert timer.volume(0.0, max(0.0, left - 1) * speed, speed) <= volume
    assert timer.volume(0.0, 0.0, speed) == 0.0


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("3:25", 205), ("0:07", 7), ("1:02:03", 3723), ("205", 205), ("12.5 s", 12.5), ("90:00", 5400),
     ("", None), (None, None), ("soon", None), ("3:2", None), ("-1", None)],
)  # fmt: skip
def test_durations_are_read(text, seconds):
    assert seconds_of(text) == seconds


@given(st.integers(0, 360_000))
def test_a_spelt_duration_is_read_again(seconds):
    assert seconds_of(spelt(seconds)) == seconds


@pytest.mark.parametrize(
    ("title", "order", "part"),
    [("Forward", None, "forward"), ("04 - Home / Environment", 2, "home"),
     ("My money story", 0, "money"), ("Track 3", 3, "travel"), ("Track", None, None),
     ("Track 99", 99, None), ("Conclusion", 0, "conclusion")],
)  # fmt: skip
def test_the_narrated_part_is_guessed_by_title_then_by_order(title, order, part):
    assert narrated_part(title, order) == part
