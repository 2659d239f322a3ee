"""Checks what a member or a script wants to write, and says in plain words what is wrong.

SQLModel's table classes do not validate, so each gets a plain pydantic model beside it, derived
from its columns and bounds.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from math import isfinite
from typing import Annotated, Any, Literal, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import BaseModel, ConfigDict, PlainValidator, ValidationError, create_model
from pydantic.fields import FieldInfo
from sqlmodel import SQLModel

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.store.tables import classes
from desktop.store.tables.base import attribute
from desktop.store.tables.types import JSON_NULL, Whole, Words
from sync.values import Kind, canonical_timestamp

Check = Callable[[Any], Any]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ZONED = re.compile(r"(Z|[+-]\d{2}(:?\d{2})?)$")
_SURROGATE = re.compile("[\ud800-\udfff]")
# PostgreSQL's integer and bigint.
_INTEGER = (-(2**31), 2**31 - 1)
_BIGINT = (-(2**63), 2**63 - 1)
# Its numeric has digits from here to there around the point; `1e999999999` is a gigabyte of text.
_NUMERIC = (-16_383, 131_071)


def validated(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as Python objects by documented names.

    Raises InvalidInput with a sentence that names the first column at fault.
    """
    model = _model(table)
    try:
        checked = model.model_validate(dict(values))
    except ValidationError as error:
        raise _sentence(table, error) from None  # the original quotes what was written
    return {name: getattr(checked, name) for name in checked.model_fields_set}


def _sentence(table: str, error: ValidationError) -> InvalidInput:
    first = error.errors(include_url=False, include_input=False)[0]
    name = str(first["loc"][0])
    if first["type"] == "extra_forbidden":
        return InvalidInput(Phrase("{table} has no column '{name}'.", table=table, name=name), name)
    fault = first.get("ctx", {}).get("error")
    said = fault.args[0] if isinstance(fault, ValueError) else Phrase("cannot be taken")
    return InvalidInput(Phrase("{name} {fault}.", name=name, fault=said), name)


@cache
def _model(table: str) -> type[BaseModel]:
    cls = classes()[table]
    fields: dict[str, Any] = {}
    for column in cls.__table__.columns:  # type: ignore[attr-defined] # SQLModel adds it
        info = cls.model_fields[attribute(column.name)]
        check = _nullable(_check(column.type, info))
        fields[column.name] = (Annotated[Any, PlainValidator(check)], None)
    return create_model(f"{cls.__name__}Input", __config__=ConfigDict(extra="forbid"), **fields)


def _nullable(check: Check) -> Check:
    return lambda value: None if value is None else check(value)


def _check(kind: Any, info: FieldInfo) -> Check:
    codes = _codes(info)
    if codes:
        return _one_of(codes)
    if isinstance(kind, Whole):
        return _whole(kind, info)
    if isinstance(kind, Words):
        return _text(kind.length)
    return _CHECKS[kind.kind]


def _codes(info: FieldInfo) -> tuple[str, ...]:
    for part in (info.annotation, *get_args(info.annotation)):
        if get_origin(part) is Literal:
            return get_args(part)
    return ()


def _one_of(codes: tuple[str, ...]) -> Check:
    def check(value: Any) -> Any:
        if value not in codes:
            raise ValueError(
                Phrase("must be {codes} or {last}", codes=", ".join(codes[:-1]), last=codes[-1])
            )
        return value

    return check


def _whole(kind: Whole, info: FieldInfo) -> Check:
    low, high = _BIGINT if kind.big else _INTEGER
    low = next((int(str(b.ge)) for b in info.metadata if isinstance(b, Ge)), low)
    high = next((int(str(b.le)) for b in info.metadata if isinstance(b, Le)), high)

    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(
                Phrase("must be a whole number from {low} to {high}", low=str(low), high=str(high))
            )
        return value

    return check


def _text(length: int | None) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, str):
            raise ValueError(Phrase("must be text"))
        text = _storable(value)
        if length is not None and len(text) > length:
            raise ValueError(Phrase("must have at most {length} characters", length=str(length)))
        return text

    return check


def _storable(text: str) -> str:
    # Neither SQLite nor PostgreSQL can hold these; a paste from elsewhere may bring them.
    return _SURROGATE.sub("\ufffd", text.replace("\0", ""))


def _uuid(value: Any) -> uuid.UUID:
    try:
        return uuid.UUID(value)
    except (TypeError, ValueError, AttributeError):
        raise ValueError(
            Phrase("must be an id such as 123e4567-e89b-42d3-a456-426614174000")
        ) from None


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(Phrase("must be true or false"))
    return value


def _numeric(value: Any) -> Decimal:
    if not isinstance(value, bool) and isinstance(value, int | float | str | Decimal):
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite() and _NUMERIC[0] <= number.adjusted() <= _NUMERIC[1]:
            return number
    raise ValueError(Phrase("must be a number such as 12.5"))


def _date(value: Any) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    elif isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise ValueError(Phrase("must be a date such as 2026-11-22"))


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    if isinstance(value, str) and _ZONED.search(value.strip()[10:]):
        try:
            return datetime.fromisoformat(canonical_timestamp(value))
        except (ValueError, OverflowError):
            pass
    raise ValueError(
        Phrase("must be a date and time with its zone, such as 2026-11-22T08:50:00+00:00")
    )


def _json(value: Any) -> Any:
    if value is JSON_NULL:
        return value
    try:
        return _json_value(value)
    except RecursionError:
        raise ValueError(Phrase("is nested too deeply")) from None


def _json_value(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return _storable(value)
    if isinstance(value, float | Decimal) and isfinite(value):
        return value
    if isinstance(value, list | tuple):
        return [_json_value(item) for item in value]
    if isinstance(value, dict) and all(isinstance(name, str) for name in value):
        return {_storable(name): _json_value(item) for name, item in value.items()}
    raise ValueError(Phrase("must be a JSON value"))


def _text_array(value: Any) -> list[str | None]:
    if not isinstance(value, list | tuple) or not all(
        item is None or isinstance(item, str) for item in value
    ):
        raise ValueError(Phrase('must be a list of texts such as ["calm", "work"]'))
    return [None if item is None else _storable(item) for item in value]


_CHECKS: dict[Kind, Check] = {
    Kind.UUID: _uuid,
    Kind.BOOLEAN: _boolean,
    Kind.NUMERIC: _numeric,
    Kind.DATE: _date,
    Kind.TIMESTAMP: _moment,
    Kind.JSON: _json,
    Kind.TEXT_ARRAY: _text_array,
}


def table_class(table: str) -> type[SQLModel]:
    """The class of a documented table."""
    return classes()[table]
