"""What rooms share of sound and pictures: the listening that is on, and the files that come.

Made when it is first needed, some time after the first page. The threads that fetch are started
with the workspace and ended with it; they tell by a queue what has come.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.qt.delivery import Delivery
from desktop.qt.lanes import DatabaseLane
from desktop.qt.sound.habits import Habits
from desktop.qt.sound.listening import Listening

if TYPE_CHECKING:  # the window is painted before any of this is needed
    from desktop.services.audio import Track
    from desktop.services.media.fetching import Fetcher, Moved
    from desktop.services.workspace import Workspace

Told = Callable[["Moved"], None]
MakeFetcher = Callable[["Workspace", Told], "Fetcher"]
# A few changes in a breath are one look at what is wanted.
_CALM_MS = 1_500


class Hearing(QObject):
    """Owns the listening and what fetches its files; lives on the GUI thread.

    `make_fetcher` is called in the lane.
    """

    file_moved = Signal(str, object, object, bool)
    """A file has come on: its key, the bytes here, how many there are, whether it is over."""
    shown_changed = Signal()
    """Something is on, or nothing is any more."""

    def __init__(
        self,
        lane: DatabaseLane[Workspace],
        make_fetcher: MakeFetcher,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lane = lane
        self._make_fetcher = make_fetcher
        self._fetcher: Fetcher | None = None
        self._closed = False
        self._delivery = Delivery(self)
        self.listening = Listening(lane, self)
        self.listening.wanted.connect(self.want)
        self._habits = Habits(self.listening, lane, self)
        self.file_moved.connect(self._on_file_moved)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM_MS)
        self._calm.timeout.connect(self._poke)

    def open(self) -> None:
        """A workspace is open: lay out what was heard last, and fetch if anything is wanted."""
        self._lane.ask(_last_set, self._on_last_set)
        self._lane.ask(_is_anything_wanted, self._on_wanted_known)
        self._lane.ask(_tidy_up)

    def look(self) -> None:
        """Rows changed: what is pinned may have got new files."""
        if self._fetcher is not None:
            self._calm.start()

    def want(self, address: str) -> None:
        """Fetch the file of an address now."""
        self._lane.ask(lambda workspace: workspace.media.want(address), lambda _key: self._poke())

    def send(self) -> None:
        """The member made something that is to go to the server."""
        self._poke()

    def pin(self, table: str, row_id: str, done: Callable[[Any], None]) -> None:
        """Keep a row's files offline; `done` gets where they stand."""

        def pinned(standing: Any) -> None:
            done(standing)
            self._poke()

        self._lane.ask(lambda workspace: workspace.media.pin(table, row_id), pinned)

    def unpin(self, table: str, row_id: str, done: Callable[[Any], None]) -> None:
        """Do not keep a row's files any more."""
        self._lane.ask(lambda workspace: workspace.media.unpin(table, row_id), done)

    def close(self) -> None:
        """The window closes, or another profile opens: remember the place, end the threads."""
        self._closed = True
        self._calm.stop()
        self.listening.stop()
        self._habits.close()
        self._end_fetcher()

    def _fetcher_for(self, workspace: Workspace) -> Fetcher:
        delivery, signal = self._delivery, self.file_moved

        def told(moved: Moved) -> None:
            delivery.announce(signal, moved.key, moved.size, moved.total, moved.ended)

        workspace.media.check()
        return self._make_fetcher(workspace, told)

    def _on_wanted_known(self, wanted: bool) -> None:
        if wanted:
            self._poke()

    def _on_fetcher(self, fetcher: Fetcher) -> None:
        if self._fetcher is None and not self._closed:
            self._fetcher = fetcher
            fetcher.start()

    def _end_fetcher(self) -> None:
        fetcher, self._fetcher = self._fetcher, None
        if fetcher is not None:
            fetcher.stop()

    def _poke(self) -> None:
        """Have the threads look; they are made when something is wanted for the first time."""
        if self._fetcher is not None:
            self._fetcher.poke()
        elif not self._closed:
            self._lane.ask(self._fetcher_for, self._on_fetcher)

    def _on_last_set(self, found: tuple[list[str], str] | None) -> None:
        if found is not None and self.listening.track is None:
            ids, track_id = found
            self.listening.lay_out(ids, track_id)
            self.shown_changed.emit()

    def _on_file_moved(self, key: str, _size: int, _total: int | None, ended: bool) -> None:
        if ended:
            self.listening.file_came(key)


def _last_set(workspace: Workspace) -> tuple[list[str], str] | None:
    """The set that was heard last, and the track in it; in the lane."""
    track: Track | None = workspace.audio.last_track()
    if track is None:
        return None
    ids = workspace.audio.track_ids(track.set_id) if track.set_id else [track.id]
    return ids, track.id


def _tidy_up(workspace: Workspace) -> None:
    """Let go the member's own files that came to their end; in the lane."""
    if workspace.folder.own_media(workspace.profile.id).is_dir():
        workspace.own_files.sweep()


def _is_anything_wanted(workspace: Workspace) -> bool:
    """Whether a file is to be fetched, or may come to be; in the lane, without loading much."""
    found = workspace.connection.execute(
        "SELECT EXISTS (SELECT 1 FROM local_pins) "
        "OR EXISTS (SELECT 1 FROM local_media WHERE state = 'wanted') "
        "OR EXISTS (SELECT 1 FROM local_uploads WHERE state = 'waiting')"
    ).fetchone()
    return bool(found[0])
