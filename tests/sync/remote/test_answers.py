from __future__ import annotations

import httpx
import pytest

from sync.errors import Misconfigured, Offline, Rejected, ServerBusy, ShapeChanged, SignInNeeded
from sync.protocols import Cursor, Version
from tests.sync.remote.wire import ID, ROW, SHAPE, SPEC, STAMP, Server, fault, page, rows


def test_a_request_carries_the_key_the_token_and_no_plus_sign():
    server = Server(rows(ROW))
    store = server.store()
    [row] = page(server)
    store.changed_since(SPEC, SHAPE, Cursor(row.version.stamp, row.id), 10)
    asked = server.requests[1]

    assert asked.headers["apikey"] == "the-key"
    assert asked.headers["authorization"] == "Bearer first"
    assert "+" not in str(asked.url)
    assert asked.url.params["updated_at"] == f"gte.{STAMP}"
    assert asked.url.path == "/rest/v1/things"


@pytest.mark.parametrize(
    "answer",
    [
        lambda _r: httpx.Response(200, html="<html>Welcome to the hotel</html>"),
        lambda _r: httpx.Response(302, headers={"location": "http://hotel.example/"}),
        lambda _r: httpx.Response(403, html="<html>Blocked</html>"),
        lambda _r: httpx.Response(404, html="<html>Not found</html>"),
        lambda _r: httpx.Response(401, html="<html>Pay first</html>"),
        lambda _r: httpx.Response(200, json={"hello": "world"}),
        lambda _r: httpx.Response(200, json=[1, 2]),
        httpx.ConnectError("no route"),
        httpx.RemoteProtocolError("peer closed connection"),
        httpx.ReadTimeout("slow"),
    ],
)
def test_what_is_not_the_servers_word_is_offline(answer):
    server = Server(answer)
    with pytest.raises(Offline):
        page(server)
    with pytest.raises(Offline):
        server.store().insert(SPEC, SHAPE, [{"id": ID, "body": "x"}])


def test_no_redirect_is_followed():
    server = Server(lambda _r: httpx.Response(301, headers={"location": "https://evil.example/"}))
    with pytest.raises(Offline):
        page(server)

    assert {request.url.host for request in server.requests} == {"example.org"}


@pytest.mark.parametrize("url", ["http://example.org", "ftp://example.org", "example.org", ""])
def test_only_encrypted_addresses_are_taken(url):
    with pytest.raises(Misconfigured):
        Server(rows()).store(url)


def test_this_computer_may_be_asked_in_the_clear():
    assert Server(rows()).store("http://127.0.0.1:1234").count is not None


def test_a_refused_token_is_renewed_once():
    server = Server(fault(401, "PGRST303", "JWT expired"), rows(ROW))

    assert len(page(server)) == 1
    assert server.tokens.renewed == ["first"]
    assert [r.headers["authorization"] for r in server.requests] == [
        "Bearer first",
        "Bearer second",
    ]


def test_a_token_that_is_refused_again_means_signing_in():
    server = Server(fault(401, "PGRST301", "No suitable key"))
    with pytest.raises(SignInNeeded):
        page(server)

    assert server.tokens.renewed == ["first"]
    assert len(server.requests) == 2


def test_a_write_is_sent_again_after_its_token_was_refused():
    server = Server(fault(401, "PGRST303", "JWT expired"), rows(ROW))
    updated = server.store().update(SPEC, SHAPE, ID, Version("6"), {"body": "words"})

    assert updated.version == Version("7", STAMP)


def test_a_token_from_the_future_passes_by_itself():
    server = Server(fault(401, "PGRST303", "JWT issued at future"))
    with pytest.raises(ServerBusy):
        page(server)

    assert server.tokens.renewed == []


def test_an_invalid_key_is_a_matter_of_settings_not_of_signing_in():
    server = Server(
        lambda _r: httpx.Response(401, json={"message": "Invalid API key", "hint": "Look"})
    )
    with pytest.raises(Misconfigured):
        page(server)

    assert server.tokens.renewed == []


def test_an_address_without_a_project_is_a_matter_of_settings():
    with pytest.raises(Misconfigured):
        page(Server(lambda _r: httpx.Response(404, json={"error": "requested path is invalid"})))


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("Fri, 01 May 2026 12:02:00 GMT", 120.0),
        ("999999", 900.0),
        ("Fri, 01 May 2020 12:02:00 GMT", 0.0),
        ("soon", None),
    ],
)
def test_the_servers_wish_to_wait_is_heard(header, seconds):
    answer = fault(
        429, None, "slow down",
        **{"retry-after": header, "date": "Fri, 01 May 2026 12:00:00 GMT"},
    )  # fmt: skip
    server = Server(answer)
    with pytest.raises(ServerBusy) as busy:
        page(server)

    assert busy.value.retry_after == seconds


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_a_read_is_tried_again_a_bounded_number_of_times(status):
    server = Server(lambda _r: httpx.Response(status, html="<html>busy</html>"))
    with pytest.raises(ServerBusy):
        page(server)

    assert len(server.requests) == 3
    assert server.slept == [0.4, 0.8]


def test_a_read_that_succeeds_the_second_time_is_all_right():
    server = Server(httpx.ConnectError("no route"), rows(ROW))

    assert len(page(server)) == 1


def test_a_long_wish_is_not_waited_for_here():
    server = Server(fault(503, None, "", **{"retry-after": "60"}))
    with pytest.raises(ServerBusy) as busy:
        page(server)

    assert busy.value.retry_after == 60
    assert server.slept == []


@pytest.mark.parametrize("answer", [fault(503), httpx.ReadTimeout("slow")])
def test_a_write_is_never_repeated_on_its_own(answer):
    server = Server(answer)
    with pytest.raises((ServerBusy, Offline)):
        server.store().insert(SPEC, SHAPE, [{"id": ID, "body": "x"}])

    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("status", "code", "message", "error"),
    [
        (400, "42703", "column things.body does not exist", ShapeChanged),
        (400, "PGRST204", "Could not find the 'body' column of 'things'", ShapeChanged),
        (404, "PGRST205", "Could not find the table 'public.things'", ShapeChanged),
        (404, "42P01", 'relation "things" does not exist', ShapeChanged),
        (503, "PGRST001", "no connection", ServerBusy),
        (500, "40001", "could not serialize access", ServerBusy),
        (500, "53300", "too many connections", ServerBusy),
        (409, "23505", "duplicate key", Rejected),
        (400, "22P02", "invalid input", Rejected),
        (403, "42501", "row-level security", Rejected),
        (500, "XX000", "internal", Rejected),
        (413, None, "too large", Rejected),
    ],
)
def test_each_code_has_its_meaning(status, code, message, error):
    server = Server(fault(status, code, message))
    with pytest.raises(error) as raised:
        server.store().insert(SPEC, SHAPE, [{"id": ID, "body": "secret"}])

    assert "secret" not in str(raised.value)
    if error is ShapeChanged and code in {"42703", "PGRST204"}:
        assert raised.value.column == "body"
    if error is Rejected:
        assert raised.value.code == (code or "413")


def test_messages_do_not_quote_what_the_server_quotes():
    said = 'invalid input syntax for type integer: "my secret"'
    with pytest.raises(Rejected) as raised:
        page(Server(fault(400, "22P02", said)))
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("code", ["P0001", "22P02", "42804"])
def test_what_else_a_server_says_in_quotes_is_no_name(code):
    with pytest.raises(Rejected) as raised:
        page(Server(fault(400, code, 'column "secret" of constraint "secret" is no good')))
    assert raised.value.named is None


def test_a_refusal_names_its_constraint():
    said = 'new row for relation "things" violates check constraint "things_body_check"'
    with pytest.raises(Rejected) as raised:
        page(Server(fault(400, "23514", said)))
    assert (raised.value.code, raised.value.named) == ("23514", "things_body_check")


def test_a_refusal_names_the_column_that_is_wanted():
    with pytest.raises(Rejected) as raised:
        page(Server(fault(400, "23502", 'null value in column "must" of relation "things"')))
    assert raised.value.named == "must"


def test_a_check_behind_an_unknown_error_is_a_refusal():
    said = 'PostgresError: new row for relation "t" violates check constraint "c"'
    server = Server(fault(500, "SUP", said))
    with pytest.raises(Rejected) as raised:
        server.store().insert(SPEC, SHAPE, [{"id": ID, "body": "x"}])

    assert raised.value.code == "23514"
    assert len(server.requests) == 1


def test_an_unknown_error_is_a_refusal_when_it_repeats():
    server = Server(fault(500, "SUP", "PostgresError: something new"))
    with pytest.raises(Rejected):
        server.store().insert(SPEC, SHAPE, [{"id": ID, "body": "x"}])
    assert len(server.requests) == 2

    moody = Server(fault(500, "SUP", "PostgresError: something new"), rows(ROW))
    assert len(moody.store().insert(SPEC, SHAPE, [{"id": ID, "body": "x"}])) == 1
