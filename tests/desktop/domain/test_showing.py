"""Which slide of the cinema is on: by its own time, beside the voice, by the member's keys."""

from __future__ import annotations

from desktop.domain.cinema import Kind, Slide
from desktop.domain.showing import Showing


def slides(*names):
    """Slides named after their part and a number, such as `home2`; an `!` makes a picture."""
    return tuple(
        Slide(
            Kind.PICTURE if "!" in name else Kind.WORDS,
            name.strip("!0123456789"),
            name,
            name if "!" in name else "",
            10.0,
        )
        for name in names
    )


def walk(showing, steps):
    seen = []
    for _ in range(steps):
        seen.append(showing.current.text)
        showing = showing.next()
    return seen


SIX = slides("fun1", "fun2", "home1", "home2", "work1", "money1")


def test_without_a_voice_it_goes_round():
    assert walk(Showing(SIX[:3]), 5) == ["fun1", "fun2", "home1", "fun1", "fun2"]


def test_the_slides_of_what_is_narrated_go_round():
    showing = Showing(SIX, frozenset({"fun", "home", "work", "money"})).hear("home")
    assert walk(showing, 4) == ["home1", "home2", "home1", "home2"]


def test_parts_that_no_voice_comes_to_are_shown_with_the_one_before_them():
    showing = Showing(SIX, frozenset({"home"})).hear("home")
    assert walk(showing, 7) == ["home1", "home2", "work1", "money1", "fun1", "fun2", "home1"]
    between = Showing(SIX, frozenset({"fun", "work"})).hear("fun")
    assert walk(between, 5) == ["fun1", "fun2", "home1", "home2", "fun1"]


def test_hearing_what_is_on_already_changes_no_slide():
    showing = Showing(SIX, frozenset({"home", "work"}), place=3).hear("home")
    assert showing.current.text == "home2"
    assert showing.hear("work").current.text == "work1"


def test_a_voice_in_nothing_that_is_shown_leaves_slides_their_own_time():
    showing = Showing(SIX, frozenset({"home"})).hear("conclusion")
    assert showing.current.text == "fun1"
    assert walk(showing, 3) == ["fun1", "fun2", "home1"]
    assert showing.hear("").part == ""


def test_the_member_goes_anywhere_and_learns_which_voice_belongs_there():
    showing = Showing(SIX, frozenset({"fun", "work"})).hear("fun")
    back = showing.step(-1)
    assert back.current.text == "money1"
    assert back.voice_at(back.place) == "work"
    assert showing.step(3).voice_at(3) == "fun"


def test_slides_are_stretched_to_the_length_of_the_voice_but_never_hurried():
    showing = Showing(SIX, frozenset({"home", "work"})).hear("home")
    assert showing.pace(30.0) == 1.5
    assert showing.pace(5.0) == 1.0
    assert showing.pace(500.0) == 2.0
    assert Showing(SIX).pace(500.0) == 1.0


def test_a_picture_that_cannot_be_shown_is_left_out_and_what_is_on_stays_on():
    shown = slides("fun!1", "fun2", "home1", "home!2")
    showing = Showing(shown, place=2).without("fun!1")
    assert [slide.text for slide in showing.slides] == ["fun2", "home1", "home!2"]
    assert showing.current.text == "home1"
    assert Showing(shown, place=3).without("home!2").current.text == "fun!1"
    assert Showing(shown[:1]).without("fun!1").current is None


def test_words_stay_without_a_picture_behind_them():
    words = Slide(Kind.WORDS, "fun", "glad", "lost")
    assert Showing((words,)).without("lost").current == Slide(Kind.WORDS, "fun", "glad")


def test_what_comes_next_is_known_ahead_and_never_what_is_on():
    assert [slide.text for slide in Showing(SIX).ahead(2)] == ["fun2", "home1"]
    assert Showing(SIX[:1]).ahead(2) == []
    assert [slide.text for slide in Showing(SIX[:2]).ahead(2)] == ["fun2"]


def test_new_slides_leave_the_present_one_on():
    showing = Showing(SIX[2:], place=1).renewed(SIX, {"home"})
    assert showing.current.text == "home2"
    assert showing.narrated == {"home"}
    assert Showing(SIX, place=5).renewed(SIX[:2], ()).current.text == "fun2"


def test_an_empty_showing_bears_everything():
    empty = Showing(())
    assert empty.next() == empty.step(1) == empty.hear("") == empty
    assert empty.current is None
    assert empty.ahead(2) == []
