"""One row out of two that were written under the same key and know no common past."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sync.merging.text import merge_texts
from sync.spec import Merge, TableSpec
from sync.values import SqlValue, canonical_json, parse_body

_FREE = (None, "")

Values = Mapping[str, SqlValue]


def blend(spec: TableSpec, ours: Values, theirs: Values) -> dict[str, SqlValue]:
    """The columns of one row that holds the words of both; plain values are ours where we have any.

    Pure and repeatable: blending the same row in again changes nothing.
    """
    return {
        name: _value(spec.by_name[name].merge, ours[name], theirs.get(name))
        for name in spec.merged_names
    }


def _value(merge: Merge, ours: SqlValue, theirs: SqlValue) -> SqlValue:
    if theirs is None or ours == theirs:
        return ours
    if ours is None or ours == "":
        return theirs
    if merge is Merge.TEXT:
        return _texts(str(ours), str(theirs))
    if merge in {Merge.KEYS, Merge.SET}:
        return canonical_json(_json(parse_body(str(ours)), parse_body(str(theirs))))
    return ours


def _json(ours: Any, theirs: Any) -> Any:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        both = {name: _json(ours[name], theirs[name]) for name in ours if name in theirs}
        return {**theirs, **ours, **both}
    if isinstance(ours, list) and isinstance(theirs, list):
        return _lists(ours, theirs)
    if isinstance(ours, str) and isinstance(theirs, str):
        return _texts(ours, theirs)
    return theirs if ours is None else ours


def _lists(ours: list[Any], theirs: list[Any]) -> list[Any]:
    # Free places of ours, such as unused ones of a day's three tasks, are filled first.
    rest = [item for item in theirs if item not in ours and item not in _FREE]
    filled = [rest.pop(0) if rest and item in _FREE else item for item in ours]
    return filled + rest


def _texts(ours: str, theirs: str) -> str:
    if theirs.strip() in ours:
        return ours
    if ours.strip() in theirs:
        return theirs
    # The account's own text stands first, as in sync.
    return merge_texts(None, theirs, ours).text
