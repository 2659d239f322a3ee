from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.perspective import PLURAL, applied, places
from desktop.domain.review import Review

TEXTS = {"forward": "I am here. Part I is mine.", "fun": "My wife and I sing.", "love": "Sun."}


def review(texts=TEXTS):
    return Review(texts, {part: found for part, t in texts.items() if (found := places(t, PLURAL))})


def said(made, part):
    return "".join(stretch.text for stretch in made.outcome(part))


def test_what_is_likely_is_accepted_and_what_is_doubtful_is_not():
    made = review()
    assert made.parts() == ["forward", "fun"]
    assert said(made, "forward").startswith("We are here. Part I is")
    assert 0 < made.accepted < len(made.spots)


def test_the_outcome_is_what_the_chosen_places_make_of_the_text():
    made = review()
    made.decide(range(len(made.spots)), accept=True)
    for part in made.parts():
        assert said(made, part) == applied(TEXTS[part], made.chosen()[part])
    made.decide(made.of_part("forward"), accept=False)
    assert said(made, "forward") == TEXTS["forward"]
    assert "forward" not in made.chosen()
    assert said(made, "love") == "Sun."


def test_decisions_are_taken_back_one_by_one():
    made = review()
    first = made.chosen()
    assert made.decide([0], accept=False)
    assert not made.decide([0], accept=False)
    made.decide(made.of_part("fun"), accept=True)
    assert made.undo()
    assert made.undo()
    assert made.chosen() == first
    assert not made.undo()


def test_decisions_stay_when_the_texts_are_read_again():
    made = review()
    made.decide([0], accept=False)
    again = review({**TEXTS, "love": "I love."})
    again.take_over(made)
    assert not again.is_accepted(0)
    assert said(again, "love") == "We love."


@given(st.text(alphabet="I am my we us was and. \n", max_size=60), st.sets(st.integers(0, 20)))
def test_whatever_is_refused_stays_to_the_letter(text, accepted):
    made = review({"fun": text})
    made.decide(range(len(made.spots)), accept=False)
    assert said(made, "fun") == text
    made.decide((n for n in accepted if n < len(made.spots)), accept=True)
    assert said(made, "fun") == applied(text, made.chosen().get("fun", []))
