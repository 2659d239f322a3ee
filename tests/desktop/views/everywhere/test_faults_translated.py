"""What goes wrong is told in the member's language, wherever the words for it were made."""

from __future__ import annotations

import re
import sqlite3
import sys
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.app.syncing import Syncing
from desktop.commands.tell import teller
from desktop.core import messages
from desktop.domain.moments import MomentDraft
from desktop.qt.sync_process import Start, SyncProcess
from desktop.services.faults import explain
from desktop.services.journal import Journal
from desktop.services.moments import Moments
from desktop.services.search import Search
from desktop.store import faults
from desktop.views.account.cards import HeldCard, ReportsCard
from desktop.views.account.facts import AccountFacts
from desktop.views.account.questions import deletes_question, leaving_question
from sync.errors import Offline
from sync.report import Held, Notice, Report, What
from tests.desktop.views.everywhere.conftest import MARK, wait_for
from tests.desktop.views.everywhere.test_translated import texts

pytestmark = pytest.mark.usefixtures("usual")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def back_in_front(tour):
    """A card that was shown by itself was a window; the next test wants the keys for the tour's."""
    yield
    tour.shell.activateWindow()
    wait_for(tour.shell.isActiveWindow)


def is_said_in_another_language(text):
    """Whether a whole sentence went through translation, and not only some words in it."""
    return text.endswith(MARK) and bool(re.search("[A-Za-z]{2}", text))


def of_the_driver(code):
    """An error as the driver of the database raises it."""
    error = faults.Error("what the driver says")
    error.sqlite_errorcode = code
    return error


def refusing(code):
    """A method at which the world has no room, or the database is another's for too long."""

    def method(*_args, **_more):
        with faults.translated():
            raise of_the_driver(code)

    return method


def said_in(widget):
    return {text for each in widget.findChildren(QWidget) for text in texts(each)}


def test_a_moment_without_word_and_level(tour):
    form = tour.go("checkin").editor.form
    form.word.setFocus()
    tour.press(Qt.Key.Key_Return, CTRL)
    assert is_said_in_another_language(form.word_problem.text())
    assert is_said_in_another_language(form.level_problem.text())


def test_a_moment_to_come(tour):
    form = tour.go("events").editor.form
    form.when.choice.chip("other").click()
    tomorrow = form.when.day.day() + timedelta(days=1)
    form.when.day.set_day(tomorrow)
    form.when.day.day_edited.emit(tomorrow)
    assert "still to come" in form.moment_problem.text()
    assert is_said_in_another_language(form.moment_problem.text())
    form.when.choice.chip("now").click()


def test_a_search_for_a_date_that_is_none(tour):
    room = tour.shell.show_room("search")
    room.present("river before:never")
    wait_for(lambda: "“before:”" in room.summary.text())
    assert is_said_in_another_language(room.summary.text())


@pytest.mark.parametrize(
    ("code", "said"),
    [(sqlite3.SQLITE_FULL, "no room left"), (sqlite3.SQLITE_BUSY, "Another program")],
)
def test_a_disk_without_room_and_a_journal_that_another_program_holds(
    tour, monkeypatch, code, said
):
    form = tour.go("checkin").editor.form
    monkeypatch.setattr(Moments, "save", refusing(code))
    form.word.setFocus()
    QTest.keyClicks(form.word, "so so")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_5, Qt.Key.Key_Return):
        tour.press(key)
    wait_for(lambda: said in form.problem.text())
    assert is_said_in_another_language(form.problem.text())
    form.show_draft(MomentDraft(None), new=True)


def test_words_that_cannot_be_saved(tour, monkeypatch):
    page = tour.go("today").page
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "save", refusing(sqlite3.SQLITE_FULL))
        page.form.text.setFocus()
        tour.press(Qt.Key.Key_X)
        tour.press(Qt.Key.Key_S, CTRL)
        wait_for(lambda: any("no room left" in text for text in said_in(page)))
    told = [text for text in said_in(page) if "no room left" in text]
    assert all(map(is_said_in_another_language, told))
    tour.press(Qt.Key.Key_Z, CTRL)
    tour.press(Qt.Key.Key_S, CTRL)
    tour.settle()


def test_a_room_that_cannot_read(tour, monkeypatch):
    told = []
    tour.shell.current.kit.lane.problem_met.connect(told.append)
    tour.app.lane.ask(refusing(sqlite3.SQLITE_CORRUPT))
    monkeypatch.setattr(Search, "find", refusing(sqlite3.SQLITE_CORRUPT))
    room = tour.shell.show_room("search")
    room.present("mountain")
    wait_for(lambda: "damaged" in room.summary.text() and bool(told))
    assert is_said_in_another_language(room.summary.text())
    assert is_said_in_another_language(told[0])


@pytest.mark.usefixtures("tour")
def test_a_sync_that_finds_no_server(qtbot, capsys):
    teller(stdio=True, json=True).failed(explain(Offline("no answer (ConnectError)")))
    line = capsys.readouterr().out.strip()
    sync = SyncProcess()
    with qtbot.waitSignal(sync.failed) as failed:
        sync.start(lambda: Start(sys.executable, ["-c", f"print({line!r})"], once=True))
    sync.stop()
    kind, sentence = failed.args
    assert kind == "offline"
    assert "could not be reached" in sentence
    assert is_said_in_another_language(sentence)


@pytest.mark.parametrize(
    "notice",
    [
        Notice(What.REVIVED_THERE, "journal_entries", 3),
        Notice(What.ASIDE, "scenes"),
        Notice(What.REFUSED, "vision_audios", detail="42501"),
        Notice(What.SAID, detail=str(messages.DISK_FULL)),
    ],
)
def test_what_a_sync_put_right_by_itself(tour, notice, capsys):
    teller(stdio=True, json=True).finished(Report(notices=[notice]))
    line = capsys.readouterr().out.strip()
    syncing = Syncing(tour.app.lane, tour.shell)
    tour.shell.notice("")
    syncing.process.start(lambda: Start(sys.executable, ["-c", f"print({line!r})"], once=True))
    wait_for(lambda: bool(tour.shell.notices.text()))
    syncing.rest()
    syncing.deleteLater()
    assert is_said_in_another_language(tour.shell.notices.text())


@pytest.mark.usefixtures("tour")
@pytest.mark.parametrize(
    "held",
    [
        Held("journal_entries", "1", "23514", "journal_entries_mood_check"),
        Held("scenes", "2", "23502", "title"),
        Held("audio_tracks", "3", Held.BLOCKED, "audio_sets"),
        Held("scenes", "4", "a code of tomorrow"),
    ],
)
def test_why_a_row_is_held_back(qtbot, held):
    card = HeldCard()
    qtbot.addWidget(card)
    card.show_held(AccountFacts(held=(held,)))
    said = said_in(card) - {""}
    assert len(said) > 2
    assert [text for text in said if not is_said_in_another_language(text)] == []


@pytest.mark.usefixtures("tour")
def test_what_the_server_has_no_place_for(qtbot):
    card = ReportsCard()
    qtbot.addWidget(card)
    lacking = {"missing_tables": ["scenes"], "missing_columns": {"daily_papers": ["fun_thing"]}}
    card.show_reports([{"started_at": "2026-03-01T12:00:00+00:00", "held": [1, 2], **lacking}])
    told = [text for text in said_in(card) if "no place" in text or "held back" in text]
    assert len(told) == 2
    assert all(map(is_said_in_another_language, told))


@pytest.mark.usefixtures("tour")
@pytest.mark.parametrize(
    "question",
    [
        lambda: deletes_question("journal_entries", 1),
        lambda: deletes_question("journal_entries", 120),
        lambda: deletes_question("payment_history", 60),
        lambda: leaving_question(2),
    ],
)
def test_questions_about_rows(qtbot, question):
    asked = question()
    qtbot.addWidget(asked)
    said = said_in(asked) - {""}
    assert [text for text in said if not is_said_in_another_language(text)] == []
