"""The tracks of a set: each with where it is and where one stopped; Enter plays from there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.qt.itemmodels.lines import LineRole, LinesModel
from desktop.views.audio.wording import track_look, track_spoken
from desktop.views.lists.line_list import LineList
from desktop.views.room import RoomKit
from desktop.widgets.rows.line_delegate import LineDelegate, RowLook
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.set_tracks import TrackLine
    from desktop.services.workspace import Workspace

# Files come on many times a second; rows are read again a few times.
_FOLLOW_MS = 400


class TracksPane(QStackedWidget):
    """Owns the list and its model; lives on the GUI thread."""

    play_requested = Signal(str)
    track_chosen = Signal(str)
    delete_requested = Signal(str)
    listed = Signal()

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self._set_id = ""
        self._asked = 0
        self._wanted = ""
        self._on = ""
        self.model = LinesModel(self._fetch, track_spoken, self)
        delegate = LineDelegate(kit.look, LineRole.LINE, self._look_of)
        self.list = LineList(kit.look, self.model, delegate)
        self.list.view.setAccessibleName(self.tr("Tracks"))
        self.menu = QMenu(self)
        self._nothing = words("", "muted")
        nothing = QWidget()
        inside = QVBoxLayout(nothing)
        inside.setContentsMargins(4, 18, 4, 0)
        inside.addWidget(self._nothing)
        inside.addStretch(1)
        self.addWidget(self.list)
        self.addWidget(nothing)
        self._following = QTimer(self)
        self._following.setSingleShot(True)
        self._following.setInterval(_FOLLOW_MS)
        self._following.timeout.connect(self.model.mark_stale)
        self.setFocusProxy(self.list)
        self._connect()

    @property
    def set_id(self) -> str:
        """The set whose tracks are listed."""
        return self._set_id

    def chosen(self) -> str:
        """The track that is marked, or an empty id."""
        return self.list.chosen()

    def line(self, track_id: str) -> TrackLine | None:
        """What is known of a track."""
        found: TrackLine | None = self.model.line(track_id)
        return found

    def show_set(self, set_id: str, track_id: str = "") -> None:
        """List another set, with a track of it marked; the same one is read again."""
        if set_id != self._set_id:
            self._set_id = set_id
            self.list.choose("")
            self.model.set_ids([])
        self._wanted = track_id or self._wanted
        self.reload()

    def reload(self) -> None:
        """Read the tracks again."""
        self._asked += 1
        asked, set_id = self._asked, self._set_id

        def listed(ids: list[str]) -> None:
            if asked == self._asked:
                self._on_listed(ids)

        self.kit.lane.ask(lambda workspace: workspace.sets.tracks.ids(set_id), listed)

    def show_on(self, track_id: str) -> None:
        """Mark the track that is heard."""
        self._on = track_id
        self.list.view.viewport().update()
        self.follow()

    def follow(self) -> None:
        """Read soon again what is told of the tracks."""
        if self._set_id and not self._following.isActive():
            self._following.start()

    def say_empty(self, sentence: str) -> None:
        """What stands in place of an empty set."""
        self._nothing.setText(sentence)

    def empty_sentence(self) -> str:
        """What stands in place of an empty set."""
        return self._nothing.text()

    def offer(self, action: QAction) -> None:
        """Offer something in the menu of a track."""
        self.menu.addAction(action)

    # Parts

    def _connect(self) -> None:
        view = self.list.view
        self.list.row_chosen.connect(self.track_chosen)
        self.list.delete_requested.connect(self.delete_requested)
        self.list.enter_pressed.connect(self._on_enter)
        view.doubleClicked.connect(self._on_double_click)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_menu)

    def _look_of(self, line: Any) -> RowLook:
        place = self.model.row_of(line.id)
        return track_look(line, place, on=line.id == self._on)

    def _fetch(self, ids: Sequence[str], done: Callable[[Sequence[Any]], None]) -> None:
        def lines(workspace: Workspace) -> Sequence[Any]:
            return workspace.sets.tracks.lines(ids)

        self.kit.lane.ask(lines, done, lambda _error: done(()))

    def _on_listed(self, ids: list[str]) -> None:
        self.model.set_ids(ids)
        self.setCurrentIndex(0 if ids else 1)
        wanted, self._wanted = self._wanted, ""
        if wanted in ids:
            self.list.choose(wanted)
            self.track_chosen.emit(wanted)
        elif ids and self.list.chosen() not in ids:
            self.list.choose(self._on if self._on in ids else ids[0])
        self.listed.emit()

    def _on_enter(self) -> None:
        if self.list.chosen():
            self.play_requested.emit(self.list.chosen())

    def _on_double_click(self, index: QModelIndex) -> None:
        self.play_requested.emit(index.data(LineRole.ID))

    def _on_menu(self, place: QPoint) -> None:
        index = self.list.view.indexAt(place)
        if index.isValid() and not self.menu.isEmpty():
            self.list.choose(index.data(LineRole.ID))
            self.menu.popup(self.list.view.viewport().mapToGlobal(place))
