"""The Account room: signing in and out in plain words, and what the sync has to say."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton

from desktop.account.profiles import Profile
from desktop.core.errors import AccountProblem, SignInRefused
from desktop.services.account import Arrival, Settled, SignedOut
from desktop.views.account.facts import AccountFacts
from desktop.views.account.room import AccountRoom
from desktop.views.account.wording import report_line, table_title
from desktop.views.settings.room import SettingsRoom
from sync.errors import Offline
from sync.report import Held
from tests.desktop.views.window import plan


@dataclass
class Session:
    email: str


class Accounts:
    """Stands for the server and the profiles; answers as it is told."""

    def __init__(self):
        self.calls = []
        self.fault = None
        self.confirm = False
        self.means = Arrival.SAME
        self.profiles = []

    def sign_in(self, email, password):
        self.calls.append(("sign_in", email, password))
        if self.fault:
            raise self.fault
        return Session(email)

    def sign_up(self, email, password):
        self.calls.append(("sign_up", email, password))
        if self.fault:
            raise self.fault
        return None if self.confirm else Session(email)

    def arrival(self, _session):
        return self.means

    def settle(self, session, *, join):
        self.calls.append(("settle", session.email, join))
        return Settled(profile=None, joined=0)

    def others(self):
        return self.profiles

    def turn_to(self, profile_id):
        self.calls.append(("turn_to", profile_id))

    def sign_out(self):
        self.calls.append(("sign_out",))
        return SignedOut(was_signed_in=True, waiting=2, told=False)


@pytest.fixture
def accounts():
    return Accounts()


@pytest.fixture
def room(kit, ask, accounts, qtbot):
    room = AccountRoom(kit, lambda _workspace: accounts)
    qtbot.addWidget(room)
    room.show()
    ask(lambda workspace: workspace.user_id)
    return room


def texts(widget):
    return " ".join(w.text() for w in widget.findChildren(QLabel) if w.isVisibleTo(widget))


def type_in(qtbot, room, password="secret"):
    qtbot.keyClicks(room.signing.email, "mara@example.org")
    qtbot.keyClick(room.signing.email, Qt.Key.Key_Return)
    qtbot.keyClicks(room.signing.password, password)
    qtbot.keyClick(room.signing.password, Qt.Key.Key_Return)


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


SIGNED_IN = AccountFacts(
    email="mara@example.org", server="https://abc.supabase.co", is_local=False, waiting=2
)


def show(room, facts):
    room.facts = facts
    room._show()


@pytest.fixture
def plans(kit, accounts):
    return [
        plan(kit, "account", lambda kit, place: AccountRoom(kit, lambda _w: accounts, place)),
        plan(kit, "settings", SettingsRoom),
    ]


@pytest.mark.parametrize("by_key", [True, False])
def test_without_a_server_it_leads_to_its_card_in_the_settings(shell, qtbot, settled, by_key):
    room = shell.show_room("account")
    settled()
    assert "No server is set" in texts(room)
    (way,) = (b for b in room.findChildren(QPushButton) if b.text() == "Open Settings")
    way.setFocus()
    qtbot.keyClick(way, Qt.Key.Key_Space) if by_key else click(qtbot, way)
    settled()
    settings = shell.current
    assert QApplication.focusWidget() is settings.server.url
    seen = settings.server.url.visibleRegion().boundingRect()
    assert seen == settings.server.url.rect()
    # Once there, a way round through another room begins at the top again.
    shell.show_room("account")
    shell.show_room("settings")
    settled()
    assert QApplication.focusWidget() is not settings.server.url


def test_signing_in_by_keyboard_alone(room, accounts, qtbot):
    with qtbot.waitSignals([room.flow.about_to_settle, room.flow.settled]):
        type_in(qtbot, room)
    assert accounts.calls == [
        ("sign_in", "mara@example.org", "secret"),
        ("settle", "mara@example.org", False),
    ]


def test_who_signed_out_is_told_whose_journal_is_open_and_types_the_password_alone(
    room, accounts, qtbot
):
    show(room, AccountFacts(owner="mara@example.org"))
    assert "belongs to mara@example.org" in texts(room.signing)
    room.activate()
    assert QApplication.focusWidget() is room.signing.password
    qtbot.keyClicks(room.signing.password, "secret")
    with qtbot.waitSignal(room.flow.settled):
        qtbot.keyClick(room.signing.password, Qt.Key.Key_Return)
    assert accounts.calls[0] == ("sign_in", "mara@example.org", "secret")


def test_the_address_of_the_open_journal_gives_way_to_what_is_typed(room, qtbot):
    show(room, AccountFacts(owner="mara@example.org"))
    click(qtbot, room.signing.other)
    assert room.signing.email.text() == ""  # a new account has another address
    qtbot.keyClicks(room.signing.email, "jonas@example.org")
    click(qtbot, room.signing.other)
    show(room, AccountFacts(owner="cia@example.org"))
    assert room.signing.email.text() == "jonas@example.org"


def test_half_an_answer_is_not_sent(room, accounts, qtbot):
    click(qtbot, room.signing.go_on)
    assert accounts.calls == []
    assert "Type your e-mail" in room.signing.said.text()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (SignInRefused("The password is not right. Try again."), "not right"),
        (AccountProblem("This server does not take new accounts."), "new accounts"),
        (Offline("connect"), "could not be reached"),
    ],
)
def test_a_refusal_is_said_and_what_was_typed_stays(room, accounts, qtbot, fault, words):
    accounts.fault = fault
    with qtbot.waitSignal(room.flow.refused):
        type_in(qtbot, room)
    assert words in room.signing.said.text()
    assert room.signing.email.text() == "mara@example.org"
    assert room.signing.go_on.isEnabled()


@pytest.mark.parametrize("join", [True, False])
def test_it_asks_before_local_entries_join_the_account(room, accounts, qtbot, join):
    accounts.means = Arrival.FIRST
    with qtbot.waitSignal(room.flow.joining_asked):
        type_in(qtbot, room)
    assert ("settle", "mara@example.org", join) not in accounts.calls
    assert not room.signing.isVisible()
    with qtbot.waitSignal(room.flow.settled):
        click(qtbot, room.question.yes if join else room.question.no)
    assert accounts.calls[-1] == ("settle", "mara@example.org", join)
    assert room.question is None


def test_making_an_account_that_must_be_confirmed(room, accounts, qtbot):
    accounts.confirm = True
    click(qtbot, room.signing.other)
    with qtbot.waitSignal(room.flow.confirmation_needed):
        type_in(qtbot, room)
    assert accounts.calls == [("sign_up", "mara@example.org", "secret")]
    assert "mara@example.org" in room.signing.said.text()
    assert room.signing.go_on.text() == "Sign in"


def test_signed_in_it_says_who_and_what_waits(room, qtbot):
    show(room, SIGNED_IN)
    assert not room.signing.isVisible()
    assert "mara@example.org" in texts(room.member)
    assert "2 changes wait to be sent" in texts(room.member)
    with qtbot.waitSignal(room.sync_requested):
        click(qtbot, room.member.sync)
    room.set_running(running=True)
    assert not room.member.sync.isEnabled()


def test_enter_on_sync_now_never_comes_to_sign_out(room, qtbot):
    show(room, SIGNED_IN)
    room.activate()
    qtbot.keyClick(room.member.sync, Qt.Key.Key_Space)
    room.set_running(running=True)
    assert room.window().focusWidget() is room
    room.set_running(running=False)
    assert room.window().focusWidget() is room.member.sync


def test_an_answered_question_leaves_the_focus_at_sync_now(room, accounts, qtbot):
    accounts.means = Arrival.FIRST
    with qtbot.waitSignal(room.flow.joining_asked):
        type_in(qtbot, room)
    room.set_running(running=True)
    click(qtbot, room.question.yes)
    show(room, SIGNED_IN)
    assert room.window().focusWidget() is room
    room.set_running(running=False)
    assert room.window().focusWidget() is room.member.sync


def test_signing_out_with_waiting_changes_asks_first(room, accounts, qtbot):
    show(room, SIGNED_IN)
    click(qtbot, room.member.sign_out)
    assert "2 changes are not on the server yet" in texts(room.question)
    click(qtbot, room.question.no)
    assert accounts.calls == []
    click(qtbot, room.member.sign_out)
    with qtbot.waitSignals([room.flow.signed_out, room.notice]) as told:
        click(qtbot, room.question.yes)
    assert told.signal_triggered
    assert accounts.calls == [("sign_out",)]


def test_held_rows_are_shown_with_their_reasons(room):
    held = (
        Held("journal_entries", "1", "23514", "journal_entries_mood_check"),
        Held("journal_entries", "2", "23514", "journal_entries_mood_check"),
    )
    show(room, replace(SIGNED_IN, held=held, waiting=0))
    assert room.held.isVisible()
    assert "Journal entries (2)" in texts(room.held)
    assert "a rule of the server does not allow it" in texts(room.held)
    # Not everything is on the server then.
    assert "Everything else that you wrote here is on the server." in texts(room.member)


def test_a_held_row_is_named_and_leads_to_where_it_is_written(room, qtbot):
    held = tuple(Held("journal_entries", str(n), "23514", "a_check") for n in range(9))
    goal = Held("goals", "g", "23514", "a_check")
    titles = {(one.table, one.row_id): f"Words {one.row_id} & more" for one in held[1:]}
    titles["goals", "g"] = "A table without a room"
    room.homes = {"journal_entries": "Journal"}
    show(room, replace(SIGNED_IN, held=(*held, goal), titles=titles, waiting=0))
    links = room.held.findChildren(QPushButton)
    # The first was deleted here and has no words; of many some are enough.
    assert [link.text() for link in links] == [f"Words {n} && more" for n in range(1, 6)]
    room.member.sign_out.setFocus()
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    with qtbot.waitSignal(room.row_requested) as asked:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert asked.args == ["journal_entries", "2"]


@pytest.mark.parametrize("keep", [True, False])
def test_many_vanished_rows_wait_for_the_members_word(room, qtbot, keep):
    show(room, replace(SIGNED_IN, suspicious={"journal_entries": 120}))
    question = room._deletes["journal_entries"]
    assert "120 journal entries are gone from the server" in texts(question)
    with qtbot.waitSignal(room.deletes_answered) as answered:
        click(qtbot, question.yes if keep else question.no)
    assert answered.args == ["journal_entries", keep]
    assert not question.isEnabled()
    show(room, replace(SIGNED_IN, suspicious={"journal_entries": 120}))
    assert question.isEnabled()
    show(room, SIGNED_IN)
    assert room._deletes == {}


def test_one_vanished_row_is_not_told_as_many(room):
    show(room, replace(SIGNED_IN, suspicious={"journal_entries": 1}))
    question = room._deletes["journal_entries"]
    assert "A journal entry is gone from the server" in texts(question)
    assert question.yes.text() == "Keep and send again"


def test_rows_of_the_servers_own_are_not_offered_to_be_sent(room):
    show(room, replace(SIGNED_IN, suspicious={"payment_history": 60}))
    question = room._deletes["payment_history"]
    assert "60 payments are gone from the server" in texts(question)
    assert question.yes.text() == "Keep for now"


def test_the_last_runs_are_told_in_a_line_each(room):
    reports = (
        {"started_at": "2026-03-01T10:00:00+00:00", "pulled": 12, "pushed": 3, "outcome": "done"},
        {"started_at": "2026-03-01T09:00:00+00:00", "outcome": "Offline"},
    )
    show(room, replace(SIGNED_IN, reports=reports))
    assert "12 fetched, 3 sent" in texts(room.reports)
    assert "Offline" in texts(room.reports)


def test_what_the_server_has_no_place_for_stands_below_the_runs(room):
    lacking = {"missing_tables": ["scenes"], "missing_columns": {"journal_entries": ["mood"]}}
    newest = {"started_at": "2026-03-01T10:00:00+00:00", "outcome": "done", **lacking}
    show(room, replace(SIGNED_IN, reports=(newest,)))
    assert "The server has no place for scenes" in texts(room.reports)
    assert "“mood” of journal entries" in texts(room.reports)


def test_another_journal_of_this_computer_is_a_click_away(room, accounts, ask, qtbot):
    assert not room.others.isVisible()
    accounts.profiles = [Profile("local"), Profile("account-1", email="jonas@example.org")]
    room.refresh()
    qtbot.waitUntil(room.others.isVisible)
    assert "Written before signing in" in texts(room.others)
    assert "jonas@example.org" in texts(room.others)
    (first, _) = room.others.findChildren(QAbstractButton)
    with qtbot.waitSignals([room.flow.about_to_settle, room.flow.turned]):
        click(qtbot, first)
    assert accounts.calls == [("turn_to", "local")]


def test_words_for_reports_and_tables():
    assert report_line({"outcome": "done"}) == "nothing new"
    assert report_line({"outcome": "Bug"}) == "Did not finish"
    assert report_line({"held": [1, 2], "merged": 1}) == "1 joined, 2 held back"
    assert table_title("journal_entries") == "Journal entries"


def test_sounds_that_wait_to_be_uploaded_are_told_plainly(room):
    show(room, replace(SIGNED_IN, uploads=1))
    assert "1 sound of your own still to be uploaded" in texts(room)
