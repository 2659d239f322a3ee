"""The blueprint of a life category: loops of Being, Doing and Receiving, kept as JSON.

The web application stores a list of objects with the keys being, doing, receiving and essence.
Other shapes have been seen or may come: an object with the list under "loops", one loop alone,
or three lists side by side. All of them can be read; what is written keeps the shape, and every
key and value that is not understood, as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

FIELDS: tuple[str, ...] = ("being", "doing", "receiving", "essence")
_LOOPS = "loops"


@dataclass(frozen=True, slots=True)
class Loop:
    """One loop; `rest` holds what else its object had, `whole` a value that is no object."""

    being: str = ""
    doing: str = ""
    receiving: str = ""
    essence: str = ""
    rest: Mapping[str, Any] = field(default_factory=dict)
    whole: Any = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in it and nothing unknown would go with it."""
        words = (self.being, self.doing, self.receiving, self.essence)
        return not any(text.strip() for text in words) and not self.rest and self.whole is None


def loops_of(data: Any) -> tuple[Loop, ...]:
    """The loops that a blueprint holds, whatever its shape; an item of no known kind is one too."""
    if isinstance(data, list):
        return tuple(_loop(item) for item in data)
    if not isinstance(data, dict):
        return () if data is None else (Loop(whole=data),)
    if _LOOPS in data:
        found = data[_LOOPS]
        if isinstance(found, list):
            return loops_of(found)
        return () if found is None else (_loop(found),)
    if _is_parallel(data):
        columns = {name: _texts(data.get(name)) for name in FIELDS}
        longest = max(len(texts) for texts in columns.values())
        return tuple(
            Loop(
                being=_at(columns["being"], place),
                doing=_at(columns["doing"], place),
                receiving=_at(columns["receiving"], place),
                essence=_at(columns["essence"], place),
            )
            for place in range(longest)
        )
    return (_loop(data),) if any(name in data for name in FIELDS) else ()


def unknown_of(data: Any) -> Any:
    """What stands in a blueprint beside its loops, for showing; None for nothing."""
    if not isinstance(data, dict):
        return None
    if _LOOPS in data:
        known = {_LOOPS}
    elif _is_parallel(data):
        known = set(FIELDS)
    else:
        known = set(data) if any(name in data for name in FIELDS) else set()
    return {name: value for name, value in data.items() if name not in known} or None


def with_loops(data: Any, loops: Sequence[Loop]) -> Any:
    """The blueprint with these loops instead of its own, in the shape that it has.

    Blank ones are left out. Without any loop and with nothing else in it there is no blueprint.
    """
    if tuple(loops) == loops_of(data):
        return data
    items = [_item(loop) for loop in loops if not loop.is_blank]
    rest = unknown_of(data)
    if rest is not None or (isinstance(data, dict) and _LOOPS in data):
        return {**(rest or {}), _LOOPS: items}
    # One loop, or three lists: a list of loops says the same, and as the web does.
    return items or None


def _loop(item: Any) -> Loop:
    if not isinstance(item, dict):
        return Loop(whole=item)
    # A field of another kind than text is not understood, so it is kept with the rest.
    known = {name: item[name] for name in FIELDS if isinstance(item.get(name), str)}
    return Loop(**known, rest={name: v for name, v in item.items() if name not in known})


def _item(loop: Loop) -> Any:
    if loop.whole is not None:
        return loop.whole
    fields = {name: getattr(loop, name) for name in FIELDS[:3]}
    if loop.essence:
        fields["essence"] = loop.essence
    # A field that held something else is still there under its name, unless it was written anew.
    return {**loop.rest, **{n: v for n, v in fields.items() if v or n not in loop.rest}}


def _is_parallel(data: Mapping[str, Any]) -> bool:
    lists = [data[name] for name in FIELDS if name in data]
    return any(isinstance(one, list) for one in lists) and all(
        isinstance(one, str) or (isinstance(one, list) and all(isinstance(i, str) for i in one))
        for one in lists
    )


def _texts(found: Any) -> Sequence[str]:
    return [found] if isinstance(found, str) else (found or [])


def _at(texts: Sequence[str], place: int) -> str:
    return texts[place] if place < len(texts) else ""
