from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop.account.session import Session, SessionFile
from desktop.account.tokens import Tokens
from sync.errors import Offline, ServerBusy, SignInNeeded

START = datetime(2026, 11, 22, tzinfo=UTC)


class HandClock:
    def __init__(self):
        self.wall = START
        self.grown = 1000.0

    def now(self):
        return self.wall

    def monotonic(self):
        return self.grown

    def pass_(self, seconds):
        self.wall += timedelta(seconds=seconds)
        self.grown += seconds


class Server:
    """Rotates refresh tokens as the real one does: an old one ends the session."""

    def __init__(self, clock):
        self.clock = clock
        self.number = 1
        self.fault = None
        self.refreshes = 0

    def session(self):
        return Session(
            access_token=f"access-{self.number}",
            refresh_token=f"refresh-{self.number}",
            user_id="member",
            email="a@example.org",
            server="https://s.example",
            expires_in=3600.0,
            saved_at=self.clock.now().timestamp(),
        )

    def refresh(self, refresh_token):
        self.refreshes += 1
        if self.fault:
            raise self.fault
        if refresh_token != f"refresh-{self.number}":
            raise SignInNeeded("already used")
        self.number += 1
        return self.session()

    def close(self):
        pass


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def server(clock):
    return Server(clock)


@pytest.fixture
def file(tmp_path, server):
    file = SessionFile(tmp_path, b"k" * 32)
    file.save(server.session())
    return file


@pytest.fixture
def make(file, server, clock):
    return lambda: Tokens(file, lambda: server, clock)


def test_a_fresh_token_is_used_as_it_is(make, server):
    assert make().token() == "access-1"
    assert server.refreshes == 0


def test_an_old_token_is_renewed_before_its_end_and_kept_on_disk(make, server, clock, file):
    tokens = make()
    tokens.token()
    clock.pass_(3590)
    assert tokens.token() == "access-2"
    assert file.load().refresh_token == "refresh-2"
    assert make().token() == "access-2"
    assert server.refreshes == 1


def test_a_wall_clock_that_jumps_ends_no_running_token(make, server, clock):
    tokens = make()
    tokens.token()
    clock.wall += timedelta(days=400)
    assert tokens.token() == "access-1"
    assert server.refreshes == 0


@pytest.mark.parametrize("days", [-400, 400])
def test_after_a_restart_a_jumped_clock_costs_one_refresh_at_most(make, server, clock, days):
    clock.wall += timedelta(days=days)
    tokens = make()
    assert tokens.token() == "access-2"
    assert tokens.token() == "access-2"
    assert server.refreshes == 1


def test_a_refused_token_is_renewed_once_for_all_who_hold_it(make, server):
    first, second = make(), make()
    refused = first.token()
    assert second.token() == refused
    assert first.renew(refused) == "access-2"
    assert second.renew(refused) == "access-2"
    assert server.refreshes == 1


def test_many_threads_refresh_once(make, server, clock):
    tokens = [make() for _ in range(6)]
    for each in tokens:
        each.token()
    clock.pass_(3600)
    got = []
    threads = [threading.Thread(target=lambda t=t: got.append(t.token())) for t in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == ["access-2"] * 6
    assert server.refreshes == 1


@pytest.mark.parametrize("fault", [Offline("no"), ServerBusy("429", 30)])
def test_a_server_that_does_not_answer_ends_no_session(make, server, clock, file, fault):
    tokens = make()
    clock.pass_(4000)
    server.fault = fault
    with pytest.raises(type(fault)):
        tokens.token()
    assert file.load().refresh_token == "refresh-1"
    server.fault = None
    assert tokens.token() == "access-2"


def test_a_session_that_is_over_is_forgotten(make, server, clock, file):
    tokens = make()
    clock.pass_(4000)
    server.number = 7
    with pytest.raises(SignInNeeded):
        tokens.token()
    assert not file.exists()
    with pytest.raises(SignInNeeded):
        tokens.token()
    assert server.refreshes == 1


def test_a_sign_out_of_another_process_holds_at_once(make, file):
    tokens = make()
    tokens.token()
    file.clear()
    with pytest.raises(SignInNeeded):
        tokens.token()


def test_a_sign_in_of_another_process_holds_at_once(make, file, server):
    tokens = make()
    tokens.token()
    server.number = 5
    file.save(server.session())
    assert tokens.token() == "access-5"


def test_a_new_session_that_cannot_be_written_serves_from_memory(
    make, server, clock, file, monkeypatch
):
    tokens = make()
    tokens.token()
    clock.pass_(4000)

    def full(_session):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(file, "save", full)
    assert tokens.token() == "access-2"
    assert tokens.token() == "access-2"
    assert server.refreshes == 1


def test_tokens_of_another_member_are_refused(make, server, clock):
    tokens = make()
    clock.pass_(4000)
    session = server.session()
    server.session = lambda: replace(session, user_id="other", access_token="x")
    with pytest.raises(SignInNeeded):
        tokens.token()


def test_the_member_is_known_without_a_network(make):
    assert make().user_id() == "member"
    assert make().server() == "https://s.example"
