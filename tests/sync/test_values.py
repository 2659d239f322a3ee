"""Equality of stored values: exact however many digits they have."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.values import Kind, canonical_json, canonical_value, from_server, parse_body

LONG = "1234567890123456789012345678901234567890"


@pytest.mark.parametrize("kind", [Kind.NUMERIC, Kind.JSON])
@pytest.mark.parametrize("other", [f"{LONG[:-1]}1", f"{LONG}.0000000001", f"-{LONG}"])
def test_long_numbers_differ_in_any_digit(kind, other):
    assert canonical_value(kind, LONG) != canonical_value(kind, other)


@pytest.mark.parametrize("kind", [Kind.NUMERIC, Kind.JSON])
@pytest.mark.parametrize(
    ("one", "other"), [("2.50", "2.5"), (f"{LONG}.00", LONG), ("-0.000", "0"), ("100", "100.0")]
)
def test_trailing_zeros_and_the_sign_of_nothing_make_no_difference(kind, one, other):
    assert canonical_value(kind, one) == canonical_value(kind, other)


@pytest.mark.parametrize(
    ("came", "stored"),
    [
        ("2026-11-22", "2026-11-22"),
        ("2026-11-22T00:00:00+00:00", "2026-11-22"),
        ("20240-03-15", "20240-03-15"),
        ("0044-03-15 BC", "0044-03-15 BC"),
        ("infinity", "infinity"),
    ],
)
def test_a_day_loses_its_time_and_nothing_else(came, stored):
    assert from_server(Kind.DATE, came) == stored


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "1e99999999999999999999", "[" * 100_000])
def test_what_is_no_json_or_beyond_reason_is_refused_in_one_way(text):
    with pytest.raises(ValueError, match=r"."):
        parse_body(text)


def test_numbers_of_any_size_keep_their_value_and_take_little_room():
    for text in ("1" * 6000, "1e999999999", "-1e-999999999", "12.50"):
        written = canonical_json(parse_body(text))
        assert len(written) < 10_000
        assert parse_body(written) == parse_body(text)
        assert canonical_value(Kind.JSON, written) == canonical_value(Kind.JSON, text)


@pytest.mark.parametrize("value", [Decimal("1e999999999"), 2**63, "9" * 30])
def test_a_whole_number_that_does_not_fit_is_none(value):
    with pytest.raises(ValueError, match=r"."):
        from_server(Kind.INTEGER, value)


@pytest.mark.parametrize("kind", [Kind.NUMERIC, Kind.TIMESTAMP, Kind.UUID, Kind.INTEGER])
def test_what_is_not_of_its_kind_is_told_in_one_way(kind):
    for value in ("soon", "0001-01-01T00:00:00+14:00", {"a": 1}, [], True):
        if kind is Kind.INTEGER and value is True:
            continue
        with pytest.raises(ValueError, match=r"."):
            from_server(kind, value)


def test_half_a_character_inside_json_can_be_stored():
    written = canonical_json({"a": ["x\ud83d", "\U0001f642"]})
    assert written.encode() == b'{"a":["x\\ud83d","\xf0\x9f\x99\x82"]}'
    assert parse_body(written) == {"a": ["x\ud83d", "\U0001f642"]}


def as_python_reads_it(text):
    return json.loads(text, parse_float=Decimal)


_ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(_ANY, st.booleans())
def test_an_answer_says_what_python_reads_in_it(value, ascii_only):
    text = json.dumps(value, ensure_ascii=ascii_only)
    expected = as_python_reads_it(text)
    for body in (text, text.encode("utf-8", "surrogatepass")):
        read = parse_body(body)
        # Numbers that are equal may be written differently: 1.0 and 1.00 are.
        assert (read, repr(read)) == (expected, repr(expected))


@pytest.mark.parametrize(
    "body",
    [
        b'["12.50", 12.50, 1e5, -0.0, 100.0, 123456789012345678901234567890]',
        b'{"a": 1, "a": 2}',
        b'"\\ud800"',
        b"\xef\xbb\xbf[1]",
        '["\u00e9"]'.encode("utf-16"),
        b"[" * 400 + b"]" * 400,
        b'"\\ud83d\\ude42"',
    ],
)
def test_odd_answers_say_what_python_reads_in_them(body):
    expected = as_python_reads_it(body)
    assert (parse_body(body), repr(parse_body(body))) == (expected, repr(expected))


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1,]", b"NaN", b"[1] [2]", b'"\x01"', b"01"])
def test_what_is_no_json_is_told(body):
    with pytest.raises(ValueError, match=r"."):
        parse_body(body)
