"""All that a room says goes through translation; only the member's words and dates do not."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QTextEdit, QWidget

from desktop.store.schema import specs
from desktop.views.details import column_words
from tests.desktop.views.everywhere.conftest import MARK, SIGHTS

pytestmark = pytest.mark.usefixtures("usual")

_ASKED = ("text", "placeholderText", "toolTip", "accessibleName", "accessibleDescription")
# Addresses, folders, commands and what one types into the search are the same in every language.
_NO_WORDS = re.compile(r"VibrationFit|\S*/\S+|vibrationfit --|\w+:[\w-]+$|sb_|vision-audio")
_TABLES = (
    "journal_entries", "vision_versions", "life_vision_category_state", "scenes",
    "frequency_flip", "emotional_snapshots", "vibrational_events", "daily_papers", "audio_sets",
    "audio_tracks",
)  # fmt: skip
_IN_DETAILS = _TABLES[:8]


@pytest.fixture(scope="module")
def own_words(tour):
    """All words of the made-up life, as one text."""
    answers = []

    def read(workspace):
        return [
            str(value)
            for table in _TABLES
            for row in workspace.rows.walk(table)
            for value in words_of(row)
        ]

    tour.app.lane.ask(read, answers.append)
    tour.settle()
    return plain(" ".join(answers[0]))


@pytest.mark.parametrize("sight", SIGHTS)
def test_all_that_is_said_can_be_said_in_another_language(sight, tour, own_words):
    tour.go(sight)
    said = {text for widget in tour.shell.findChildren(QWidget) for text in texts(widget)}
    unmarked = {text for text in said if MARK not in text and re.search("[A-Za-z]{2}", text)}
    assert any(MARK in text for text in said)
    assert [text for text in unmarked if not is_excused(text, own_words)] == []


@pytest.mark.parametrize("table", _IN_DETAILS)
@pytest.mark.usefixtures("tour")
def test_every_column_in_the_details_is_named_in_the_members_language(table):
    names = [column_words(column) for column in specs()[table].names]
    assert [name for name in names if MARK not in name] == []


def words_of(value):
    """All texts in a row, whatever holds them."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple):
        return [text for one in value for text in words_of(one)]
    return [value] if isinstance(value, str) else []


def texts(widget):
    for name in _ASKED:
        if name == "text" and isinstance(widget, QPlainTextEdit | QTextEdit):
            continue  # an editor holds what the member writes
        ask = getattr(widget, name, None)
        said = ask() if callable(ask) else ""
        if isinstance(said, str):
            yield said
    for action in widget.actions():
        yield action.text()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))


def is_excused(text, own_words):
    return (
        bool(_NO_WORDS.match(text))
        or is_date(text)
        or all(plain(part) in own_words for part in re.split(r"  · +|  \(|: |\n", text) if part)
        or all(is_date(part) or plain(part) in own_words for part in text.split(": "))
    )


def is_date(text):
    locale = QLocale()
    names = set()
    for form in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat):
        names |= {locale.standaloneMonthName(n, form).casefold() for n in range(1, 13)}
        names |= {locale.standaloneDayName(n, form).casefold() for n in range(1, 8)}
    names |= {name[:2] for name in names}
    return all(word.casefold() in names for word in re.findall("[^\\W\\d]+", text))


def plain(text):
    return re.sub(r"[\W\d_]+", " ", text).casefold().strip()
