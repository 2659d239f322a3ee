from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from sync.errors import Misconfigured, Offline, Rejected, ServerBusy, ShapeChanged, SignInNeeded
from sync.protocols import Cursor, Shape, Version
from sync.remote.postgrest import PostgrestStore
from sync.remote.retry import Retry
from sync.spec import ColumnSpec, Mode, TableSpec
from sync.values import Kind

NOW = datetime(2026, 5, 1, 12, 0, 0, tzinfo=UTC)
SPEC = TableSpec(
    "things",
    Mode.TWO_WAY,
    (
        ColumnSpec("id", Kind.UUID),
        ColumnSpec("body", Kind.TEXT),
        ColumnSpec("data", Kind.JSON),
        ColumnSpec("updated_at", Kind.TIMESTAMP),
    ),
)
SHAPE = Shape(exists=True, columns=frozenset(SPEC.names), has_stamp=True)
STAMP = "2026-05-01T12:00:00.05+00:00"
ID = "00000000-0000-4000-8000-000000000001"
ROW = {"id": ID, "body": "words", "data": None, "updated_at": STAMP, "xmin": "7"}


class Tokens:
    """Gives out tokens in order; the last one is never renewed."""

    def __init__(self, *tokens):
        self.tokens = list(tokens or ["first"])
        self.renewed = []

    def token(self):
        return self.tokens[0]

    def renew(self, refused):
        self.renewed.append(refused)
        if len(self.tokens) > 1 and refused == self.tokens[0]:
            self.tokens.pop(0)
        return self.tokens[0]

    def user_id(self):
        return "anna"


class Clock:
    def __init__(self):
        self.seconds = 0.0

    def now(self):
        return NOW + timedelta(seconds=self.seconds)

    def monotonic(self):
        return self.seconds


class Server:
    """Answers with what the test laid ready, and remembers what was asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.requests = []
        self.slept = []
        self.clock = Clock()
        self.tokens = Tokens("first", "second")

    def __call__(self, request):
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer(request) if callable(answer) else answer

    def store(self, url="https://example.org"):
        retry = Retry(sleep=self.slept.append, draw=lambda _low, high: high)
        return PostgrestStore(
            url, "the-key", self.tokens, self.clock,
            transport=httpx.MockTransport(self), retry=retry,
        )  # fmt: skip


def rows(*values, **options):
    return lambda _request: httpx.Response(200, json=list(values), **options)


def fault(status, code=None, message="", **headers):
    body = {"code": code, "message": message, "details": None, "hint": None}
    return lambda _request: httpx.Response(status, json=body, headers=headers)


def page(server):
    return server.store().changed_since(SPEC, SHAPE, None, 1000)


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
        lambda _r: httpx.Response(
            200, content=b'[{"id": "cut', headers={"content-type": "application/json"}
        ),
        lambda _r: httpx.Response(
            200, content=b"\xff\xfe", headers={"content-type": "application/json"}
        ),
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


def test_a_page_that_is_too_slow_is_halved_and_grows_again():
    slow = fault(500, "57014", "canceling statement due to statement timeout")
    server = Server(slow, slow, rows(ROW), rows(ROW), rows(ROW), rows(ROW))
    store = server.store()
    for _ in range(4):
        store.changed_since(SPEC, SHAPE, None, 1000)

    limits = [request.url.params["limit"] for request in server.requests]
    assert limits == ["1000", "500", "250", "500", "1000", "1000"]


def test_a_row_that_is_too_slow_alone_is_reported():
    server = Server(fault(500, "57014", "canceling statement due to statement timeout"))
    with pytest.raises(ServerBusy):
        server.store().changed_since(SPEC, SHAPE, None, 4)

    assert [request.url.params["limit"] for request in server.requests] == ["4", "2", "1"]


def test_rows_by_id_are_asked_for_in_smaller_portions_when_too_slow():
    ids = [ID[:-1] + str(n) for n in range(1, 5)]
    slow = fault(500, "57014", "statement timeout")

    def answer(request):
        asked = request.url.params["id"].removeprefix("in.(").removesuffix(")").split(",")
        if len(asked) > 1:
            return slow(request)
        return httpx.Response(200, json=[ROW | {"id": asked[0]}])

    found = Server(answer).store().fetch(SPEC, SHAPE, ids)
    assert [row.id for row in found] == ids


def test_addresses_stay_short():
    server = Server(rows())
    server.store().fetch(SPEC, SHAPE, [f"{n:08d}{ID[8:]}" for n in range(1000)])

    assert len(server.requests) == 10
    assert max(len(str(request.url)) for request in server.requests) < 6000


def test_a_batch_that_is_too_slow_counts_as_refused_so_that_it_is_halved():
    slow = fault(500, "57014", "statement timeout")
    two = [{"id": ID, "body": "x"}, {"id": ID[:-1] + "2", "body": "y"}]
    with pytest.raises(Rejected):
        Server(slow).store().insert(SPEC, SHAPE, two)
    with pytest.raises(ServerBusy):
        Server(slow).store().insert(SPEC, SHAPE, two[:1])


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


def test_a_refusal_names_its_constraint():
    said = 'new row for relation "things" violates check constraint "things_body_check"'
    with pytest.raises(Rejected) as raised:
        page(Server(fault(400, "23514", said)))
    assert "things_body_check" in str(raised.value)


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


def test_an_insert_whose_answer_lacks_a_row_is_not_believed():
    with pytest.raises(Offline):
        Server(rows()).store().insert(SPEC, SHAPE, [{"id": ID, "body": "x"}])


def test_writes_name_the_row_its_version_and_the_strictest_handling():
    server = Server(rows(ROW))
    store = server.store()
    store.update(SPEC, SHAPE, ID, Version("6", STAMP), {"body": "a", "data": '{"n":1.50}'})
    store.delete(SPEC, SHAPE, ID, Version("7", STAMP))
    patch, delete = server.requests

    assert patch.method == "PATCH"
    assert (patch.url.params["id"], patch.url.params["xmin"]) == (f"eq.{ID}", "eq.6")
    assert patch.headers["prefer"] == "return=representation,handling=strict,max-affected=1"
    assert patch.content == b'{"body":"a","data":{"n":1.50}}'
    assert delete.method == "DELETE"
    assert delete.url.params["xmin"] == "eq.7"


def test_without_tokens_the_stamp_goes_back_to_the_letter():
    shape = Shape(exists=True, columns=SHAPE.columns, has_token=False, has_stamp=True)
    server = Server(rows(ROW))
    server.store().update(SPEC, shape, ID, Version(None, STAMP), {"body": "a"})

    assert server.requests[0].url.params["updated_at"] == f"eq.{STAMP}"
    assert "xmin" not in str(server.requests[0].url)


def test_a_value_that_its_kind_does_not_know_is_stored_as_it_came():
    odd = ROW | {"updated_at": "infinity", "id": ID, "body": {"a": 1}}
    [row] = page(Server(rows(odd)))

    assert row.values["updated_at"] == "infinity"
    assert row.values["body"] == '{"a":1}'


def test_half_a_character_is_a_refusal_of_its_row():
    with pytest.raises(Rejected):
        Server(rows()).store().insert(SPEC, SHAPE, [{"id": ID, "body": "\ud83d"}])


def test_a_renamed_column_travels_under_its_name_on_the_server():
    columns = (SPEC.columns[0], ColumnSpec("body", Kind.TEXT, remote="text_body"))
    spec = TableSpec("things", Mode.TWO_WAY, columns)
    shape = Shape(exists=True, columns=frozenset(spec.names))
    server = Server(rows({"id": ID, "text_body": "words", "xmin": "7"}))
    [row] = server.store().insert(spec, shape, [{"id": ID, "body": "words"}])

    assert row.values == {"id": ID, "body": "words"}
    assert server.requests[0].url.params["columns"] == "id,text_body"
    assert json.loads(server.requests[0].content) == [{"id": ID, "text_body": "words"}]


def test_inspect_drops_one_missing_column_after_another():
    def answer(request):
        for missing in ("data", "xmin"):
            if missing in request.url.params["select"].split(","):
                return fault(400, "42703", f"column things.{missing} does not exist")(request)
        return httpx.Response(200, json=[])

    shape = Server(answer).store().inspect(SPEC)
    assert shape.columns == {"id", "body", "updated_at"}
    assert (shape.has_token, shape.has_stamp) == (False, True)


def test_inspect_finds_the_columns_that_are_granted():
    def answer(request):
        if set(request.url.params["select"].split(",")) <= {"id", "body"}:
            return httpx.Response(200, json=[])
        return fault(403, "42501", "permission denied for table things")(request)

    store = Server(answer).store()
    shape = store.inspect(SPEC)
    assert shape.columns == {"id", "body"}
    assert not shape.has_token
    assert store.denied == set()


def test_a_table_that_may_not_be_read_does_not_exist_for_us_but_is_noted():
    store = Server(fault(403, "42501", "permission denied for table things")).store()

    assert not store.inspect(SPEC).exists
    assert store.denied == {"things"}


def test_a_generic_table_without_ids_is_read_in_the_order_that_comes():
    spec = TableSpec("loose", Mode.GENERIC)

    def answer(request):
        if "order" in request.url.params:
            return fault(400, "42703", "column loose.id does not exist")(request)
        return httpx.Response(200, json=[{"n": 1}, {"n": 2, "user_id": "anna"}])

    first, second = Server(answer).store().generic_page(spec, 0, 10)
    assert (first.data, first.owner) == ('{"n":1}', None)
    assert (second.data, second.owner) == ('{"n":2,"user_id":"anna"}', "anna")
    assert len({first.key, second.key}) == 2


def test_the_skew_comes_from_the_servers_date():
    ahead = {"date": "Fri, 01 May 2026 12:01:30 GMT"}
    server = Server(rows(headers=ahead))
    store = server.store()
    assert store.skew() == 0
    store.changed_since(SPEC, SHAPE, None, 10)

    assert 90 <= store.skew() <= 91


def test_traffic_counts_both_directions():
    answer = json.dumps([ROW]).encode()

    class Body(httpx.SyncByteStream):
        def __iter__(self):
            yield answer

    headers = {"content-type": "application/json"}
    server = Server(lambda _r: httpx.Response(200, stream=Body(), headers=headers))
    store = server.store()
    store.insert(SPEC, SHAPE, [{"id": ID, "body": "x" * 1000}])

    assert store.traffic.requests == 1
    assert store.traffic.bytes > 1000 + len(answer)


def test_a_dripping_answer_is_cut_off_at_the_deadline():
    server = Server(None)

    class Drip(httpx.SyncByteStream):
        def __iter__(self):
            while True:
                server.clock.seconds += 15
                yield b" "

    headers = {"content-type": "application/json"}
    server.answers = [lambda _r: httpx.Response(200, stream=Drip(), headers=headers)]
    with pytest.raises(Offline):
        server.store().fetch(SPEC, SHAPE, [ID])
