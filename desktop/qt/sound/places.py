"""Where a listener stops in each track: kept every few seconds, so that a kill costs no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.qt.lanes import DatabaseLane

if TYPE_CHECKING:  # loaded in the lane when something is played
    from desktop.services.audio import Place
    from desktop.services.workspace import Workspace

_EVERY = 5.0
# A track that was left this close to its end was heard.
_HEARD = 2.0


class Places:
    """Owns what was kept last; lives on the GUI thread, writes in the lane. All is in seconds."""

    def __init__(self, lane: DatabaseLane[Workspace]) -> None:
        self._lane = lane
        self._kept_at = 0.0

    def begin(self, place: Place) -> float:
        """A track is put on: gives where it begins; what was heard to its end begins anew."""
        self._kept_at = 0.0 if place.finished else place.position
        return self._kept_at

    def is_due(self, position: float) -> bool:
        """Whether it is time to keep the place."""
        return abs(position - self._kept_at) >= _EVERY

    def keep(self, track_id: str, place: Place) -> None:
        """Keep where a track stands; one that is as good as over was heard."""
        self._kept_at = place.position
        if place.length > 0 and place.position >= place.length - _HEARD:
            place = place._replace(finished=True)
        self._lane.ask(lambda workspace: workspace.audio.keep_place(track_id, place))
