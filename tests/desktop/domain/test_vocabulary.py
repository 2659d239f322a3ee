"""The words that are offered, and in which order."""

from __future__ import annotations

import pytest

from desktop.domain import vocabulary
from desktop.domain.vocabulary import EMOTIONS, EVENTS, Word, suggestions
from tests.desktop.theme.test_contrast import TEXTS

KNOWN = vocabulary.words(EMOTIONS)


def texts(typed, used=(), known=KNOWN):
    return [word.text for word in suggestions(typed, used, known)]


@pytest.mark.parametrize(("name", "least"), [(EMOTIONS, 100), (EVENTS, 30)])
def test_a_vocabulary_is_whole(name, least):
    words = vocabulary.words(name)
    assert len(words) >= least
    assert len({word.text.casefold() for word in words}) == len(words)
    assert len({word.group for word in words}) == 4
    assert {word.role for word in words} <= set(TEXTS)
    for word in words:
        assert word.text.strip() == word.text
        assert word.meaning.endswith(".")
        assert len(word.meaning) <= 70, word.text


def test_words_are_put_into_the_language_of_the_member():
    (first, *_) = vocabulary.words(EMOTIONS, str.upper)
    assert first.text == KNOWN[0].text.upper()
    assert first.meaning == KNOWN[0].meaning.upper()


def test_nothing_typed_offers_the_members_words_first_and_then_all():
    offered = texts("", used=["at peace", "calm"])
    assert offered[:2] == ["at peace", "calm"]
    assert len(offered) == len(KNOWN) + 1
    assert "Calm" not in offered


def test_beginnings_come_before_words_inside_and_these_before_meanings():
    known = [Word("Unrest", "x"), Word("At rest", "x"), Word("Tired", "In need of rest."),
             Word("Restless", "x"), Word("Rest", "x")]  # fmt: skip
    assert texts("rest", known=known) == ["Rest", "Restless", "At rest", "Unrest", "Tired"]
    assert texts("res", known=known) == ["Restless", "Rest", "At rest", "Unrest"]


def test_used_words_come_first_among_equals():
    assert texts("gr", used=["Grounded"])[:2] == ["Grounded", "Grateful"]
    assert texts("gr", used=["Great"])[0] == "Great"


def test_case_and_accents_do_not_matter():
    assert texts("CALM")[0] == "Calm"
    assert texts("fiance", used=["Fiancée"]) == ["Fiancée"]
    assert vocabulary.find("  in LOVE ", KNOWN).meaning
    assert vocabulary.find("blorp", KNOWN) is None
    assert vocabulary.begins("grat", Word("Grateful"))
    assert not vocabulary.begins(" ", Word("Grateful"))


def test_the_members_spelling_stays_with_the_known_meaning():
    (word,) = [w for w in suggestions("calm", ["calm"], KNOWN) if w.text == "calm"]
    assert word.meaning
