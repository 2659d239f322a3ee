"""The Vision: versions and their parts at the left, the open one at the right, in several modes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from desktop.domain.vision import State
from desktop.views.cinema.door import CinemaDoor
from desktop.views.room import Room, RoomKit
from desktop.views.vision.deeds import Deeds
from desktop.views.vision.menu import VersionMenu
from desktop.views.vision.mode import ABOUT, FLOW, READ, WRITE
from desktop.views.vision.opener import Opener
from desktop.views.vision.opening import Opened, Place, Request
from desktop.views.vision.part_rail import PartRail
from desktop.views.vision.version_side import VersionSide
from desktop.views.vision.versions_list import VersionsList

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.vision.values import VersionLine
    from desktop.views.vision.writing import WritingMode

_TABLE = "vision_versions"
# So many versions are seen at first; the handle below them gives room to more.
_VERSIONS_SHOWN = 3


class VisionRoom(Room):
    """Owns the lists and the modes; lives on the GUI thread.

    The list is painted first. A mode is built when it is first chosen; the room tells it which
    version and which part are chosen, and shows what it tells.
    """

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.title = self.tr("Vision")
        self.icon_name = "mountain"
        self._line: VersionLine | None = None
        self._opener = Opener(kit, self)
        self._shared = False
        self._split = QSplitter(self)
        self._left = QSplitter(Qt.Orientation.Vertical, self._split)
        self.versions = VersionsList(kit, self._left)
        self.rail = PartRail(kit.look, self._left)
        self.deeds = Deeds(kit, self)
        self.cinema = CinemaDoor(kit, self)
        self.side = VersionSide(kit, self._split)
        self.head, self.modes = self.side.head, self.side.modes
        self._lay_out()
        self.menu = VersionMenu(self, self)
        self.head.set_menu(self.menu)
        self._connect()
        self.versions.start()

    # What the shell asks

    def complete(self) -> None:
        """The list has been painted: open the version that the member lives by, or the newest."""
        self.versions.reload()
        self._opener.open_first()

    def activate(self) -> None:
        """Go on in the open version, or in the list while none is open."""
        if self.is_complete:
            self.refresh()
        current = self.modes.current()
        if current is not None:
            current.activate()
        elif self._opener.is_settled and self.versions.model.rowCount():
            self.versions.list.setFocus()
        else:
            # Not the list: Qt would choose its first row before the one to open is known.
            self.versions.new_button.setFocus()

    def refresh(self) -> None:
        """Rows changed: read the list, the open version and its mode again."""
        self.versions.reload()
        self._read_open()
        if current := self.modes.current():
            current.refresh()

    def leave(self) -> None:
        """Write what is not written yet."""
        if current := self.modes.current():
            current.leave()

    def present(self, subject: str) -> None:
        """Open a version: its id, then, each on a line, words to go to and what is around them."""
        row_id, _, place = subject.partition("\n")
        found, _, around = place.partition("\n")
        self._open(Request(row_id, place=Place(found, around)))

    def standing(self) -> str:
        """The open version."""
        return self.version_id

    def present_row(self, table: str, subject: str) -> None:
        """Show a version, or the flow of the category whose state a row is."""
        if table == _TABLE:
            self.present(subject)
            return
        row_id, _, place = subject.partition("\n")
        found, _, around = place.partition("\n")
        self._opener.find_category(row_id, self.version_id, Place(found, around))

    # What the member asks

    def open_version(self, row_id: str, mode: str = "") -> None:
        """Open a version in a mode; without one, in that which fits it."""
        if row_id:
            self._open(Request(row_id, mode))

    def show_mode(self, name: str, *, walking: bool = False) -> None:
        """Have the open version before oneself in another way.

        Whoever is walking through the list keeps the keys there: a text that is asked to take
        them while it is still hidden would do so as soon as it is shown.
        """
        if self._line is not None and name in self.modes.plans:
            self.head.show_mode(name)
            self.modes.show_mode(name, self._line, self.rail.part())
            (self.versions.list.setFocus if walking else self.go_to_text)()

    @property
    def version_id(self) -> str:
        """The id of the open version, or an empty one."""
        return self._line.id if self._line else ""

    def show_about(self) -> None:
        """Go to the title and what else there is beside the parts."""
        if self.version_id:
            if self.modes.name != WRITE:
                self.show_mode(WRITE)
            self._on_part_shown(ABOUT)
            self.go_to_text()

    def show_history(self) -> None:
        """Show the earlier versions of the chosen part."""
        if writing := self._writing():
            writing.show_history()

    def show_details(self) -> None:
        """Show all columns of the open version; in the flow, of the state of its category."""
        if not self.version_id:
            return
        from desktop.views.details import DetailsDialog, finder

        self.leave()
        current = self.modes.current()
        find = (current and current.find_details()) or finder(_TABLE, self.version_id)
        DetailsDialog(self.kit, find, self).open()

    def save_now(self) -> None:
        """Write what is not written yet."""
        if self.modes.name == WRITE and (writing := self._writing()):
            writing.save_now()

    def go_to_text(self) -> None:
        """Put the focus where one goes on in the open version."""
        if current := self.modes.current():
            current.activate()

    def discard(self, row_id: str) -> None:
        """Move a version to the trash, with the words that were not saved yet."""
        self.leave()
        self.deeds.discard(row_id)

    def show_trash(self) -> None:
        """Show what was deleted."""
        from desktop.views.trash import TrashDialog

        self.leave()
        dialog = TrashDialog(self.kit, self)
        dialog.restored.connect(self._on_row_restored)
        dialog.open()

    # Parts

    def _lay_out(self) -> None:
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._split)
        for split in (self._split, self._left):
            split.setChildrenCollapsible(False)
        self._left.addWidget(self.versions)
        self._left.addWidget(self.rail)
        self._left.setStretchFactor(1, 1)
        self._left.setSizes([250, 440])
        self._split.addWidget(self._left)
        self._split.addWidget(self.side)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([290, 670])
        self._left.setMinimumWidth(230)
        self._left.setMaximumWidth(420)
        self.side.setMinimumWidth(320)
        self.rail.hide()

    def _writing(self) -> WritingMode | None:
        """The page of the open version, brought to the front."""
        from desktop.views.vision.writing import WritingMode

        if self.modes.name != WRITE:
            self.show_mode(WRITE)
        made = self.modes.current()
        return made if isinstance(made, WritingMode) else None

    def _undo_by_keys(self) -> None:
        undo = QShortcut(QKeySequence.StandardKey.Undo, self.versions)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.deeds.undo)

    def _connect(self) -> None:
        self._undo_by_keys()
        self._opener.found.connect(self._on_found)
        self._opener.read_again.connect(self._on_read_again)
        self._opener.category_found.connect(self._on_category_found)
        self.versions.new_requested.connect(self.deeds.begin)
        self.side.new_requested.connect(self.deeds.begin)
        self.versions.trash_requested.connect(self.show_trash)
        self.versions.menu_requested.connect(self._on_menu)
        self.versions.first_listed.connect(self.content_stands)
        self.versions.listed.connect(self._on_listed)
        self.versions.problem_met.connect(lambda sentence: self.notice.emit(sentence, None))
        self.versions.list.row_chosen.connect(self.open_version)
        self.versions.list.delete_requested.connect(self.discard)
        self.versions.list.enter_pressed.connect(self.go_to_text)
        self.modes.notice.connect(self.notice)
        self.modes.row_requested.connect(self.row_requested)
        self.modes.version_requested.connect(self.open_version)
        self.modes.version_gone.connect(self._on_gone)
        self.modes.part_shown.connect(self._on_part_shown)
        self.modes.versions_changed.connect(self._on_versions_changed)
        self.modes.words_counted.connect(self.rail.show_count)
        self.rail.part_chosen.connect(self._on_part_chosen)
        self.rail.enter_pressed.connect(self.go_to_text)
        self.head.mode_chosen.connect(self.show_mode)
        self.head.step_requested.connect(self._on_step_requested)
        self.deeds.notice.connect(self.notice)
        self.deeds.undone.connect(self.undone)
        self.cinema.notice.connect(self.notice)
        self.deeds.made.connect(self._on_made)
        self.deeds.changed.connect(self._on_versions_changed)
        self.deeds.discarded.connect(self._on_discarded)
        self.deeds.brought_back.connect(lambda row_id: self._on_row_restored(_TABLE, row_id))

    # What comes from the lane

    def _open(self, request: Request) -> None:
        self.versions.list.choose(request.row_id)
        self._opener.open(request)

    def _on_category_found(self, place: Place, row_id: str) -> None:
        if not row_id:
            self.notice.emit(self.tr("Begin a draft first: the flow leads into it."), None)
        elif place.part:
            mode = FLOW if FLOW in self.modes.plans else WRITE
            self._open(Request(row_id, mode, place))

    def _on_found(self, request: Request, found: Opened) -> None:
        if found.line is None:
            self._close()
            return
        if not self.versions.list.chosen():
            self.versions.list.choose(found.row_id)
        place = request.place
        fresh = self.version_id != found.row_id
        self._show(found.line, found.counts)
        if fresh or found.part:
            self.rail.choose(found.part or found.start)
        self.side.show_version(shown=True)
        self.rail.show()
        self._share_height()
        if fresh or request.mode or place.is_given:
            walking = self.versions.list.view.hasFocus()
            self.show_mode(self._mode_for(request, found, fresh=fresh), walking=walking)
        if place.words and (current := self.modes.current()):
            current.go_to(place.words, place.around)

    def _mode_for(self, request: Request, found: Opened, *, fresh: bool) -> str:
        """In which mode to show what was found; there is a line of it."""
        if found.part == ABOUT:
            return WRITE
        # Whoever is led to a place in the open version stays in the mode that it is open in, if
        # that one shows words as they stand.
        stays = not fresh and (not request.place.words or self.modes.name in {READ, WRITE})
        present = self.modes.name if stays else ""
        return request.mode or present or (self._fitting(found.line) if found.line else WRITE)

    def _fitting(self, line: VersionLine) -> str:
        """A draft is written on; what is complete is read."""
        if line.state is State.DRAFT or READ not in self.modes.plans:
            return WRITE
        return READ

    def _read_open(self) -> None:
        """Read standing and counts of the open version again."""
        if self.version_id:
            self._opener.read(self.version_id)

    def _on_read_again(self, found: Opened) -> None:
        if self._line is None or self.version_id != found.row_id:
            return
        if found.line is None:
            # A page may still hold words of it: it tells by itself when it has lost the version.
            if self.modes.name != WRITE:
                self._close()
            return
        stood = self._line.state
        self._show(found.line, found.counts)
        current = self.modes.current()
        if found.line.state is not stood and current is not None:
            current.open(found.line, self.rail.part())

    def _show(self, line: VersionLine, counts: Mapping[str, int]) -> None:
        self._line = line
        self.head.show_version(line)
        self.menu.show_standing(line)
        self.rail.show_counts(counts)

    # What happens

    def _on_part_chosen(self, part: str) -> None:
        if current := self.modes.current():
            current.show_part(part)

    def _on_part_shown(self, part: str) -> None:
        self.rail.choose(part)
        self._on_part_chosen(part)

    def _on_versions_changed(self) -> None:
        self.versions.reload()
        self._read_open()

    def _on_step_requested(self, state: str) -> None:
        self.leave()
        if State(state) is State.COMPLETE:
            self.deeds.complete(self.version_id)
        else:
            self.deeds.make_active(self.version_id)

    def _on_made(self, row_id: str) -> None:
        self.versions.reload()
        self.open_version(row_id)

    def _on_discarded(self, row_id: str) -> None:
        after = self.versions.list.neighbour(row_id)
        if self.version_id == row_id:
            self._close()
            if after:
                self.open_version(after)
                self.versions.list.setFocus()
        self.versions.reload()

    def _on_gone(self, row_id: str) -> None:
        if self.version_id == row_id:
            self._close()
        self.versions.reload()

    def _on_row_restored(self, table: str, row_id: str) -> None:
        if table == _TABLE:
            self.deeds.settle()
            self.open_version(row_id)
        self.versions.reload()
        self.notice.emit(self.tr("It is back where it was."), None)

    def _on_listed(self) -> None:
        self._share_height()
        self.side.say_nothing_open(none=not self.versions.model.rowCount())

    def _share_height(self) -> None:
        """Give the list what its versions need, up to some of them, and the parts the rest."""
        if not self._shared and self.rail.isVisible():
            self._shared = True
            high = self._left.height()
            # Where letters are large, the parts have no less than the versions.
            needed = min(self.versions.height_for(_VERSIONS_SHOWN), high // 2)
            self._left.setSizes([needed, max(high - needed, 1)])

    def _on_menu(self, place: QPoint) -> None:
        self.menu.popup(place)

    def _close(self) -> None:
        """No version is open any more."""
        self.modes.clear()
        self._line = None
        self._opener.wanted = ""
        self.menu.show_standing(None)
        self.side.show_version(shown=False)
        self.rail.hide()
        self.versions.list.choose("")
