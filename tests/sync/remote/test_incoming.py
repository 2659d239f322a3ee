"""Rows of an answer: each column as SQLite takes it, however the rows beside it are."""

from __future__ import annotations

import copy
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.errors import Garbled
from sync.protocols import LastPage, Shape
from sync.remote.incoming import RowReader
from sync.spec import ColumnSpec, Mode, TableSpec
from sync.values import Kind

_KINDS = {
    "id": Kind.UUID,
    "words": Kind.TEXT,
    "tags": Kind.TEXT_ARRAY,
    "data": Kind.JSON,
    "score": Kind.NUMERIC,
    "number": Kind.INTEGER,
    "done": Kind.BOOLEAN,
    "day": Kind.DATE,
    "updated_at": Kind.TIMESTAMP,
}
_TABLE = TableSpec("things", Mode.TWO_WAY, tuple(ColumnSpec(n, k) for n, k in _KINDS.items()))
_SHAPE = Shape(True, frozenset(_KINDS), has_id=True, has_token=True, has_stamp=True)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=4,
)  # fmt: skip
_STAMPS = st.sampled_from(
    ["2026-01-02 03:04:05.123456+00", "2026-01-02T03:04:05+00:00", "infinity", "2026-01-02"]
)
_ROWS = st.fixed_dictionaries(
    {"id": st.uuids().map(str) | st.uuids().map(lambda u: str(u).upper())},
    optional={
        **{name: _JSON for name in _KINDS if name not in {"id", "updated_at"}},
        "updated_at": st.none() | _STAMPS,
        "xmin": st.none() | st.integers(0, 9).map(str),
        "not documented": _JSON,
    },
)


@given(st.lists(_ROWS, max_size=4))
def test_a_row_is_read_as_if_it_came_alone(rows):
    reader = RowReader(_TABLE, _SHAPE)
    alone = [reader.read([copy.deepcopy(row)])[0] for row in rows]
    assert reader.read(copy.deepcopy(rows)) == alone
    for row, read in zip(rows, alone, strict=True):
        assert read.values.keys() == row.keys() & _KINDS.keys()
        assert all(v is None or isinstance(v, str | int) for v in read.values.values())
        assert read.id == read.values["id"] == row["id"].lower()
        kept = json.loads(read.extra) if read.extra else {}
        assert kept.keys() == row.keys() & {"not documented"}


def test_numbers_that_are_equal_stay_as_they_were_written():
    rows = [{"id": str(n), "score": value} for n, value in enumerate([1, Decimal("1.0"), True])]
    read = RowReader(_TABLE, _SHAPE).read(rows)
    assert [row.values["score"] for row in read][:2] == ["1", "1.0"]


def test_a_last_page_stays_one():
    reader = RowReader(_TABLE, _SHAPE)
    assert isinstance(reader.read(LastPage([{"id": "a"}])), LastPage)
    assert not isinstance(reader.read([{"id": "a"}]), LastPage)


@pytest.mark.parametrize("odd", [{}, {"id": None}])
def test_a_row_without_its_id_is_garbled_and_leaves_the_others_as_they_came(odd):
    rows = [{"id": "a", "tags": ["x"], "xmin": "5", "more": 1}, odd]
    before = copy.deepcopy(rows)
    with pytest.raises(Garbled):
        RowReader(_TABLE, _SHAPE).read(rows)
    assert rows == before
