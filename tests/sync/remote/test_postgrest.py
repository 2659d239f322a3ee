from __future__ import annotations

import json
from dataclasses import replace

import httpx
import pytest

from sync.errors import Garbled, MayNotRead, NotTheServer, Offline, Rejected, ServerBusy
from sync.protocols import Shape, Version
from sync.spec import ColumnSpec, Mode, TableSpec
from sync.values import Kind
from tests.sync.remote.wire import ID, ROW, SHAPE, SPEC, STAMP, Server, fault, page, rows


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


BLOCKED = httpx.Response(403, html="<title>Attention Required!</title>")


def test_words_that_a_firewall_on_the_way_refuses_are_the_rows_fault():
    """Such as an address of this very computer: the server itself answers as ever."""
    row = {"id": ID, "body": "http://localhost:3100"}
    with pytest.raises(Rejected, match="on the way") as caught:
        Server(BLOCKED, rows()).store().insert(SPEC, SHAPE, [row])
    assert caught.value.code == "blocked"
    with pytest.raises(Rejected, match="on the way"):
        Server(BLOCKED, rows()).store().update(SPEC, SHAPE, ID, Version("7"), row)


def test_where_nothing_passes_no_row_is_to_blame():
    with pytest.raises(NotTheServer):
        Server(BLOCKED).store().insert(SPEC, SHAPE, [{"id": ID, "body": "x"}])
    with pytest.raises(NotTheServer):
        Server(httpx.Response(200, html="<p>Welcome</p>"), rows()).store().insert(
            SPEC, SHAPE, [{"id": ID, "body": "x"}]
        )


def test_an_insert_whose_answer_lacks_a_row_is_not_believed():
    with pytest.raises(Garbled):
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


def test_a_server_that_does_not_know_the_strictest_handling_does_without():
    unknown = fault(400, "PGRST122", "Invalid preferences given with handling=strict")
    server = Server(unknown, rows(ROW))
    store = server.store()
    assert store.update(SPEC, SHAPE, ID, Version("6"), {"body": "a"}) is not None
    assert store.delete(SPEC, SHAPE, ID, Version("7"))

    sent = [request.headers["prefer"] for request in server.requests]
    assert [("strict" in prefer) for prefer in sent] == [True, False, False]


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
    assert not shape.denied


def test_a_table_that_may_not_be_read_does_not_exist_for_us_but_is_noted():
    store = Server(fault(403, "42501", "permission denied for table things")).store()

    assert store.inspect(SPEC) == Shape(exists=False, denied=True)


def test_a_table_whose_grants_were_withdrawn_is_to_be_inspected_again():
    store = Server(fault(403, "42501", "permission denied for table things")).store()
    with pytest.raises(MayNotRead):
        store.manifest(SPEC, SHAPE, None, 10)
    with pytest.raises(MayNotRead):
        store.generic_page(TableSpec("loose", Mode.GENERIC), 0, 10)


def test_a_table_of_which_only_the_undocumented_stamp_is_withheld_is_read():
    plain = replace(SPEC, columns=tuple(c for c in SPEC.columns if c.name != "updated_at"))

    def answer(request):
        if request.url.params["select"] == "updated_at":
            return fault(403, "42501", "permission denied for table things")(request)
        return httpx.Response(200, json=[{"id": ID}])

    shape = Server(answer).store().inspect(plain)
    assert (shape.exists, shape.has_stamp, shape.denied) == (True, False, False)


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
