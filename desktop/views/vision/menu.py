"""All that one can do in the Vision room, each with its keys, in one menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.vision import State
from desktop.views.cinema.door import CinemaDoor
from desktop.views.vision.deeds import Deeds
from desktop.views.vision.mode_stack import ModeStack
from desktop.views.vision.part_rail import PartRail
from desktop.views.vision.versions_list import VersionsList

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.vision.values import VersionLine


class RoomOfVersions(Protocol):
    """What the menu needs of its room: the parts it leads to, and what the room does itself."""

    deeds: Deeds
    versions: VersionsList
    rail: PartRail
    modes: ModeStack
    cinema: CinemaDoor

    @property
    def version_id(self) -> str:
        """The id of the open version, or an empty one."""

    def offer(self, text: str, keys: str, act: Callable[[], object]) -> QAction:
        """Add something that one can do in the room."""

    def leave(self) -> None:
        """Write what is not written yet."""

    def discard(self, row_id: str) -> None:
        """Move a version to the trash."""

    def show_mode(self, name: str) -> None:
        """Have the open version before oneself in another way."""

    def show_about(self) -> None:
        """Go to what there is beside the parts."""

    def show_history(self) -> None:
        """Show earlier versions."""

    def show_trash(self) -> None:
        """Show what was deleted."""

    def show_details(self) -> None:
        """Show all columns of what is open."""

    def save_now(self) -> None:
        """Write what is not written yet, now."""

    def go_to_text(self) -> None:
        """Go on in the open version."""


class VersionMenu(QMenu):
    """Owns the actions of the room; lives on the GUI thread.

    What cannot be done with the open version is not to be seen.
    """

    def __init__(self, room: RoomOfVersions, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = room
        deeds, versions, rail = room.deeds, room.versions, room.rail
        self._offer(self.tr("New draft"), "Ctrl+N", deeds.begin)
        self._from = self._step(self.tr("New draft from this"), "Ctrl+Shift+N", deeds.begin_from)
        self._active = self._step(
            self.tr("Make this the active vision"), "Ctrl+Shift+A", deeds.make_active
        )
        self._complete = self._step(
            self.tr("Complete this version"), "Ctrl+Shift+C", deeds.complete
        )
        self._reopen = self._step(self.tr("Make this a draft again"), "Ctrl+Shift+R", deeds.reopen)
        self._discard = self._step(self.tr("Discard this version"), "Ctrl+Shift+Del", room.discard)
        self._offer(self.tr("Trash…"), "Ctrl+Shift+T", room.show_trash)
        self.addSeparator()
        self._of_open = [
            self._offer(plan.hint, plan.keys, partial(room.show_mode, plan.name))
            for plan in room.modes.plans.values()
        ]
        self._cinema = self._step(self.tr("Cinema"), "Ctrl+Shift+Return", room.cinema.open)
        self._keep = self._step(
            self.tr("Keep the pictures of this vision offline"), "", room.cinema.keep_offline
        )
        self._of_open += [
            self._discard,
            self._cinema,
            self._keep,
            self._offer(self.tr("Title and facts"), "F2", room.show_about),
            self._offer(self.tr("Earlier versions…"), "Ctrl+H", room.show_history),
            self._offer(self.tr("Details…"), "Alt+Return", room.show_details),
            self._offer(self.tr("Save now"), "Ctrl+S", room.save_now),
        ]
        self.addSeparator()
        self._offer(self.tr("Go to the versions"), "Ctrl+L", versions.list.setFocus)
        self._of_open += [
            self._offer(self.tr("Next part"), "Alt+Down", lambda: rail.step(1)),
            self._offer(self.tr("Part before"), "Alt+Up", lambda: rail.step(-1)),
            self._offer(self.tr("Go to the parts"), "Ctrl+T", rail.setFocus),
            self._offer(self.tr("Go to the text"), "Ctrl+E", room.go_to_text),
        ]
        self.show_standing(None)

    def show_standing(self, line: VersionLine | None) -> None:
        """Offer what fits the open version; None is none."""
        state = line.state if line else None
        self._from.setVisible(state is not None)
        self._active.setVisible(state in {State.DRAFT, State.COMPLETE})
        self._complete.setVisible(state is State.DRAFT)
        self._reopen.setVisible(state is State.COMPLETE)
        for one in self._of_open:
            one.setVisible(state is not None)

    def _offer(self, text: str, keys: str, act: Callable[[], object]) -> QAction:
        action = self._room.offer(text, keys, act)
        self.addAction(action)
        return action

    def _step(self, text: str, keys: str, act: Callable[[str], None]) -> QAction:
        """Offer something that is done with the open version, once its words are saved."""

        def acted() -> None:
            if self._room.version_id:
                self._room.leave()
                act(self._room.version_id)

        return self._offer(text, keys, acted)
