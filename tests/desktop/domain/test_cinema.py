"""What the cinema shows of the parts of a vision, and for how long."""

from __future__ import annotations

from desktop.domain.cinema import (
    Kind,
    Matter,
    Picture,
    Scene,
    opening,
    passages,
    programme,
    seconds_for,
)


def test_a_part_opens_with_its_words_over_its_first_picture_and_then_takes_turns():
    matter = Matter(
        "home",
        "We live by the sea.",
        (Picture("one", "The house"), Picture("two")),
        (Scene("Breakfast", "The cups are warm.", "belonging"),),
        ("Home is a verb.",),
    )
    shown = [(s.kind, s.media, s.text, s.title, s.essence) for s in programme([matter])]
    assert shown == [
        (Kind.WORDS, "one", "We live by the sea.", "", ""),
        (Kind.PICTURE, "one", "The house", "", ""),
        (Kind.WORDS, "one", "The cups are warm.", "Breakfast", "belonging"),
        (Kind.PICTURE, "two", "", "", ""),
        (Kind.WORDS, "two", "Home is a verb.", "", ""),
    ]


def test_parts_come_in_their_order_and_those_with_nothing_are_left_out():
    matters = [Matter("forward", "I begin."), Matter("fun", "  "), Matter("love", "I am met.")]
    assert [slide.part for slide in programme(matters)] == ["forward", "love"]


def test_only_the_opening_of_a_part_is_shown_and_it_keeps_whole_sentences():
    text = "## The house\n" + "The morning is wide and slow. " * 30
    begin = opening(text)
    assert begin.startswith("The house The morning")
    assert begin.endswith("slow.")
    assert len(begin) <= 210


def test_a_long_scene_goes_over_several_slides_and_loses_nothing():
    text = " ".join(f"Sentence number {n} tells of the garden." for n in range(20))
    slides = programme([Matter("home", scenes=(Scene("The garden", text, "ease"),))])
    assert " ".join(slide.text for slide in slides) == text
    assert [slide.title for slide in slides] == ["The garden", *[""] * (len(slides) - 1)]
    assert [slide.essence for slide in slides] == [*[""] * (len(slides) - 1), "ease"]


def test_a_sentence_without_end_is_cut_between_words():
    text = "and then the sea " * 60
    assert max(map(len, passages(text))) <= 270
    assert " ".join(passages(text)) == text.strip()


def test_a_scene_with_a_title_alone_shows_it_and_one_with_nothing_is_no_slide():
    slides = programme([Matter("fun", scenes=(Scene("Dancing", ""), Scene("", "")))])
    assert [(slide.text, slide.title) for slide in slides] == [("Dancing", "")]


def test_words_stay_as_long_as_they_take_to_read():
    short, long = seconds_for("Yes."), seconds_for("word " * 40)
    assert short < long < seconds_for("word " * 50)
    assert seconds_for("word " * 5000) == seconds_for("word " * 500)


def test_marks_of_a_text_are_not_shown():
    (slide,) = programme([Matter("love", "I am **met** and _known_.")])
    assert slide.text == "I am met and known."
