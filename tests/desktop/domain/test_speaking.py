"""What is read aloud of a text, and when."""

from __future__ import annotations

from desktop.domain.speaking import plain, speech_of


def test_a_text_is_read_sentence_by_sentence_without_its_marks():
    speech = speech_of(
        "# My *home*\n\n- I live **by the sea**. See [the map](https://x.example).\n---\n"
    )
    assert plain(speech.sentences) == "My home\nI live by the sea.\nSee the map."


def test_places_go_by_the_length_of_sentences():
    speech = speech_of("One is short. The second is a good deal longer than the first one. Three.")
    begins = [one.begin for one in speech.sentences]
    assert begins == sorted(begins)
    assert begins[0] == 0.0
    assert speech.length > begins[-1]
    assert [speech.at(begin) for begin in begins] == [0, 1, 2]
    assert speech.at(-5) == 0
    assert speech.at(10**6) == 2


def test_nothing_is_read_of_nothing():
    assert speech_of("  \n***\n").sentences == ()
    assert speech_of("").length == 0.0
