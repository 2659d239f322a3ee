"""Sync as a process: killed, twice at once, without a network, behind a portal, watching."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.desktop.cli.devices import PASSWORD, Device
from tests.patience import PATIENCE

MANY = 1500


@contextlib.contextmanager
def answering(status, kind, body, headers=()):
    """A server that gives one and the same answer to everything."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            self.rfile.read(int(self.headers.get("content-length") or 0))
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_POST = do_HEAD = do_PATCH = do_DELETE = answer  # noqa: N815 - the library's names

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def closed_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


def server_count(backend, member):
    return backend.sql(
        "SELECT count(*), count(DISTINCT content) FROM journal_entries WHERE user_id = %s",
        (member.id,),
    )[0]


def many_entries():
    return [{"entry_date": "2026-01-01", "content": f"entry {n} " * 20} for n in range(MANY)]


def killed(device, phase, reached):
    """Start a sync and kill it without a word when it has got that far in a phase."""
    with device.start("sync", "--watch", "--every", "1h", "--json", "--stdio") as process:
        for line in process.stdout:
            event = json.loads(line)
            assert event["event"] not in {"finished", "failed"}, "the sync was over too soon"
            if event.get("phase") == phase and reached(event):
                break
        os.kill(process.pid, signal.SIGKILL)


def test_a_sync_killed_while_it_sends_doubles_nothing_and_loses_nothing(devices, backend, member):
    desk, lap = devices
    desk.put(*many_entries())

    def first_rows_arrived(_event):
        # The server has rows by now whose answer the device has hardly heard.
        while not server_count(backend, member)[0]:
            pass
        return True

    killed(desk, "push", first_rows_arrived)
    desk.sync()
    assert server_count(backend, member) == (MANY, MANY)
    killed(lap, "pull", lambda event: event["table"] == "journal_entries" and event["done"])
    lap.sync()
    assert lap.rows().keys() == desk.rows().keys()
    assert lap.sync()["pulled"] == 0
    assert lap.ok("doctor", "--json").value()["ok"]
    assert server_count(backend, member) == (MANY, MANY)


def test_two_syncs_at_once_take_turns(devices, backend, member):
    desk, _ = devices
    desk.put(*many_entries()[:200])
    processes = [desk.start("sync", "--json") for _ in range(3)]
    ended = [process.communicate(timeout=PATIENCE) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], ended
    assert sum(json.loads(out)["pushed"] for out, _ in ended) == 200
    assert server_count(backend, member) == (200, 200)


@pytest.fixture
def signed_in(tmp_path, backend, member):
    return Device(tmp_path / "desk", backend.environment).arrive(member)


def test_without_a_network_everything_stays_and_the_code_is_two(signed_in, member):
    signed_in.put({"entry_date": "2026-01-01", "content": "safe"})
    nowhere = {"VIBRATIONFIT_SUPABASE_URL": closed_port()}
    for words in (
        ("sync",),
        ("sign-in", "--email", member.email, "--password-stdin"),
        ("sign-up", "--email", "n@example.org", "--password-stdin"),
        ("doctor",),
    ):
        result = signed_in.run(*words, stdin=PASSWORD, environment=nowhere)
        assert result.code == 2, result
        assert "saved on this computer" in result.err
    assert len(signed_in.rows()) == 1
    assert signed_in.sync()["pushed"] == 1


@pytest.mark.parametrize(
    ("status", "kind", "body", "code"),
    [
        (200, "text/html", b"<html>Welcome to our WLAN</html>", 2),
        (503, "text/html", b"<html>Service unavailable</html>", 2),
        (302, "text/html", b"", 2),
        (401, "application/json", b'{"message": "Invalid API key"}', 1),
    ],
)
def test_an_answer_that_is_not_the_servers_ends_no_session(
    signed_in, member, status, kind, body, code
):
    more = [("location", "http://127.0.0.1:9/portal")] if status == 302 else []
    with answering(status, kind, body, more) as url:
        elsewhere = {"VIBRATIONFIT_SUPABASE_URL": url}
        for words in (("sync",), ("sign-in", "--email", member.email, "--password-stdin")):
            result = signed_in.run(*words, stdin=PASSWORD, environment=elsewhere)
            assert result.code == code, result
            assert result.err.strip().endswith(".")
    assert signed_in.ok("status", "--json").value()["signed_in_as"] == member.email
    signed_in.sync()


def test_a_wrong_password_is_told_and_changes_nothing(tmp_path, backend, member):
    device = Device(tmp_path / "desk", backend.environment)
    entry = device.put({"entry_date": "2026-01-01", "content": "mine"})[0]
    result = device.run(
        "sign-in", "--email", member.email, "--password-stdin", stdin="wrong password\n"
    )
    assert result.code == 3
    assert "not right" in result.err
    assert device.rows() == {entry["id"]: entry}
    assert device.run("sync").code == 3


def test_a_server_that_is_not_set_or_not_safe_is_told(signed_in, member):
    for name, value in (
        ("VIBRATIONFIT_SUPABASE_URL", "http://example.org"),
        ("VIBRATIONFIT_SUPABASE_URL", "example"),
        ("VIBRATIONFIT_SUPABASE_KEY", ""),
        ("VIBRATIONFIT_SUPABASE_KEY", "sb_publishable_wrong"),
        ("VIBRATIONFIT_SUPABASE_URL", ""),
    ):
        result = signed_in.run("sync", environment={name: value})
        assert result.code == 1, result
        assert "server" in result.err.lower()


def test_a_word_on_deletes_of_no_table_is_wrong_usage(signed_in, member):
    assert signed_in.run("sync", "--accept-deletes", "horses").code == 1


def test_a_table_that_the_account_may_not_read_is_told_as_that(signed_in, backend):
    signed_in.put({"entry_date": "2026-01-01", "content": "safe"})
    with backend.withheld("journal_entries"):
        for _ in range(2):
            kept = signed_in.run("sync")
            assert kept.code == 4
            assert "does not let this account read journal entries" in kept.err
            assert "no place" not in kept.err
        assert "does not let this account read" in signed_in.ok("status").out
    assert signed_in.sync()["pushed"] == 1


def test_an_ended_session_asks_for_a_sign_in_and_keeps_everything(signed_in, backend, member):
    signed_in.put({"entry_date": "2026-01-01", "content": "safe"})
    backend.sql("DELETE FROM auth.sessions WHERE user_id = %s", (member.id,))
    backend.sql("DELETE FROM auth.refresh_tokens WHERE user_id = %s", (member.id,))
    stale(signed_in)
    result = signed_in.run("sync")
    assert result.code == 3, result
    assert "Sign in again" in result.err
    assert len(signed_in.rows()) == 1
    signed_in.sign_in(member)
    assert signed_in.sync()["pushed"] == 1


def test_an_expired_token_is_renewed_without_a_word(signed_in, member):
    stale(signed_in)
    signed_in.put({"entry_date": "2026-01-01", "content": "sent with a new token"})
    assert signed_in.sync()["pushed"] == 1


def stale(device):
    """Make the access token look old, as after weeks offline."""
    from dataclasses import replace

    from desktop.account.session import SessionFile

    key = bytes.fromhex((device.folder / "key").read_text())
    file = SessionFile(device.data / "profiles/local", key)
    session = file.load()
    file.save(replace(session, access_token="gone", saved_at=session.saved_at - 100_000))


def test_watching_sends_what_is_written_meanwhile(devices, backend, member):
    desk, lap = devices
    with desk.start("sync", "--watch", "--every", "1h", "--json") as watch:
        first = json.loads(watch.stdout.readline())
        assert first["pushed"] == 0
        desk.ok("journal", "add", "written while it watches")
        second = json.loads(watch.stdout.readline())
        assert second["pushed"] == 1
        watch.send_signal(signal.SIGTERM)
        assert watch.wait(timeout=PATIENCE) == 0
        assert watch.stderr.read() == ""
    lap.sync()
    assert len(lap.rows()) == 1


def next_event(worker, *wanted):
    for line in worker.stdout:
        event = json.loads(line)
        if event["event"] in wanted:
            return event
    raise AssertionError(worker.stderr.read())


def test_the_worker_of_the_window_hears_wishes_and_tells_events(signed_in, backend, member):
    key = (signed_in.folder / "key").read_text().strip()
    del signed_in.environment["VIBRATIONFIT_KEY_FILE"]
    words = ("sync", "--watch", "--every", "1h", "--json", "--stdio", "--key-stdin")
    with signed_in.start(*words) as worker:
        say(worker, key=key)
        assert next_event(worker, "ready")
        assert next_event(worker, "started")
        assert next_event(worker, "finished")["report"]["held"] == []
        say(worker, do="now")
        assert next_event(worker, "finished", "failed")["event"] == "finished"
        say(worker, do="quit")
        assert worker.wait(timeout=PATIENCE) == 0
        assert worker.stderr.read() == ""


def test_the_worker_ends_with_its_window_and_waits_for_a_sign_in(tmp_path, backend, member):
    device = Device(tmp_path / "desk", backend.environment)
    with device.start("sync", "--watch", "--json", "--stdio") as worker:
        failed = next_event(worker, "failed")
        assert failed["kind"] == "sign_in"
        device.sign_in(member)
        assert next_event(worker, "finished", "failed")["event"] == "finished"
        worker.stdin.close()
        assert worker.wait(timeout=PATIENCE) == 0


def test_a_run_is_cancelled_at_its_next_safe_point(signed_in, backend, member):
    signed_in.put(*many_entries())
    with signed_in.start("sync", "--watch", "--every", "1h", "--json", "--stdio") as worker:
        next_event(worker, "progress")
        say(worker, do="cancel")
        assert next_event(worker, "cancelled", "finished")["event"] == "cancelled"
        say(worker, do="now")
        assert next_event(worker, "finished", "failed")["event"] == "finished"
        say(worker, do="quit")
        assert worker.wait(timeout=PATIENCE) == 0
    assert server_count(backend, member) == (MANY, MANY)


def say(worker, **wish):
    worker.stdin.write(json.dumps(wish) + "\n")
    worker.stdin.flush()
