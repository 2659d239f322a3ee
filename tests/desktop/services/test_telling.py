"""The words for notices, held rows and vanished rows: a member's, whatever sync calls it."""

from __future__ import annotations

import re

import pytest

from desktop.core import nouns
from desktop.services.telling import (
    absent_sentences,
    held_reason,
    held_sentence,
    notice_sentence,
    told,
    vanished_sentence,
)
from desktop.store.schema import specs
from sync.report import Held, Notice, Report, What

_NAME = re.compile(r"[a-z]+_[a-z]+")


def test_every_table_has_a_noun():
    assert set(specs()) == set(nouns._NOUNS)


@pytest.mark.parametrize("table", list(specs()))
def test_nouns_make_sentences(table):
    assert not _NAME.search(f"{nouns.noun(table)} {nouns.noun(table, 2)}")
    assert nouns.title(table)[0].isupper()
    assert not re.search(r"[^aeiou]ys$", nouns.noun(table, 2))
    assert nouns.some(table, 1).startswith(("A ", "An "))
    assert nouns.some(table, 3) == f"3 {nouns.noun(table, 3)}"


def test_an_article_fits_its_noun():
    assert nouns.some("journal_entries", 1) == "A journal entry"
    assert nouns.some("audio_sets", 1) == "An audio set"
    assert nouns.some("user_profiles", 1) == "A profile"
    assert nouns.counted("journal_entries", 1200) == "1,200 journal entries"


@pytest.mark.parametrize("what", [what for what in What if what is not What.SAID])
@pytest.mark.parametrize("count", [1, 2])
def test_every_notice_is_a_sentence_without_names_of_tables(what, count):
    sentence = notice_sentence(Notice(what, "journal_entries", count, "XX000"))
    assert re.match(r"[A-Z2].*[.]$", sentence)
    assert "journal entr" in sentence.lower()
    assert not _NAME.search(sentence)


def test_a_sentence_of_the_application_stands_as_it_is():
    assert notice_sentence(Notice(What.SAID, detail="Two visions were active.")) == (
        "Two visions were active."
    )


@pytest.mark.parametrize(
    ("code", "named", "reason"),
    [
        ("23514", "journal_entries_mood_check", "a rule of the server does not allow it"),
        ("23502", "entry_date", "the server wants a value in “entry date”"),
        ("23502", "", "the server wants a value in “one of its fields”"),
        ("22003", "", "a number is too large or too small for the server"),
        ("XX999", "", "the server refused it"),
        (Held.BLOCKED, "vision_versions", "it waits for the life vision that it belongs to"),
        (Held.DENIED, "", "the server does not let you write it"),
    ],
)
def test_a_refusal_is_told_in_plain_words(code, named, reason):
    assert held_reason(code, named).startswith(reason)
    assert not _NAME.search(held_reason(code, named))


def test_a_helper_finds_the_row_the_code_and_the_name():
    sentence = held_sentence(Held("journal_entries", "an-id", "23514", "mood_check"))
    assert sentence.startswith("Held back: the journal entry an-id of journal_entries: a rule")
    assert "(23514, mood_check)" in sentence


def test_vanished_rows_are_told_with_both_ways_on():
    one, many = vanished_sentence("scenes", 1), vanished_sentence("scenes", 60)
    assert one.startswith("A scene is no longer on the server; nothing was deleted here.")
    assert many.startswith("60 scenes are no longer on the server")
    for sentence in (one, many):
        assert "vibrationfit sync --accept-deletes scenes" in sentence
        assert "vibrationfit sync --keep-deleted scenes" in sentence


def test_vanished_rows_of_the_servers_own_cannot_be_sent_again():
    sentence = vanished_sentence("payment_history", 60)
    assert "--accept-deletes payment_history" in sentence
    assert "--keep-deleted" not in sentence


def test_a_report_carries_its_words():
    report = Report(held=[Held("scenes", "s", "23514")])
    report.notice(What.REVIVED_THERE, "scenes")
    report.notice(What.REVIVED_THERE, "scenes")
    # The ledger gives reports back as plain data; those of an earlier version held sentences.
    kept = {**report.to_dict(), "outcome": "done"}
    assert told(kept) == {**told(report), "outcome": "done"}
    assert told({"notices": ["An old one."], "held": [{"code": "x", "reason": "y"}]}) == {
        "notices": [], "held": [{"code": "x", "reason": "the server refused it"}],
    }  # fmt: skip
    data = told(report)
    assert data["notices"][0]["sentence"].startswith("2 scenes were deleted on another device")
    assert data["held"][0]["reason"] == "a rule of the server does not allow it"


def test_what_the_server_has_no_place_for_is_said():
    report = Report(
        missing_tables=["scenes", "journal_entries", "user_stats", "audio_sets", "user_profiles"],
        missing_columns={"journal_entries": ["mood"], "profiles": ["email"]},
    )
    assert absent_sentences(report) == [
        (
            "The server has no place for scenes, journal entries, audio sets and profiles: "
            "they stay on this computer."
        ),
        "Skipped, for the server does not have them: sets of figures.",
        (
            "The server has no place for “mood” of journal entries: "
            "what stands there stays on this computer."
        ),
    ]
    assert absent_sentences(told(report)) == absent_sentences(report)
    assert absent_sentences({}) == []


def test_what_the_server_does_not_let_the_account_read_is_not_said_to_be_missing():
    report = Report(denied_tables={"scenes": 2, "user_stats": 0, "journal_entries": 0})
    assert absent_sentences(told(report)) == [
        (
            "The server does not let this account read scenes and journal entries: "
            "they stay on this computer."
        ),
        "Skipped, for the server does not let this account read them: sets of figures.",
    ]
