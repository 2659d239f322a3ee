"""Evidence: links between the words of an entry and the sentences of a vision, from both ends."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.errors import InvalidInput
from desktop.services.entries import EntryDraft
from desktop.services.evidence import Evidence

DAY = date(2026, 3, 12)


@pytest.fixture
def evidence(connection):
    return Evidence(connection)


@pytest.fixture
def vision(rows):
    rows.put("vision_versions", {"title": "Old", "fun": "I dance.", "is_active": False})
    return rows.put(
        "vision_versions",
        {
            "forward": "I live my life awake.",
            "home": "I live by the sea. The door is always open.",
            "is_active": True,
        },
    )


@pytest.fixture
def entry(journal):
    entry_id = journal.new_id()
    journal.save(entry_id, EntryDraft(DAY, "We found it.\nA house by the sea!"), "s")
    return entry_id


def sea(evidence):
    return next(one for one in evidence.sentences() if "sea" in one.text)


def test_the_sentences_are_those_of_the_active_vision_in_its_order(evidence, vision):
    found = [(one.part, one.text) for one in evidence.sentences()]
    assert found == [
        ("forward", "I live my life awake."),
        ("home", "I live by the sea."),
        ("home", "The door is always open."),
    ]
    assert {one.vision_id for one in evidence.sentences()} == {vision}


def test_without_a_vision_there_are_no_sentences(evidence):
    assert evidence.sentences() == []


def test_a_link_is_seen_from_both_ends(evidence, vision, entry):
    evidence.link(entry, sea(evidence), "A house by the sea!")
    (here,) = evidence.of_entry(entry)
    (there,) = evidence.of_vision(vision)
    assert here == there
    assert (here.part, here.sentence) == ("home", "I live by the sea.")
    assert (here.quote, here.entry_line, here.entry_day) == (
        "A house by the sea!", "We found it.", DAY,
    )  # fmt: skip
    assert here.stands
    assert evidence.of_vision(vision, "fun") == []
    assert evidence.counts(vision) == {"home": 1}


def test_the_same_link_is_made_once(evidence, vision, entry):
    first = evidence.link(entry, sea(evidence))
    assert evidence.link(entry, sea(evidence)) == first
    assert len(evidence.of_entry(entry)) == 1


def test_a_sentence_that_changed_and_an_entry_that_is_gone_are_told(
    evidence, vision, entry, rows, journal
):
    evidence.link(entry, sea(evidence))
    rows.put("vision_versions", {"id": vision, "home": "I live in the hills."})
    assert not evidence.of_entry(entry)[0].stands
    assert evidence.of_entry(entry)[0].sentence == "I live by the sea."
    journal.delete(entry)
    (link,) = evidence.of_vision(vision)
    assert (link.entry_day, link.entry_line) == (None, "")


def test_a_link_can_be_taken_away_and_put_back(evidence, vision, entry):
    link_id = evidence.link(entry, sea(evidence))
    link = evidence.unlink(link_id)
    assert evidence.of_entry(entry) == []
    evidence.relink(link)
    assert evidence.of_entry(entry) == [link]


def test_an_entry_that_is_not_there_is_no_evidence(evidence, vision):
    with pytest.raises(InvalidInput):
        evidence.link("nothing", sea(evidence))
