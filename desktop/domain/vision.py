"""The rules of a Life Vision: its fourteen parts, how complete it is, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from itertools import count
from typing import Any, NamedTuple

from desktop.core.numbers import LARGEST
from desktop.core.phrases import Phrase
from desktop.domain.categories import CATEGORIES
from desktop.domain.categories import CODES as CATEGORY_CODES

SINGULAR, PLURAL = "singular", "plural"
DRAFT, COMPLETE = "draft", "complete"
# Numbers and dates tell versions apart, so a title carries neither: a number may change in a sync.
DEFAULT_TITLE = "Life Vision"


class Part(NamedTuple):
    """One part of a vision: the column that holds it, and its name."""

    code: str
    label: Phrase


class State(Enum):
    """Where a version stands; an active one is complete as well."""

    DRAFT = "draft"
    COMPLETE = "complete"
    ACTIVE = "active"


# In the order in which a vision is read.
PARTS: tuple[Part, ...] = (
    Part("forward", Phrase("Forward")),
    *(Part(category.code, category.label) for category in CATEGORIES),
    Part("conclusion", Phrase("Conclusion")),
)
CODES: tuple[str, ...] = tuple(part.code for part in PARTS)
_LABELS = {part.code: part.label for part in PARTS}


def label(code: str) -> str:
    """The name of a part; a code that is not ours is shown as it is."""
    return _LABELS.get(code, code)


def holds_text(text: object) -> bool:
    """Tell whether a part holds text: blanks alone are none."""
    return isinstance(text, str) and bool(text.strip())


def percent(filled: int) -> int:
    """What share of the fourteen parts so many are, in whole percent.

    Rounded down but never to nothing: 100 is a vision without a gap, 0 one without a word.
    """
    share = filled * 100 // len(PARTS)
    return max(share, 1) if filled else 0


def completion(texts: Mapping[str, object]) -> int:
    """`completion_percent`: the share of the fourteen parts that hold text."""
    return percent(sum(holds_text(texts.get(code)) for code in CODES))


def next_number(numbers: Iterable[int | None]) -> int:
    """The version number that follows those that a member has; the first is 1.

    Where one has the last number that there is, the lowest that is free.
    """
    taken = {number for number in numbers if number is not None}
    following = max(taken, default=0) + 1
    if following <= LARGEST:
        return following
    return next(number for number in count(1) if number not in taken)


def shown_title(title: str | None) -> str:
    """The title as it is shown: a version without one is a Life Vision."""
    return (title or "").strip() or DEFAULT_TITLE


def state_of(status: str | None, is_draft: object, is_active: object) -> State:
    """Where a version stands by its three columns, which the server may hold in any mixture.

    The web application refines in drafts (`is_draft`) and creates in them (`status`): either
    word makes a draft of a version that is not active.
    """
    if is_active:
        return State.ACTIVE
    if is_draft or status != COMPLETE:
        return State.DRAFT
    return State.COMPLETE


def activated(active: Mapping[str, bool], chosen: str) -> dict[str, bool]:
    """What has to change so that the chosen version alone is active; others keep what they are."""
    wanted = {row_id: row_id == chosen for row_id in (*active, chosen)}
    return {row_id: on for row_id, on in wanted.items() if active.get(row_id, False) != on}


def with_refined(refined: Any, changed: Iterable[str]) -> Any:
    """`refined_categories` once these parts have been changed.

    It is a list of the categories refined since the version was made from another. A version
    that was made from none has no list and gets none; what else is there, and whatever shape it
    has, stays as it is.
    """
    if not isinstance(refined, list):
        return refined
    known = {_code_of(item) for item in refined}
    new = [code for code in CATEGORY_CODES if code in set(changed) and code not in known]
    return [*refined, *new]


def refined_codes(refined: Any) -> tuple[str, ...]:
    """The categories that a list of refined ones names, in the order of the parts."""
    known = {_code_of(item) for item in refined} if isinstance(refined, list) else set()
    return tuple(code for code in CATEGORY_CODES if code in known)


def _code_of(item: object) -> str:
    if isinstance(item, dict):
        item = item.get("category") or item.get("key") or ""
    return str(item).strip().casefold()
