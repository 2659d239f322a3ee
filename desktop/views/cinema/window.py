"""A vision over the whole screen: its slides one after the other, round and round, and its voice.

Space pauses, the arrows go on and back, V and M switch voice and music, Esc ends. A slide comes
when its picture is ready, so that nothing flashes; one whose picture cannot be shown is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent, Qt
from PySide6.QtWidgets import QWidget

from desktop.domain.showing import Showing
from desktop.language import isolated
from desktop.theme.icons import Icons
from desktop.views.cinema.decoding import room_for
from desktop.views.cinema.night import night, wear_night
from desktop.views.cinema.pictures import Pictures
from desktop.views.cinema.screen import Screen
from desktop.views.cinema.stage import Stage
from desktop.views.room import RoomKit
from desktop.widgets.part_names import label

if TYPE_CHECKING:  # loaded in the lane with the programme
    from desktop.services.cinema import Programme
    from desktop.services.workspace import Workspace
    from desktop.views.cinema.switches import Switches
    from desktop.views.cinema.voice import Narrator

_AHEAD = 2
_CALM_MS = 1_500


class CinemaWindow(QWidget):
    """Owns the showing, its pictures and its screen; lives on the GUI thread.

    `tempo` is by what the time of every slide is multiplied.
    """

    left = Signal()
    """It is over: the member goes back to where they came from."""
    empty = Signal()
    """Nothing of it can be shown any more."""

    def __init__(
        self, kit: RoomKit, programme: Programme, parent: QWidget, *, still: bool, tempo: float = 1
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._kit = kit
        self._programme = programme
        self._parts: frozenset[str] = frozenset()
        self._tempo = tempo
        self._paused = self._waiting = False
        self._left_ms = 0
        self._narrator: Narrator | None = None
        self._switches: Switches | None = None
        self._pictures = Pictures(kit, self)
        theme = night().theme
        self.screen_view = Screen(theme, kit.look.text_scale, still=still, parent=self)
        self.stage = Stage(Icons(theme.colour, kit.look.icons.growth), self)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM_MS)
        self._introduce()
        self._connect()
        self._say_away(programme.away)
        self._seek_voice()
        self._showing = Showing(programme.slides, self._parts)

    # What is on

    @property
    def showing(self) -> Showing:
        """Which slide is on, or about to be."""
        return self._showing

    @property
    def is_paused(self) -> bool:
        """Whether it holds."""
        return self._paused

    @property
    def held(self) -> int:
        """How many decoded pictures there are."""
        return self._pictures.held

    # What the member asks

    def step(self, by: int) -> None:
        """Go on, or back; the voice comes along where it has something to say there."""
        showing = self._showing.step(by)
        part = showing.voice_at(showing.place)
        if self._narrator is not None and part and showing.part and part != showing.part:
            showing = replace(showing, part=part)
            self._narrator.go_to(part)
        self._go(showing)

    def set_paused(self, paused: bool) -> None:
        """Hold everything, or go on."""
        if paused == self._paused:
            return
        self._paused = paused
        self.stage.show_paused(paused)
        if paused:
            self._left_ms = max(0, self._over.remainingTime())
            self._over.stop()
        elif not self._waiting:
            self._over.start(self._left_ms)
        self.screen_view.run(not paused)
        if self._narrator is not None:
            self._narrator.hold(paused)

    def keep_offline(self) -> None:
        """Have the pictures of this vision fetched; they join the round when they have come."""
        if self._kit.hearing is None or not self._programme.away:
            return
        self._kit.hearing().pin("vision_versions", self._programme.vision_id, self._on_pinned)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the cinema."""
        keys = Qt.Key
        acts: dict[int, Callable[[], object]] = {
            keys.Key_Escape: self.close,
            keys.Key_Space: lambda: self.set_paused(not self._paused),
            keys.Key_Right: lambda: self.step(1),
            keys.Key_Left: lambda: self.step(-1),
            keys.Key_P: self.keep_offline,
        }
        if self._switches is not None:
            acts[keys.Key_V] = self._switches.switch_voice
            acts[keys.Key_M] = self._switches.switch_music
        act = acts.get(event.key())
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    # What Qt tells

    def showEvent(self, event: QShowEvent) -> None:
        """It begins when it is seen."""
        super().showEvent(event)
        if self.screen_view.slide is None and not self._waiting:
            self.screen_view.run(on=True)
            self.stage.point()
            self._go(self._showing)
            if self._narrator is not None:
                self._narrator.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The screen fills the window; pictures are wanted in its size."""
        super().resizeEvent(event)
        self.screen_view.setGeometry(self.rect())
        self.stage.settle()
        self._pictures.fit(room_for(self.size() * self.devicePixelRatioF()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let everything go, and the voice as it was."""
        self._over.stop()
        self._calm.stop()
        self.screen_view.run(on=False)
        self.stage.leave()
        if self._narrator is not None:
            self._narrator.end()
            self._narrator = None
        if self._switches is not None:
            self._switches.end()
            self._switches = None
        self._pictures.want(())
        self.left.emit()
        super().closeEvent(event)

    # Parts

    def _introduce(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setWindowTitle(self._programme.title)
        self.setAccessibleName(
            self.tr("Cinema: {title}").format(title=isolated(self._programme.title))
        )
        wear_night(self, self._kit.look.base_points())

    def _connect(self) -> None:
        self._over.timeout.connect(self._on_over)
        self._calm.timeout.connect(self._read_again)
        self._pictures.came.connect(self._on_came)
        self._pictures.absent.connect(self._on_absent)
        self.stage.step_wanted.connect(self.step)
        self.stage.pause_wanted.connect(lambda: self.set_paused(not self._paused))
        self.stage.keep_wanted.connect(self.keep_offline)
        self.stage.end_wanted.connect(self.close)
        if self._kit.hearing is not None:
            self._kit.hearing().file_moved.connect(self._on_file_moved)

    def _seek_voice(self) -> None:
        if self._kit.hearing is None:
            return
        listening, voice = self._kit.hearing().listening, self._programme.voice
        aloud = self._programme.aloud
        if listening.is_playing and listening.queue.current in aloud.tracks:
            voice = aloud  # whoever has it read aloud goes on with that
        if not voice.tracks:
            return
        from desktop.views.cinema.switches import Switches
        from desktop.views.cinema.voice import Narrator

        music = self._kit.background() if self._kit.background is not None else None
        self._switches = Switches(listening, music, self.stage, self)
        self._parts = frozenset(voice.parts.values())
        self._narrator = Narrator(listening, voice, self)
        self._narrator.came_to.connect(self._on_voice)
        self._narrator.held.connect(self.set_paused)

    def _go(self, showing: Showing) -> None:
        """Make a slide the present one; it is shown as soon as its picture is here."""
        self._showing = showing
        slide = showing.current
        if slide is None:
            self.empty.emit()
            self.close()
            return
        on = self.screen_view.slide
        seen = [on.media] if on is not None else []
        self._over.stop()
        self._waiting = True
        self._pictures.want([slide.media, *seen, *(one.media for one in showing.ahead(_AHEAD))])
        if not slide.media or self._pictures.picture(slide.media) is not None:
            self._present()

    def _present(self) -> None:
        slide = self._showing.current
        if slide is None:
            return
        self._waiting = False
        self.screen_view.show_slide(slide, self._pictures.picture(slide.media))
        self.setAccessibleDescription(". ".join(filter(None, (label(slide.part), slide.text))))
        length = self._narrator.length if self._narrator is not None else 0.0
        self._left_ms = round(slide.seconds * self._showing.pace(length) * self._tempo * 1000)
        if not self._paused:
            self._over.start(self._left_ms)

    def _say_away(self, away: int) -> None:
        self.stage.offer_to_keep(bool(away) and self._kit.hearing is not None)
        if not away:
            self.stage.say("")
        elif away == 1:
            self.stage.say(self.tr("One picture of this vision is not on this computer."))
        else:
            said = self.tr("{count} pictures of this vision are not on this computer.")
            self.stage.say(said.format(count=away))

    def _read_again(self) -> None:
        vision_id = self._programme.vision_id

        def read(workspace: Workspace) -> Programme | None:
            from desktop.services.cinema import programme_of

            return programme_of(workspace, vision_id)

        self._kit.lane.ask(read, self._on_read_again)

    # What happens

    def _on_over(self) -> None:
        before = self._showing
        self._go(before.next())
        if self._showing.place <= before.place:
            self._read_again()  # a round is over: what has come meanwhile joins in

    def _on_came(self, media: str) -> None:
        slide = self._showing.current
        if self._waiting and slide is not None and slide.media == media:
            self._present()

    def _on_absent(self, media: str) -> None:
        was = self._showing.current
        self._showing = self._showing.without(media)
        if was is None or was.media == media:
            self._go(self._showing)

    def _on_voice(self, part: str) -> None:
        before = self._showing.place
        showing = self._showing.hear(part)
        if showing.place != before:
            self._go(showing)
        else:
            self._showing = showing

    def _on_pinned(self, _standing: object) -> None:
        if not shiboken6.isValid(self):
            return  # ended meanwhile
        self.stage.say(self.tr("They are being fetched, and join in when they are here."))
        self.stage.offer_to_keep(False)

    def _on_file_moved(self, _key: str, _size: int, _total: int | None, ended: bool) -> None:
        if ended:
            self._calm.start()

    def _on_read_again(self, programme: Programme | None) -> None:
        if programme is None or not programme.slides:
            return
        if programme.slides != self._programme.slides:
            self._showing = self._showing.renewed(programme.slides, self._parts)
        if programme.away != self._programme.away:
            self._say_away(programme.away)
        self._programme = programme
