"""What one can do here and from anywhere, gathered from the window as it stands.

The palette and the sheet of keys are both made of this, so that neither can be wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.domain.fuzzy import ranked
from desktop.language import tr

if TYPE_CHECKING:
    from desktop.views.shell import Shell


class Command(NamedTuple):
    """Something to do or a place to go to; `places` are the letters that were found."""

    title: str
    group: str
    act: Callable[[], object]
    keys: str = ""
    places: tuple[int, ...] = ()

    @property
    def spoken(self) -> str:
        """How a screen reader says it."""
        return ", ".join(part for part in (self.title, self.group, self.keys) if part)


def gather(shell: Shell) -> list[Command]:
    """Everything that can be done now: in the room in front, the ways to rooms, and anywhere."""
    room = shell.current
    here: list[Command] = []
    if room is not None:
        title = next((p.title for p in shell.places if p.name == room.name), room.title)
        here = _of_actions(_actions_of(room), title)
    return [*here, *_rooms(shell), *_of_actions(shell.actions(), tr("Anywhere"))]


def fitting(query: str, commands: Sequence[Command]) -> list[Command]:
    """The commands that a member may mean, the best first."""
    titles = [command.title for command in commands]
    sides = [command.group for command in commands]
    return [
        commands[number]._replace(places=found.places)
        for number, found in ranked(query, titles, sides)
    ]


def with_keys(commands: Iterable[Command]) -> dict[str, list[Command]]:
    """The commands that have keys, by their group."""
    groups: dict[str, list[Command]] = {}
    for command in commands:
        if command.keys:
            groups.setdefault(command.group, []).append(command)
    return groups


def _actions_of(room: QWidget) -> list[QAction]:
    """What a room offers, with what its visible parts offer."""
    parts = [room, *(w for w in room.findChildren(QWidget) if w.isVisible())]
    found = {id(action): action for part in parts for action in part.actions()}
    return list(found.values())


def _of_actions(actions: Iterable[QAction], group: str) -> list[Command]:
    return [
        Command(_title(action), group, action.trigger, _keys(action.shortcuts()))
        for action in actions
        if action.isEnabled() and action.isVisible() and not action.isSeparator()
        and _title(action)
    ]  # fmt: skip


def _rooms(shell: Shell) -> list[Command]:
    def way(name: str) -> Callable[[], object]:
        return lambda: shell.show_room(name)

    return [
        Command(p.title, tr("Go to"), way(p.name), shell.navigation.keys_of(p.name))
        for p in shell.places
    ]


def _title(action: QAction) -> str:
    # An ampersand marks the letter of a menu, two of them are one.
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&").strip()


def _keys(shortcuts: Sequence[QKeySequence]) -> str:
    told = [keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in shortcuts]
    return " · ".join(dict.fromkeys(text for text in told if text))
