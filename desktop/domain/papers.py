"""The rules of the daily paper: what its `content` holds, and how an edit leaves the rest alone.

Documented is `{"gratitude": str, "tasks": [str, str, str], "fun_plan": str}`. Whatever else is
there (unknown keys, other lengths, values of other kinds) is shown as it is and kept to the letter
until the member changes that very part.

Which actions are ticked has no documented place. It is kept in `content` beside the others, under
a key of our own, `tasks_done`: everybody keeps unknown keys, so it travels to the member's other
computers, which a table of this device would not. It is an object whose keys are the words of the
ticked actions, not a list of booleans: sync merges objects key by key and puts lists of two papers
that began apart one behind the other, so a tick that named a position could land on another
action; one that names the words cannot.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from desktop.domain.journal import content as clean
from desktop.domain.journal import first_line

GRATITUDE, TASKS, FUN, DONE = "gratitude", "tasks", "fun_plan", "tasks_done"
ACTIONS = 3
_DOCUMENTED = {GRATITUDE, TASKS, FUN, DONE}


class Part(NamedTuple):
    """One text of a paper. An odd one is no text in the store: shown, but not to be written in."""

    text: str = ""
    odd: bool = False


class Action(NamedTuple):
    """One action with its tick."""

    text: str = ""
    done: bool = False
    odd: bool = False

    @property
    def is_filled(self) -> bool:
        """Whether there is something to do."""
        return bool(self.text.strip())


class Paper(NamedTuple):
    """The parts of a paper as they are shown; `whole` holds a content that has no parts at all."""

    gratitude: Part = Part()
    actions: tuple[Action, ...] = (Action(),) * ACTIONS
    fun: Part = Part()
    whole: Part | None = None

    @property
    def filled(self) -> int:
        """How many actions there are."""
        return sum(action.is_filled for action in self.actions)

    @property
    def done(self) -> int:
        """How many of them are ticked."""
        return sum(action.is_filled and action.done for action in self.actions)

    @property
    def is_through(self) -> bool:
        """Whether there are actions, and all of them are ticked."""
        return 0 < self.filled == self.done

    @property
    def first(self) -> str:
        """The first words that name the paper in a list."""
        texts = (self.gratitude.text, *(a.text for a in self.actions), self.fun.text)
        whole = self.whole.text if self.whole else ""
        return next((line for text in (*texts, whole) if (line := first_line(text))), "")


def blank_content() -> dict[str, Any]:
    """The content of a paper on which nothing is written yet."""
    return {GRATITUDE: "", TASKS: [""] * ACTIONS, FUN: ""}


def read(content: Any) -> Paper:
    """The parts of a content, whatever it holds."""
    if content is None:
        return Paper()
    if not isinstance(content, dict):
        return Paper(actions=(), whole=_part(content))
    return Paper(_part(content.get(GRATITUDE)), _actions(content), _part(content.get(FUN)))


def written(content: Any, paper: Paper) -> Any:
    """The content with the parts of `paper` where they differ from what it held; all else stays."""
    before = read(content)
    if paper == before or before.whole is not None:
        return content
    fresh = blank_content() if content is None else dict(content)
    for key, old, new in (
        (GRATITUDE, before.gratitude, paper.gratitude),
        (FUN, before.fun, paper.fun),
    ):
        if new.text != old.text and not old.odd:
            fresh[key] = clean(new.text)
    actions = tuple(a._replace(text=clean(a.text)) for a in paper.actions)
    tasks = _tasks(fresh.get(TASKS), before.actions, actions)
    if tasks is not None:
        fresh[TASKS] = tasks
    done = _ticks(fresh.get(DONE), before.actions, actions)
    if done is not None:
        fresh[DONE] = done
    return fresh


def is_blank(content: Any, completed: object) -> bool:
    """Whether neither words nor a mark stand on a paper, nor anything that is not ours."""
    if completed:
        return False
    if content is None:
        return True
    if not isinstance(content, dict) or not content.keys() <= _DOCUMENTED:
        return False
    paper = read(content)
    texts = (paper.gratitude.text, paper.fun.text, *(a.text for a in paper.actions))
    return not any(text.strip() for text in texts)


def carried(open_ones: Sequence[str], paper: Paper) -> Paper:
    """The paper with open actions of an earlier one in its free places, as many as fit."""
    there = {action.text.strip() for action in paper.actions}
    waiting = [text for text in open_ones if text not in there]
    actions = []
    for action in paper.actions:
        if not action.is_filled and not action.odd and waiting:
            actions.append(Action(waiting.pop(0)))
        else:
            actions.append(action)
    return paper._replace(actions=tuple(actions))


def open_actions(paper: Paper) -> list[str]:
    """The actions of a paper that are not ticked, in their words."""
    return [a.text.strip() for a in paper.actions if a.is_filled and not a.done and not a.odd]


def day_of(text: object) -> date | None:
    """The day of a `paper_date`, or None where it is no day of our calendar."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _part(value: Any) -> Part:
    if value is None:
        return Part()
    return Part(value) if isinstance(value, str) else Part(_as_it_is(value), odd=True)


def _actions(content: Mapping[str, Any]) -> tuple[Action, ...]:
    tasks = content.get(TASKS)
    ticked = content.get(DONE)
    done = ticked if isinstance(ticked, dict) else {}
    if tasks is not None and not isinstance(tasks, list):
        parts = [Part(_as_it_is(tasks), odd=True)]
    else:
        parts = [_part(task) for task in tasks or ()]
        parts += [Part()] * (ACTIONS - len(parts))
    return tuple(Action(p.text, done.get(_name(p.text)) is True, p.odd) for p in parts)


def _tasks(tasks: Any, before: Sequence[Action], after: Sequence[Action]) -> list[Any] | None:
    """The list with the words that were changed, or None if there is nothing to change."""
    if tasks is not None and not isinstance(tasks, list):
        return None
    changed = {
        place: new.text
        for place, (old, new) in enumerate(zip(before, after, strict=True))
        if new.text != old.text and not old.odd
    }
    if not changed:
        return None
    kept = list(tasks or ())
    kept += [""] * (max(max(changed) + 1, ACTIONS) - len(kept))
    for place, text in changed.items():
        kept[place] = text
    return kept


def _ticks(ticked: Any, before: Sequence[Action], after: Sequence[Action]) -> dict[str, Any] | None:
    """The ticks by the words of their actions, or None if there is nothing to change."""
    if all(old[:2] == new[:2] for old, new in zip(before, after, strict=True)):
        return None
    if ticked is not None and not isinstance(ticked, dict):
        return None  # another program's, under our key: it stays, and ticks are not to be had
    kept = dict(ticked or {})
    for old, new in zip(before, after, strict=True):
        if old.text != new.text or old.done != new.done:
            kept.pop(_name(old.text), None)
    for new in after:
        if new.done and new.is_filled:
            kept[_name(new.text)] = True
    return kept if kept or ticked is not None else None


def _name(text: str) -> str:
    return " ".join(text.split())


def _as_it_is(value: Any) -> str:
    """A value of another kind, spelt as JSON spells it."""
    try:
        return json.dumps(value, ensure_ascii=False, default=_number)
    except RecursionError:
        return "[…]"  # nested beyond what can be read, and kept all the same


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} is no JSON value")
