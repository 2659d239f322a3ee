"""Column types that keep the one encoding of `sync.values` when SQLModel reads and writes.

Each type names the documented type that it stands for. SQLAlchemy's own types would store an id
without hyphens, JSON None as `null` and fractions as floating point.
"""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar

from sqlalchemy import Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from sync.values import Kind, SqlValue, canonical_json, canonical_timestamp, parse_body


class JsonNull(Enum):
    """The value null inside JSON, as opposed to None, the absence of a value (SQL NULL)."""

    NULL = "null"


JSON_NULL = JsonNull.NULL


class Encoded(TypeDecorator[Any]):
    """The frame of all column types: None is NULL, everything else is encoded and decoded."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = Text
    cache_ok = True
    kind: ClassVar[Kind]

    def process_bind_param(self, value: Any, dialect: Dialect) -> SqlValue:  # noqa: ARG002
        """SQLAlchemy's door in: None stays NULL."""
        return None if value is None else self.encode(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        """SQLAlchemy's door out: NULL stays None."""
        return None if value is None else self.decode(value)

    def encode(self, value: Any) -> SqlValue:
        """The stored form of a value; raises ValueError or TypeError for a foreign one."""
        raise NotImplementedError

    def decode(self, value: Any) -> Any:
        """The Python value of a stored form."""
        raise NotImplementedError


class UuidText(Encoded):
    """uuid: lower case with hyphens."""

    cache_ok = True
    kind = Kind.UUID

    def encode(self, value: Any) -> SqlValue:
        """Take a UUID or any of its written forms."""
        return str(value if isinstance(value, uuid.UUID) else uuid.UUID(value))

    def decode(self, value: Any) -> uuid.UUID:
        """Give the UUID."""
        return uuid.UUID(value)


class Words(Encoded):
    """text, or varchar(n) where a length is documented."""

    cache_ok = True
    kind = Kind.TEXT

    def __init__(self, length: int | None = None) -> None:
        super().__init__()
        self.length = length

    def encode(self, value: Any) -> SqlValue:
        """Take text alone."""
        if not isinstance(value, str):
            raise TypeError("not a text")
        return value

    def decode(self, value: Any) -> str:
        """Give the text."""
        return str(value)


class Whole(Encoded):
    """integer, or bigint with `big`."""

    impl = Integer
    cache_ok = True
    kind = Kind.INTEGER

    def __init__(self, *, big: bool = False) -> None:
        super().__init__()
        self.big = big

    def encode(self, value: Any) -> SqlValue:
        """Take whole numbers alone."""
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError("not a whole number")
        return value

    def decode(self, value: Any) -> int:
        """Give the number."""
        return int(value)


class Flag(Encoded):
    """boolean: 0 or 1."""

    impl = Integer
    cache_ok = True
    kind = Kind.BOOLEAN

    def encode(self, value: Any) -> SqlValue:
        """Take booleans alone."""
        if not isinstance(value, bool):
            raise TypeError("not a boolean")
        return int(value)

    def decode(self, value: Any) -> bool:
        """Give the boolean."""
        return bool(value)


class Exact(Encoded):
    """numeric: exact text."""

    cache_ok = True
    kind = Kind.NUMERIC

    def encode(self, value: Any) -> SqlValue:
        """Take a Decimal or a whole number; fractions of floating point are not exact."""
        if isinstance(value, bool) or not isinstance(value, Decimal | int):
            raise TypeError("not an exact number")
        return format(Decimal(value), "f")

    def decode(self, value: Any) -> Decimal:
        """Give the exact number."""
        return Decimal(value)


class Day(Encoded):
    """date: a calendar day of the member, never converted."""

    cache_ok = True
    kind = Kind.DATE

    def encode(self, value: Any) -> SqlValue:
        """Take a date that is no moment."""
        if not isinstance(value, date) or isinstance(value, datetime):
            raise TypeError("not a date")
        return value.isoformat()

    def decode(self, value: Any) -> date:
        """Give the date."""
        return date.fromisoformat(value)


class Moment(Encoded):
    """timestamptz: UTC text with microseconds."""

    cache_ok = True
    kind = Kind.TIMESTAMP

    def encode(self, value: Any) -> SqlValue:
        """Take a moment that knows its zone."""
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise TypeError("not a moment with a zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def decode(self, value: Any) -> datetime:
        """Give the moment in UTC."""
        return datetime.fromisoformat(canonical_timestamp(value))


class Json(Encoded):
    """jsonb: canonical JSON text; JSON_NULL is the value null, None the absence of a value."""

    cache_ok = True
    kind = Kind.JSON

    def encode(self, value: Any) -> SqlValue:
        """Take anything that JSON can hold."""
        return canonical_json(None if value is JSON_NULL else value)

    def decode(self, value: Any) -> Any:
        """Give the parsed value, fractions exact."""
        parsed = parse_body(value)
        return JSON_NULL if parsed is None else parsed


class TextArray(Encoded):
    """text[]: a canonical JSON array of texts."""

    cache_ok = True
    kind = Kind.TEXT_ARRAY

    def encode(self, value: Any) -> SqlValue:
        """Take a list of texts."""
        if not isinstance(value, list | tuple):
            raise TypeError("not a list of texts")
        return canonical_json(list(value))

    def decode(self, value: Any) -> list[str | None]:
        """Give the list."""
        return list(parse_body(value))
