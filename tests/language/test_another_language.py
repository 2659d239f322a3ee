"""A language is added as the README says, and what is said in it holds the same values."""

from __future__ import annotations

import copy
import json
import pickle

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from desktop.app.languages import speak
from desktop.core import messages, nouns
from desktop.core.errors import InvalidInput
from desktop.core.phrases import Counted, Heading, Phrase, kept, listed, unpacked
from desktop.language import tr, translated
from desktop.services.telling import notice_sentence
from sync.report import Notice, What
from tests.language.translating import compiled

GERMAN = {
    "The key file {path} cannot be read: {reason}.": "{reason}: So geht {path} nicht auf.",
    "{n} changes waiting": ("{n} Änderung wartet", "{n} Änderungen warten"),
    "{some} were deleted on another device while you were writing in them here. They were kept.": (
        "{some} wurde behalten.",
        "{some} wurden behalten.",
    ),
    "scenes": ("Szene", "Szenen"),
    "{number} {rows}": "{number} {rows}",
    "a {row}": "eine {row}",
    "The server has no place for {rows}: they stay on this computer.": "Nur hier: {rows}.",
    "{before} and {last}": "{before} und {last}",
    "Two visions were active. The one that was activated last stays active.": "Es galt beides.",
    "Type your password.": "Das Kennwort bitte.",
    "Calm": "Ruhig",
}
SLIPS = {
    "There is no table “{name}”.": "Kaputt: {nmae}.",
    "There is no setting named “{name}”.": "Kaputt: {name.nope}.",
    "That is not possible for “{name}”.": "Kaputt: {name[x]}.",
    "“{name}” is not a file.": "Kaputt: {name:d}.",
    "“{name}” cannot be read.": "Kaputt: {name.",
    "“{name}” is larger than the app can keep.": "Kaputt: {}.",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("translations")
    compiled(folder, "de", GERMAN | SLIPS)
    return folder


@pytest.fixture
def spoken(qapp, folder):
    """Speak what there is for a system, and be silent again afterwards."""
    before = QLocale()
    found = []

    def on(system):
        found.extend(speak(qapp, folder, QLocale(system)))
        return found

    yield on
    QLocale.setDefault(before)
    for one in found:
        qapp.removeTranslator(one)


@pytest.fixture
def german(spoken):
    return spoken("de_AT")


@pytest.mark.usefixtures("german")
def test_values_stand_where_the_language_wants_them():
    said = Phrase(
        "The key file {path} cannot be read: {reason}.", path="/k {reason}", reason="No such file"
    )
    assert translated(said) == "No such file: So geht /k {reason} nicht auf."
    assert str(said) == "The key file /k {reason} cannot be read: No such file."


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(("number", "said"), [(1, "1 Änderung wartet"), (2, "2 Änderungen warten")])
def test_a_number_has_the_form_of_its_language(number, said):
    assert translated(messages.waiting(number)) == said


@pytest.mark.usefixtures("german")
def test_words_within_words_are_translated_as_well():
    assert translated(notice_sentence(Notice(What.REVIVED_THERE, "scenes", 3))) == (
        "3 Szenen wurden behalten."
    )
    assert translated(notice_sentence(Notice(What.REVIVED_THERE, "scenes", 1))) == (
        "Eine Szene wurde behalten."
    )


@pytest.mark.usefixtures("german")
def test_a_sentence_of_which_the_text_alone_was_kept_is_found_again():
    said = "Two visions were active. The one that was activated last stays active."
    assert translated(notice_sentence(Notice(What.SAID, detail=said))) == "Es galt beides."
    assert translated(kept("Nobody has seen this one.")) == "Nobody has seen this one."


@pytest.mark.usefixtures("german")
def test_an_error_says_what_its_phrase_says_and_keeps_its_field():
    wrong = InvalidInput(Phrase("Type your password."), "password")
    assert (translated(wrong), str(wrong)) == ("Das Kennwort bitte.", "Type your password.")
    again = pickle.loads(pickle.dumps(wrong))
    assert (translated(again), again.field) == ("Das Kennwort bitte.", "password")


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("pattern", SLIPS)
def test_a_slip_of_the_translator_keeps_nothing_from_the_member(caplog, pattern):
    said = Phrase(pattern, name="secrets")
    assert translated(said) == pattern.replace("{name}", "secrets")
    assert "a translation asks" in caplog.text
    assert "secrets" not in caplog.text
    caplog.clear()


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    "way",
    [
        lambda said: unpacked(json.loads(json.dumps(said.packed()))),
        lambda said: pickle.loads(pickle.dumps(said)),
        copy.deepcopy,
    ],
    ids=["JSON", "pickle", "copy"],
)
@pytest.mark.parametrize(
    "said",
    [
        Phrase("The key file {path} cannot be read: {reason}.", path="/k", reason="Gone"),
        messages.waiting(1),
        messages.waiting(1_200),
        nouns.some("scenes", 1),
        Phrase(
            "The server has no place for {rows}: they stay on this computer.",
            rows=listed([nouns.noun("scenes", 2), Heading(nouns.noun("scenes"))]),
        ),
    ],
)
def test_a_phrase_goes_to_another_process_whole(said, way):
    again = way(said)
    assert (again, type(again)) == (said, type(said))
    assert translated(again) == translated(said) != said


def test_the_language_is_the_systems_where_there_is_one(qapp, folder, german):
    assert len(german) == 2  # Qt's own words come along
    assert (tr("Calm"), QCoreApplication.translate("QPlatformTheme", "Cancel")) == (
        "Ruhig", "Abbrechen",
    )  # fmt: skip
    assert speak(qapp, folder, QLocale("fr_FR")) == []
    assert speak(qapp, folder, QLocale("en_GB")) == []


def test_without_a_translation_all_is_english():
    assert translated(Counted("{n} sounds", "{n} sound", 1)) == "1 sound"
    assert translated(Counted("{n} sounds", "{n} sound", 2)) == "2 sounds"
    assert translated("as it is {x}") == "as it is {x}"
    assert translated(ValueError("as it is")) == "as it is"
    assert translated(ValueError()) == ""


@pytest.mark.parametrize(
    ("system", "day", "short", "hour"),
    [
        ("de_AT", "Montag", "23.11.26", "15:04"),
        ("fr_FR", "Monday", "23/11/2026", "15:04"),
        ("sv_SE", "Monday", "2026-11-23", "15:04"),
        ("pt_BR", "Monday", "23/11/2026", "15:04"),
        ("en_GB", "Monday", "23/11/2026", "15:04"),
        ("en_US", "Monday", "11/23/26", "3:04"),
    ],
)
def test_days_are_named_in_the_language_of_the_window(spoken, system, day, short, hour):
    spoken(system)
    brief, date = QLocale.FormatType.ShortFormat, QDate(2026, 11, 23)
    assert QLocale().toString(date, "dddd") == day
    assert QLocale().toString(date, brief) == short
    assert QLocale().toString(QTime(15, 4), brief).startswith(hour)
