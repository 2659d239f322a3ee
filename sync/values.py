"""The one encoding of values that tables, triggers and sync share.

SQLite holds text, whole numbers and NULL only: uuid as lower-case hyphenated text, timestamptz
as UTC text with microseconds, date as `YYYY-MM-DD`, boolean as 0 or 1, numeric as exact text,
jsonb and text[] as canonical JSON text (sorted keys, no spaces). SQL NULL is None; JSON null is
the text `null`. A server's REST answers cannot tell the two apart: both arrive as None.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from enum import StrEnum
from typing import Any

SqlValue = str | int | None


class Kind(StrEnum):
    """The documented column types, as far as their encoding differs."""

    UUID = "uuid"
    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    NUMERIC = "numeric"
    DATE = "date"
    TIMESTAMP = "timestamptz"
    JSON = "jsonb"
    TEXT_ARRAY = "text[]"


# PostgreSQL's numeric has up to 147,455 digits; Python's own contexts round to 28.
_EXACT = Context(prec=150_000, Emax=MAX_EMAX, Emin=MIN_EMIN)
# Beyond these places a number is written with an exponent: all its zeros might be a gigabyte.
_PLACES = (-16_383, 131_071)
# What SQLite holds as a whole number.
INTEGERS = (-(2**63), 2**63 - 1)
_HALF = re.compile("[\ud800-\udfff]")
# Python refuses to read whole numbers of more than 4,300 digits.
_LONG_NUMBER = 4_000
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:$|T| \d)")
# Made once: json.dumps would make a new encoder for every value.
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def parse_body(body: bytes | str) -> Any:
    """Parse JSON with its fractions exact.

    Raises ValueError on anything else than JSON, and on what is nested beyond all reason.
    """
    from jiter import from_json  # late: a start asks no server

    try:
        data = body if isinstance(body, bytes) else body.encode()
        return from_json(data, float_mode="decimal", allow_inf_nan=False, cache_mode="keys")
    except ValueError:
        # Half a character, deep nests and other encodings are JSON to Python's own reader alone.
        return _parse_slowly(body)


def _parse_slowly(body: bytes | str) -> Any:
    try:
        return json.loads(body, parse_float=Decimal, parse_constant=_no_number)
    except json.JSONDecodeError:
        raise
    except RecursionError:
        raise ValueError("nested too deeply") from None
    except (ValueError, ArithmeticError):
        # A whole number of thousands of digits is none for Python's own reader.
        return _with_long_numbers(body)


def _with_long_numbers(body: bytes | str) -> Any:
    try:
        return json.loads(body, parse_float=Decimal, parse_int=_whole, parse_constant=_no_number)
    except ArithmeticError:
        raise ValueError("a number beyond all bounds") from None


def _whole(digits: str) -> int | Decimal:
    return int(digits) if len(digits) < _LONG_NUMBER else Decimal(digits)


def _no_number(name: str) -> Any:
    # Python would take them, JSON does not know them.
    raise ValueError(f"{name} is no JSON")


def canonical_json(value: Any) -> str:
    """Write JSON in the canonical form: sorted keys, no spaces, numbers exact.

    Raises ValueError on what is no number or nested beyond all reason.
    """
    try:
        try:
            text = _ENCODER.encode(value)
        except TypeError:
            text = _exact_json(value)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return text if text.isascii() else _HALF.sub(_escaped, text)


def _escaped(half: re.Match[str]) -> str:
    # Half a character cannot be stored as it is; as an escape JSON can hold it.
    return f"\\u{ord(half[0]):04x}"


def _exact_json(value: Any) -> str:
    """Write JSON that holds decimals, which the standard writer refuses or rounds."""
    if isinstance(value, Decimal):
        return _digits(value) if value.is_finite() else "null"
    if isinstance(value, dict):
        pairs = (
            f"{json.dumps(k, ensure_ascii=False)}:{_exact_json(value[k])}" for k in sorted(value)
        )
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_exact_json(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _digits(number: Decimal) -> str:
    """A number in full, or with an exponent where its zeros would fill the memory."""
    low, high = _PLACES
    fits = not number.is_finite() or (
        number.adjusted() <= high and int(number.as_tuple().exponent) >= low
    )
    return format(number, "f") if fits else str(number)


def canonical_timestamp(text: str) -> str:
    """Bring a timestamp in any ISO form to UTC text with microseconds; raises ValueError."""
    moment = datetime.fromisoformat(_padded(text.strip()))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC).isoformat(timespec="microseconds")
    except OverflowError:
        raise ValueError("beyond the calendar") from None


def _padded(text: str) -> str:
    # PostgreSQL trims zeros ("50.05", "+00"); fromisoformat wants 3 or 6 digits before 3.13.
    head, dot, tail = text.partition(".")
    if not dot:
        return text
    digits = len(tail) - len(tail.lstrip("0123456789"))
    return f"{head}.{tail[:digits][:6].ljust(6, '0')}{tail[digits:]}"


def from_server(kind: Kind, value: Any) -> SqlValue:
    """Encode a value of a server's JSON answer for SQLite.

    Raises ValueError when the value cannot be of that kind. A value of an unexpected JSON type
    in a text column is kept as canonical JSON text, so that nothing is lost.
    """
    if value is None:
        return None
    encode = _ENCODERS[kind]
    try:
        return encode(value)
    except (TypeError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"not a {kind} value") from error


def _text(value: Any) -> str:
    return value if isinstance(value, str) else canonical_json(value)


def _integer(value: Any) -> int:
    low, high = INTEGERS
    if isinstance(value, Decimal) and not low <= value <= high:
        raise ValueError("not a number that fits")
    number = int(value)
    if not low <= number <= high or (isinstance(value, Decimal) and value != number):
        raise ValueError("not a whole number that fits")
    return number


def _boolean(value: Any) -> int:
    if not isinstance(value, bool):
        raise ValueError("not a boolean")
    return int(value)


def _numeric(value: Any) -> str:
    if isinstance(value, bool):
        raise ValueError("not a number")
    return _digits(Decimal(value))


def _date(value: Any) -> str:
    # Days before the year 1 or after 9999 stand as they came.
    return value[:10] if _DAY.match(value) else str(value)


_ENCODERS: dict[Kind, Callable[[Any], SqlValue]] = {
    Kind.UUID: lambda value: str(uuid.UUID(value)),
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.BOOLEAN: _boolean,
    Kind.NUMERIC: _numeric,
    Kind.DATE: _date,
    Kind.TIMESTAMP: canonical_timestamp,
    Kind.JSON: canonical_json,
    Kind.TEXT_ARRAY: canonical_json,
}


def to_server(kind: Kind, value: SqlValue) -> Any:
    """Decode a stored value into what a server's JSON body wants; the inverse of from_server."""
    if value is None:
        return None
    if kind is Kind.BOOLEAN:
        return bool(value)
    if kind in {Kind.JSON, Kind.TEXT_ARRAY}:
        return parse_body(str(value))
    # numeric travels as text, which PostgreSQL reads exactly.
    return value


def canonical_value(kind: Kind, value: SqlValue) -> SqlValue:
    """The form of a stored value in which equal values are equal; for comparing only.

    JSON null counts as NULL, because a REST answer cannot tell them apart. What cannot be read
    as its kind stands for itself.
    """
    if value is None or not isinstance(value, str) or kind in {Kind.TEXT, Kind.DATE}:
        return value
    try:
        return _COMPARABLE.get(kind, _itself)(value)
    except (ValueError, ArithmeticError, RecursionError):
        return value


def _itself(value: str) -> SqlValue:
    return value


def _comparable_json(value: str) -> SqlValue:
    # Some servers write 2.50 as 2.5 and 1.0 as 1; jsonb itself takes them for equal.
    parsed = json.loads(value, parse_float=_shortest)
    return None if parsed is None else canonical_json(parsed)


def _shortest(digits: str) -> int | Decimal:
    number = Decimal(digits)
    whole = number.copy_abs() < 10**18 and number.to_integral_value() == number
    return int(number) if whole else number.normalize(_EXACT)


def _comparable_number(value: str) -> SqlValue:
    number = Decimal(value).normalize(_EXACT)
    return _digits(number) if number else "0"


_COMPARABLE: dict[Kind, Callable[[str], SqlValue]] = {
    Kind.UUID: str.lower,
    Kind.NUMERIC: _comparable_number,
    Kind.TIMESTAMP: canonical_timestamp,
    Kind.JSON: _comparable_json,
    Kind.TEXT_ARRAY: _comparable_json,
}
