"""The loop behind `sync --watch`, turn by turn; no server is asked."""

from __future__ import annotations

import pytest

from desktop import headless
from desktop.account.session import Session
from desktop.commands.tell import Quiet
from desktop.commands.watch import Watch
from desktop.core.paths import DataFolder
from sync.cancel import CancelToken
from sync.errors import Cancelled, Offline
from sync.report import Report

KEY = b"k" * 32
ANNA = "a0000000-0000-4000-8000-00000000000a"


class Turns:
    """Wishes that let no time pass: each turn may do something; the last one is the end."""

    def __init__(self, *turns):
        self.turns = list(turns)
        self.over = False

    def token(self):
        return CancelToken()

    def next(self, _seconds):
        turn = self.turns.pop(0)
        self.over = not self.turns
        return turn() if turn else None


class Counting(Quiet):
    """Hears how many runs began and how they failed."""

    def __init__(self):
        self.runs = 0
        self.kinds = set()

    def started(self):
        self.runs += 1

    def finished(self, report):
        """A run that went well is none of these."""

    def failed(self, fault):
        self.kinds.add(str(fault.kind))


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.fixture
def sign_in(folder, monkeypatch):
    monkeypatch.setenv("VIBRATIONFIT_SUPABASE_URL", "https://another.example")
    monkeypatch.setenv("VIBRATIONFIT_SUPABASE_KEY", "key")
    accounts = headless.accounts(folder, key=KEY)
    session = Session("h.e30.s", "r", ANNA, "a@example.org", "https://s.example", 3600.0, 0.0)

    def now():
        accounts.settle(session, join=True)

    now()
    return now


def runs(folder, *turns, stays=True):
    teller = Counting()
    watch = Watch(folder, None, Turns(*turns), teller)
    watch.run(300.0, headless.SyncChoice(), key=KEY, stays=stays)
    assert teller.kinds == {"sign_in"}
    return teller.runs


def test_the_members_word_on_deletes_holds_for_one_run(folder, monkeypatch):
    choices = []

    def run_sync(_workspace, _cancel, _progress, choice, **_others):
        choices.append(choice)
        return Report()

    monkeypatch.setattr(headless, "run_sync", run_sync)
    word = headless.SyncChoice(True, frozenset({"scenes"}), frozenset({"journal_entries"}))
    watch = Watch(folder, None, Turns(lambda: "now", lambda: "now", None), Counting())
    watch.run(300.0, word, key=KEY, stays=True)
    assert choices == [word, headless.SyncChoice(), headless.SyncChoice()]


@pytest.mark.parametrize("fault", [Offline, Cancelled])
def test_that_rows_may_go_is_no_word_for_the_run_after_one_that_failed(folder, monkeypatch, fault):
    tried = []

    def run_sync(_workspace, _cancel, _progress, choice, **_others):
        tried.append(choice)
        if len(tried) < 3:
            raise fault("There is no network.")
        return Report()

    monkeypatch.setattr(headless, "run_sync", run_sync)
    word = headless.SyncChoice(True, frozenset({"scenes"}), frozenset({"journal_entries"}))
    turns = Turns(*[lambda: "now"] * 3, None)
    Watch(folder, None, turns, Counting()).run(300.0, word, key=KEY, stays=True)
    # That rows shall stay, and that all is to be compared, is still wanted.
    again = word._replace(accept_deletes=frozenset())
    assert tried == [word, again, again, headless.SyncChoice()]


def test_a_session_that_was_refused_is_not_tried_at_every_turn(folder, sign_in):
    assert runs(folder, None, None, None, None) == 1


def test_it_is_tried_again_when_somebody_signs_in_or_the_settings_change(folder, sign_in):
    def change_the_settings():
        folder.settings.write_text("[sync]\nminutes = 7\n")

    assert runs(folder, None, sign_in, None, None) == 2
    assert runs(folder, None, change_the_settings, None, None) == 2
    assert runs(folder, None, lambda: "now", None, None) == 2


@pytest.mark.parametrize("stays", [True, False])
def test_the_copy_of_the_day_is_made_unless_a_window_sees_to_it(folder, sign_in, stays):
    runs(folder, None, stays=stays)
    copies = [*folder.root.glob("profiles/*/copies/*.db")]
    assert len(copies) == (0 if stays else 1)
