from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.book import Place, chapters_of, place_in, with_place
from desktop.domain.vision import CODES


def test_parts_that_hold_text_are_chapters_in_the_order_of_reading():
    texts = dict.fromkeys(CODES, "")
    texts |= {"love": "I am met.", "forward": " So it is. ", "fun": "\n\t ", "health": "I walk."}
    chapters = chapters_of(texts)
    assert [(one.code, one.number) for one in chapters] == [
        ("forward", None), ("health", 1), ("love", 2),
    ]  # fmt: skip
    assert chapters[0].text == "So it is."
    assert chapters[2].label == "Love / Romance / Partnership"
    assert chapters_of({}) == ()


def test_each_version_is_opened_where_it_was_left():
    places = with_place("", "a", Place("fun", 12))
    places = with_place(places, "b", Place("", 0))
    places = with_place(places, "a", Place("love", 3))
    assert place_in(places, "a") == Place("love", 3)
    assert place_in(places, "b") == Place()
    assert place_in(places, "c") == Place()


def test_only_so_many_places_are_kept():
    places = ""
    for number in range(40):
        places = with_place(places, f"v{number}", Place("fun", number))
    assert place_in(places, "v39") == Place("fun", 39)
    assert place_in(places, "v0") == Place()
    assert len(places) < 400


@given(st.text(max_size=60))
def test_nonsense_in_the_settings_is_no_place_and_no_fault(places):
    found = place_in(places, "v1")
    assert isinstance(found.offset, int)
    assert place_in(with_place(places, "v1", Place("home", 7)), "v1") == Place("home", 7)
