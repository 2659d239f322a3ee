"""Equality of stored values: exact however many digits they have."""

from __future__ import annotations

import pytest

from sync.values import Kind, canonical_value, from_server

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
