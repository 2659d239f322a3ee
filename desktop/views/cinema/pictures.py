"""The few pictures that the cinema holds: read in the lane, decoded beside the window."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from desktop.core.errors import AppError
from desktop.views.cinema.decoding import decoded
from desktop.views.room import RoomKit

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.workspace import Workspace

# What is larger than this is no picture for a screen.
_MOST_BYTES = 80_000_000


class Pictures(QObject):
    """Owns the decoded pictures that are wanted, and lets the others go; on the GUI thread."""

    came = Signal(str)
    """A picture can be shown."""
    absent = Signal(str)
    """A picture is not here, or cannot be shown."""

    def __init__(self, kit: RoomKit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._room = QSize()
        self._wanted: frozenset[str] = frozenset()
        self._held: dict[str, QImage] = {}
        self._on_the_way: set[str] = set()

    @property
    def held(self) -> int:
        """How many decoded pictures there are."""
        return len(self._held)

    def picture(self, media: str) -> QImage | None:
        """A picture that is held, or None."""
        return self._held.get(media)

    def fit(self, room: QSize) -> None:
        """Pictures are wanted in this size from now on; those in another are read again."""
        if room != self._room:
            self._room = room
            self._fetch(self._wanted)

    def want(self, media: Collection[str]) -> None:
        """Hold these and no others."""
        self._wanted = frozenset(one for one in media if one)
        for one in set(self._held) - self._wanted:
            del self._held[one]
        self._fetch(self._wanted - self._held.keys())

    def _fetch(self, media: Collection[str]) -> None:
        if self._room.isEmpty():
            return
        for one in sorted(set(media) - self._on_the_way):
            self._on_the_way.add(one)
            self._kit.lane.ask(
                partial(_content, media=one),
                partial(self._on_read, one, self._room),
                partial(self._on_failed, one),
            )

    def _on_read(self, media: str, room: QSize, content: bytes | None) -> None:
        if content is None:
            self._on_absent(media)
        elif media not in self._wanted:
            self._on_the_way.discard(media)
        else:
            self._kit.free.ask(
                partial(decoded, content, room),
                partial(self._on_decoded, media, room),
                partial(self._on_failed, media),
            )

    def _on_decoded(self, media: str, room: QSize, image: QImage | None) -> None:
        if image is None:
            self._on_absent(media)
            return
        self._on_the_way.discard(media)
        if media not in self._wanted:
            return
        self._held[media] = image
        if room != self._room:
            self._fetch([media])
        self.came.emit(media)

    def _on_failed(self, media: str, _error: AppError) -> None:
        self._on_absent(media)

    def _on_absent(self, media: str) -> None:
        self._on_the_way.discard(media)
        self._held.pop(media, None)
        self.absent.emit(media)


def _content(workspace: Workspace, media: str) -> bytes | None:
    """The content of a picture that is here whole; in the lane."""
    return workspace.media.content(media, _MOST_BYTES)
