"""From I to we and back, with every place shown and refusable."""

# ruff: noqa: RUF001 - people write with curly apostrophes
from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.perspective import PLURAL, SINGULAR, Doubt, applied, places

_words = st.sampled_from(
    [
        "I", "i", "me", "my", "mine", "myself", "am", "was", "wasn't", "I'm", "I’ve", "I'll",
        "we", "us", "our", "ours", "ourselves", "are", "were", "aren't", "we're", "we’d", "let's",
        "My", "Our", "US", "We", "WE", "AM", "MY", "and", "or", "but", "of", "if", "the", "a",
        "gold", "mother", "never", "really", "all", "both", "love", "Peter", "Part", "home",
        "says", "you", "she", "it", "9", "At", "Was", "Were", "Are", "Am", "I.", "-", "*", "#",
        "**", "\"", "“", "”", "(", ")", ",", ".", "!", "?", "…", ":", "`I`", "me@x.org",
        "https://i.am/me", "A.I.", "I-95", "\n",
    ]
)  # fmt: skip
prose = st.lists(_words, max_size=30).map(" ".join)
texts = st.one_of(prose, st.text(max_size=60), st.text("Iiwemyus'’ .,\n\"ABc", max_size=40))
perspectives = st.sampled_from([SINGULAR, PLURAL])


def likely(text, perspective):
    return applied(text, [p for p in places(text, perspective) if p.is_likely])


def doubts(text, perspective):
    return [(p.old, p.doubt) for p in places(text, perspective) if p.doubt]


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("I am calm and I love my home.", "We are calm and we love our home."),
        ("It is mine; I made it myself, for me.", "It is ours; we made it ourselves, for us."),
        ("I'm here, I've come, I'd stay, I'll go.", "We're here, we've come, we'd stay, we'll go."),
        ("I’m here and it’s mine.", "We’re here and it’s ours."),
        ("When I was young I never was afraid.", "When we were young we never were afraid."),
        ("Am I free? Was I ready? I wasn't.", "Are we free? Were we ready? We weren't."),
        ("I myself was there.", "We ourselves were there."),
        ("I have, I do, I go, I can.", "We have, we do, we go, we can."),
        ("If I were rich, I would give.", "If we were rich, we would give."),
        ("**I** love _my_ life", "**We** love _our_ life"),
        ("# My day\n\n- I rise\n- I sing", "# Our day\n\n- We rise\n- We sing"),
        ("and so I rest, as my body asks", "and so we rest, as our body asks"),
        ("I AM LOVE.", "WE ARE LOVE."),
        ("In Paris I walk; on Monday I rest.", "In Paris we walk; on Monday we rest."),
        ("He was here. It was late.", "He was here. It was late."),
        ("I hear Tom, and I like who I am.", "We hear Tom, and we like who we are."),
    ],
)
def test_a_text_speaks_in_the_other_perspective(singular, plural):
    assert likely(singular, PLURAL) == plural
    assert likely(plural, SINGULAR) == singular


@pytest.mark.parametrize(
    ("text", "perspective", "old", "doubt"),
    [
        ("World War I ended", PLURAL, "I", Doubt.NUMERAL),
        ("I. The sea\nII. The hills", PLURAL, "I", Doubt.NUMERAL),
        ("The US is far", SINGULAR, "US", Doubt.ABBREVIATION),
        ("A gold mine opened", PLURAL, "mine", Doubt.WORD),
        ("Oh my, what a day", PLURAL, "my", Doubt.WORD),
        ("She says “I love you” daily", PLURAL, "I", Doubt.QUOTED),
        ("My wife and I walk", PLURAL, "I", Doubt.TOGETHER),
        ("He sees me and my son", PLURAL, "me", Doubt.TOGETHER),
        ("My wife and I walk", PLURAL, "My", Doubt.TOGETHER),
        ("All of us sing", SINGULAR, "us", Doubt.GROUP),
        ("On Sundays we eat together", SINGULAR, "we", Doubt.GROUP),
        ("We hold each other", SINGULAR, "We", Doubt.GROUP),
        ("Let's go", SINGULAR, "Let's", Doubt.GROUP),
        ("I am a mother", PLURAL, "I am", Doubt.AGREEMENT),
        ("I came and was glad", PLURAL, "was", Doubt.AGREEMENT),
        ("I love our home", PLURAL, "I", Doubt.MIXED),
    ],
)
def test_what_is_doubtful_is_marked(text, perspective, old, doubt):
    assert (old, doubt) in doubts(text, perspective)


@pytest.mark.parametrize(
    "text",
    ["`I am` code", "me@example.org", "see https://i.am/my/me", "i.e. A.I.", "on the I-95", "9 am"],
)
def test_what_is_no_prose_is_left_alone(text):
    assert places(text, PLURAL) == []


def test_others_who_were_there_keep_their_verb():
    text = "They were late, we were there, and the doors were open."
    assert likely(text, SINGULAR) == "They were late, I was there, and the doors were open."


def test_a_line_that_was_broken_because_it_was_full_goes_on_in_small_letters():
    text = "In the early light of a long summer morning by the quiet sea\nI swim and I sing."
    assert likely(text, PLURAL).endswith("\nwe swim and we sing.")


def test_a_place_shows_itself_in_its_surroundings():
    text = "x" * 100 + " then everything that I love was there " + "y" * 100
    (place,) = places(text, PLURAL)
    assert (place.old, place.new) == ("I", "we")
    assert place.before.startswith("…")
    assert place.before.endswith("then everything that ")
    assert place.after == " love was there…"


def test_one_refused_place_stays_and_the_others_change():
    text = "I love my life and my home."
    first, second, third = places(text, PLURAL)
    assert applied(text, [first, third]) == "We love my life and our home."
    assert applied(text, [second]) == "I love our life and my home."


@given(texts, perspectives)
def test_refusing_everything_changes_nothing(text, perspective):
    places(text, perspective)
    assert applied(text, []) == text


@example("We ourselves were glad", SINGULAR)
@given(texts, perspectives)
def test_places_are_exact_ordered_and_apart(text, perspective):
    end = 0
    for place in places(text, perspective):
        assert end <= place.start < place.end <= len(text)
        assert text[place.start : place.end] == place.old
        assert place.old != place.new
        end = place.end


@given(texts, perspectives, st.data())
def test_a_choice_changes_these_places_and_not_a_letter_more(text, perspective, data):
    found = places(text, perspective)
    chosen = [place for place in found if data.draw(st.booleans())]
    expected, at = "", 0
    for place in chosen:
        expected += text[at : place.start] + place.new
        at = place.end
    assert applied(text, chosen) == expected + text[at:]


@example("We ourselves were glad", SINGULAR)
@given(texts, perspectives)
def test_what_was_accepted_whole_offers_no_pronoun_again(text, perspective):
    once = applied(text, places(text, perspective))
    again = applied(once, places(once, perspective))
    assert again == once


def test_a_verb_after_another_clause_follows_its_own_subject():
    text = "We play and we are glad. My wife and we were there."
    assert [place.new for place in places(text, SINGULAR)] == ["I", "I am", "I"]
