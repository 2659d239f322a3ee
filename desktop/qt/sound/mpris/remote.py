"""Shows the desktop what is on, and does what its keys and controls ask for."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.listening import Phase, Repeat
from desktop.qt.delivery import Delivery
from desktop.qt.lanes import DatabaseLane
from desktop.qt.sound.listening import Listening
from desktop.qt.sound.mpris.interfaces import LOOPS, MICRO, NAME, changes, track_path
from desktop.qt.sound.mpris.line import Line
from desktop.qt.sound.mpris.playing import Playing, Status, Wish

if TYPE_CHECKING:  # loaded in the lane
    from desktop.services.audio import Track
    from desktop.services.workspace import Workspace

OFF, TITLES = "off", "titles"
_STATUS = {
    Phase.SILENT: Status.STOPPED,
    Phase.PAUSED: Status.PAUSED,
    Phase.AWAY: Status.PAUSED,
    Phase.PLAYING: Status.PLAYING,
}


class Remote(QObject):
    """Owns the line to the bus; lives on the GUI thread.

    From `begin` on it calls the bus if the member's settings let it, and hangs up when they do
    not any more.
    """

    raise_wanted = Signal()
    """The window should come to the front."""
    _wished = Signal(object)

    def __init__(
        self,
        listening: Listening,
        lane: DatabaseLane[Workspace],
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._listening = listening
        self._lane = lane
        self._clock = clock
        self._line: Line | None = None
        self._closed = self._stopped = False
        self._choice = OFF
        self._album = ("", "")  # the id of a set, and its title
        self._told = Playing()
        self._delivery = Delivery(self)
        self._wished.connect(self._on_wished)
        # Whatever changes in one go is one thing to tell, and told when all of it has.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._tell)
        listening.standing_changed.connect(self._on_standing)
        listening.track_changed.connect(self._on_track)
        for changed in (
            listening.moved, listening.speed_changed, listening.volume_changed,
            listening.repeat_changed,
        ):  # fmt: skip
            changed.connect(self._on_changed)

    @property
    def is_on(self) -> bool:
        """Whether the bus was called."""
        return self._line is not None

    def begin(self) -> None:
        """Read what the member has chosen, and follow it."""
        self._lane.ask(_choice, self._on_choice)

    def follow(self, choice: str) -> None:
        """The member's choice: nothing, keys and controls alone, or the titles as well."""
        self._choice = choice
        if self._closed:
            return
        if choice == OFF:
            self._hang_up()
        elif self._line is None:
            self._told = self._now()
            self._line = Line(self._told, self._heard(), self._clock)
            self._line.start()
            self._line.tell(self._told, changed=True, jumped=False)
        self._on_track(self._listening.track)

    def close(self) -> None:
        """The window closes, or another workspace is open: hang up."""
        self._closed = True
        self._soon.stop()
        self._hang_up()

    def _heard(self) -> Callable[[Wish], None]:
        """What the thread calls: it knows a queue and a signal, and nothing of this object."""
        delivery, signal = self._delivery, self._wished
        return lambda wish: delivery.announce(signal, wish)

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.stop()

    # What is told

    def _on_standing(self, standing: Phase) -> None:
        if standing is Phase.PLAYING:
            self._stopped = False
        self._on_changed()

    def _on_choice(self, choice: str) -> None:
        self.follow(choice)

    def _on_track(self, track: Track | None) -> None:
        wanted = track.set_id if track is not None else ""
        if self._line is not None and self._choice == TITLES and wanted != self._album[0]:
            self._album = (wanted, "")
            self._lane.ask(lambda w: (wanted, w.audio.set_title(wanted)), self._on_album)
        self._on_changed()

    def _on_album(self, found: tuple[str, str]) -> None:
        if found[0] == self._album[0]:
            self._album = found
            self._on_changed()

    def _on_changed(self, *_what: object) -> None:
        if self._line is not None and not self._closed:
            self._soon.start()

    def _tell(self) -> None:
        if self._line is None:
            return
        before, now = self._told, self._now()
        self._told = now
        changed = bool(changes(before, now))
        self._line.tell(now, changed=changed, jumped=bool(now.track) and now.jumped_from(before))

    def _now(self) -> Playing:
        listening, track = self._listening, self._listening.track
        if track is None:
            return Playing(
                at=self._clock(), speed=listening.speed, volume=listening.loudness,
                repeat=listening.queue.repeat,
            )  # fmt: skip
        title, album = NAME, ""
        if self._choice == TITLES:
            title = track.title or self.tr("Untitled")
            album = self._album[1] if track.set_id == self._album[0] else ""
        return Playing(
            status=self._status(),
            track=track.id,
            title=title,
            album=album,
            length=listening.length,
            position=listening.position,
            at=self._clock(),
            runs=listening.standing is Phase.PLAYING,
            speed=listening.speed,
            volume=listening.loudness,
            repeat=listening.queue.repeat,
            has_next=listening.queue.next() is not None,
        )

    def _status(self) -> Status:
        standing = self._listening.standing
        if standing is Phase.LOADING:
            return Status.PLAYING if self._listening.is_playing else Status.PAUSED
        if self._stopped and standing is Phase.PAUSED:
            return Status.STOPPED
        return _STATUS[standing]

    # What is wished

    def _on_wished(self, wish: Wish) -> None:
        if self._closed or self._line is None:
            return
        listening = self._listening
        acts: dict[str, Callable[..., None]] = {
            "Play": listening.play,
            "Pause": listening.pause,
            "PlayPause": listening.toggle,
            "Stop": self._stop,
            "Next": listening.next,
            "Previous": listening.previous,
            "Seek": self._seek,
            "SetPosition": self._go_to,
            "Rate": self._run_at,
            "Volume": listening.set_volume,
            "LoopStatus": self._repeat,
            "Raise": self.raise_wanted.emit,
        }
        act: Callable[..., Any] | None = acts.get(wish.name)
        if act is not None:
            act(*wish.values)
            self._on_changed()

    def _stop(self) -> None:
        """Fall silent and stay there: what is heard is long, and nobody wants to seek the place."""
        self._listening.pause()
        self._stopped = True

    def _seek(self, offset: int) -> None:
        listening = self._listening
        place = listening.position + offset / MICRO
        if listening.length and place > listening.length:
            listening.next()
        else:
            listening.seek(max(0.0, place))

    def _go_to(self, path: str, place: int) -> None:
        track = self._listening.track
        if track is None or path != track_path(track.id):
            return  # of a track that was on before
        if 0 <= place / MICRO <= self._listening.length:
            self._listening.seek(place / MICRO)

    def _run_at(self, speed: float) -> None:
        if speed == 0:
            self._listening.pause()  # as MPRIS has it
        elif speed > 0:
            self._listening.set_speed(speed)

    def _repeat(self, name: str) -> None:
        found: Repeat | None = next((one for one, loop in LOOPS.items() if loop == name), None)
        if found is not None:
            self._listening.set_repeat(found)


def _choice(workspace: Workspace) -> str:
    return str(workspace.settings.values.media_controls)
