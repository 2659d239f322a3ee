"""Answers that nobody can read: the rest comes all the same, and it is the server's fault."""

from __future__ import annotations

import inspect
import sys

import httpx
import pytest

from sync.errors import Garbled
from sync.protocols import Cursor
from tests.sync.remote.wire import ID, ROW, SHAPE, SPEC, Server

JSON = {"content-type": "application/json"}
DEEP = "[" * 100_000 + "]" * 100_000
_SHALLOW = 100
DEEPER = "[" * 3 * _SHALLOW + "]" * 3 * _SHALLOW
IDS = [ID[:-1] + str(n) for n in range(1, 8)]


class Table:
    """Seven rows in the order of their stamps; `bad` gives some of them a value of that text."""

    def __init__(self, bad):
        self.bad = bad
        self.server = Server(self)

    def __call__(self, request):
        asked = request.url.params
        ids = list(IDS)
        if "id" in asked:
            ids = asked["id"].removeprefix("in.(").removesuffix(")").split(",")
        if "updated_at" in asked and "or" in asked:
            last = asked["or"].split("id.gt.")[1].rstrip(")")
            ids = [i for i in ids if i > last]
        ids = ids[: int(asked.get("limit", 1000))]
        whole = asked["select"].startswith("*")
        return httpx.Response(
            200, text=f"[{','.join(self.row(i, whole) for i in ids)}]", headers=JSON
        )

    def row(self, row_id, whole):
        data = self.bad.get(row_id, "null") if whole else "null"
        stamp = ROW["updated_at"]
        return f'{{"id":"{row_id}","body":"words","data":{data},"updated_at":"{stamp}","xmin":"7"}}'


@pytest.mark.parametrize("text", [DEEP, '{"cut', "NaN", "-Infinity", "1e99999999999999999999"])
def test_a_row_that_cannot_be_read_is_left_out_and_noted(text):
    store = Table({IDS[2]: text}).server.store()
    rows = store.changed_since(SPEC, SHAPE, None, 1000)
    assert [row.id for row in rows] == IDS[:2] + IDS[3:]
    assert store.unreadable == {"things": {IDS[2]}}


def test_a_walk_comes_past_pages_of_rows_that_cannot_be_read():
    store = Table(dict.fromkeys(IDS[2:6], DEEP)).server.store()
    came, place = [], None
    while rows := store.changed_since(SPEC, SHAPE, place, 2):
        came += [row.id for row in rows]
        place = Cursor(rows[-1].version.stamp, rows[-1].id)
    assert came == [*IDS[:2], IDS[6]]
    assert store.unreadable == {"things": set(IDS[2:6])}


@pytest.fixture
def shallow():
    """Called between parsing and making rows: what was parsed is nested too deeply to be made."""
    usual = sys.getrecursionlimit()
    yield lambda: sys.setrecursionlimit(len(inspect.stack(0)) + _SHALLOW)
    sys.setrecursionlimit(usual)


# Python from 3.12 on bounds the depth of JSON by other means: there these rows can be made.
def test_a_row_that_cannot_be_made_is_left_out_after_the_place_of_its_page_was_told(shallow):
    store, told = Table({IDS[1]: DEEPER}).server.store(), []

    def seen(place):
        told.append(place.id)
        shallow()

    rows = store.changed_since(SPEC, SHAPE, None, 2, seen)
    left_out = [row.id for row in rows] == IDS[:1] and store.unreadable == {"things": {IDS[1]}}
    assert left_out is (sys.version_info < (3, 12))
    assert told == [IDS[1]]


def test_a_page_of_which_no_row_can_be_made_is_not_the_end(shallow):
    store = Table(dict.fromkeys(IDS[:2], DEEPER)).server.store()
    rows = store.changed_since(SPEC, SHAPE, None, 2, lambda _place: shallow())
    expected = IDS[2:4] if sys.version_info < (3, 12) else IDS[:2]
    assert [row.id for row in rows] == expected


def test_a_row_asked_for_by_its_id_is_noted_as_being_there():
    store = Table({IDS[0]: DEEP}).server.store()
    assert [row.id for row in store.fetch(SPEC, SHAPE, IDS)] == IDS[1:]
    assert store.unreadable == {"things": {IDS[0]}}


@pytest.mark.parametrize("text", ["1" * 6000, "1e131071", "1e999999999", "[0.1,1e-16383]"])
def test_any_number_is_read_exactly_and_in_little_room(text):
    [row] = Table({IDS[0]: text}).server.store().fetch(SPEC, SHAPE, IDS[:1])
    assert len(str(row.values["data"])) < 140_000
    assert row.values["data"].startswith(("1", "[0.1,0.000"))


@pytest.mark.parametrize("body", [b'[{"id": "cut', b"\xff\xfe", b"", b'[{"body": "no id"}]'])
def test_a_server_whose_answers_cannot_be_read_at_all_is_not_said_to_be_out_of_reach(body):
    store = Server(lambda _request: httpx.Response(200, content=body, headers=JSON)).store()
    for ask in (
        lambda: store.changed_since(SPEC, SHAPE, None, 1000),
        lambda: store.manifest(SPEC, SHAPE, None, 1000),
        lambda: store.insert(SPEC, SHAPE, [{"id": ID, "body": "x"}]),
        lambda: store.fetch(SPEC, SHAPE, [f"{ID[:-2]}{n}" for n in range(10, 60)]),
    ):
        with pytest.raises(Garbled):
            ask()
