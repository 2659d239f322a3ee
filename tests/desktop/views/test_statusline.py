"""The status line: each part says one thing, honestly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from desktop.views.statusline.line import StatusLine
from desktop.views.statusline.synced import SyncFacts
from desktop.views.statusline.wording import ago

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def line(look, qtbot):
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    return line


@pytest.mark.parametrize(
    ("waiting", "words"),
    [
        (0, "Saved on this computer"),
        (1, "Saved on this computer · 1 change waiting"),
        (2, "Saved on this computer · 2 changes waiting"),
    ],
)
def test_it_says_what_waits(line, waiting, words):
    line.saved.show_waiting(waiting)
    assert line.saved.text() == words


def test_it_does_not_call_saved_what_could_not_be_written(line):
    one, other = QObject(), QObject()
    line.saved.show_waiting(1)
    line.saved.words_stand(one, saved=False)
    line.saved.words_stand(other, saved=False)
    line.saved.words_stand(one, saved=True)
    assert line.saved.text() == "Not everything is saved yet · 1 change waiting"
    line.saved.words_stand(other, saved=True)
    assert line.saved.text() == "Saved on this computer · 1 change waiting"
    line.saved.words_stand(one, saved=False)
    line.saved.forget_words()
    assert line.saved.text() == "Saved on this computer · 1 change waiting"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"signed_in": False}, "Not signed in"),
        ({"server_set": False}, "No server set"),
        ({}, "Not synced yet"),
        ({"running": True}, "Syncing…"),
        ({"trouble": "offline"}, "Offline"),
        ({"trouble": "elsewhere"}, "Another VibrationFit is syncing"),
        ({"trouble": "sign_in"}, "Sign in again to sync"),
        ({"trouble": "config"}, "Server settings need a look"),
        ({"trouble": "error"}, "Sync did not finish"),
    ],
)
def test_it_says_how_the_exchange_stands(line, facts, words):
    line.synced.show_facts(SyncFacts(**{"server_set": True, "signed_in": True, **facts}))
    assert line.synced.text() == words


def test_it_says_when_the_last_exchange_was(line):
    then = datetime.now(UTC) - timedelta(minutes=2, seconds=20)
    line.synced.show_facts(SyncFacts(server_set=True, signed_in=True, last_success=then))
    assert line.synced.text() == "Synced 2 min ago"


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=23), "23 h ago"),
    ],
)
def test_how_long_ago(passed, words):
    assert ago(NOW - passed, NOW) == words


def test_long_ago_is_a_date():
    assert ago(NOW - timedelta(days=3), NOW).startswith("on ")


@pytest.mark.parametrize(("held", "said"), [(1, "1 row held back"), (2, "2 rows held back")])
def test_numbers_carry_their_noun(line, held, said):
    line.held.show_held(held)
    assert said in [link.text() for link in line.held.findChildren(QAbstractButton)]


def test_a_long_run_shows_its_progress_and_can_be_stopped(line, qtbot):
    with qtbot.waitSignal(line.progress.appeared):
        line.progress.begin()
    line.progress.show_progress("pull", 500, 1000)
    texts = [label.text() for label in line.progress.findChildren(QLabel)]
    assert "Fetching" in texts
    assert not line.synced.isVisible()
    stop = line.progress.findChild(QAbstractButton)
    with qtbot.waitSignal(line.cancel_requested):
        qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert not stop.isEnabled()
    line.progress.end()
    assert not line.progress.isVisible()
    assert line.synced.isVisible()


def test_held_rows_lead_to_their_reasons(line, qtbot):
    assert not line.held.isVisible()
    line.held.show_held(3)
    link = line.held.findChild(QAbstractButton)
    assert link.text() == "3 rows held back"
    with qtbot.waitSignal(line.details_requested):
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    line.held.show_held(0)
    assert not line.held.isVisible()
