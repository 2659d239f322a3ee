"""Records one's own voice for a section: its text beside it, its ends cut, kept as a track."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from desktop.core.errors import AppError
from desktop.domain.listening import spelt
from desktop.domain.recording import LONGEST, Take, loudness, wav
from desktop.language import translated
from desktop.qt.sound.encoding import Encoding
from desktop.qt.sound.player import NoSound, Sound
from desktop.qt.sound.recording import Microphone, NoMicrophone
from desktop.views.audio.making.closing import RecordingGuard
from desktop.views.audio.making.recorder_form import RecorderForm, Spoken, Step
from desktop.views.audio.making.spool import Spool
from desktop.views.room import RoomKit

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.making.recordings import Kept
    from desktop.services.workspace import Workspace


class Recorder(RecorderForm):
    """Owns one recording until it is kept; lives on the GUI thread.

    What is heard goes to the disk as well, encrypted, so that no end of the app takes it along.
    """

    kept = Signal(str, str)
    """It was kept: the ids of its set and its track."""

    def __init__(
        self,
        kit: RoomKit,
        spoken: Spoken,
        parent: QWidget | None = None,
        make_microphone: Callable[[QObject], Microphone] = Microphone,
        choices: Sequence[Spoken] = (),
    ) -> None:
        super().__init__(kit.look, spoken, choices, parent)
        self._kit = kit
        self._make_microphone = make_microphone
        self._microphone: Microphone | None = None
        self._sound: Sound | None = None
        self._take = Take(1)
        self._spool = Spool(kit.lane, self)
        self._was_found = False
        self._guard = RecordingGuard(self, self._holds)
        self._connect()
        self._show_step()
        self.record_button.setFocus()

    def show_found(self, take_id: str, take: Take) -> None:
        """Show a recording that an earlier end of the app left; closing leaves it where it is."""
        self._was_found = True
        self._take = take
        self._spool.go_on_with(take_id)
        self._show_taken()
        self.discard_button.show()

    def reject(self) -> None:
        """Close; a recording that was not kept is asked about first."""
        if not self._holds():
            self._end()
            super().reject()
            self._guard.go_on()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own button closes as Escape does."""
        event.ignore()
        self.reject()

    def _holds(self) -> bool:
        """Whether something would be lost; the member is asked then, or it is being kept."""
        if self.step in {Step.RECORDING, Step.PAUSED}:
            self._on_stop()
        if self.step is Step.KEEPING:
            return True
        if self.step is not Step.TAKEN or not self._take.seconds or self._was_found:
            return False
        self._say(self.tr("This recording has not been kept."), "special")
        self.discard_button.show()
        self.keep_button.setFocus()
        return True

    def _connect(self) -> None:
        self.record_button.clicked.connect(self._on_record)
        self.stop_button.clicked.connect(self._on_stop)
        self.listen_button.clicked.connect(self._on_listen)
        self.trim_button.clicked.connect(lambda: self.strip.set_ends(*self._take.spoken()))
        self.again_button.clicked.connect(self._on_again)
        self.keep_button.clicked.connect(self._on_keep)
        self.close_button.clicked.connect(self.reject)
        self.discard_button.clicked.connect(self._on_discard)
        self.strip.ends_changed.connect(self._on_ends)
        self._spool.refused.connect(self._on_refused)

    # What happens

    def _on_record(self) -> None:
        if self.step is Step.RECORDING and self._microphone is not None:
            self._microphone.pause()
            self._turn(Step.PAUSED)
            return
        if self._microphone is None and not self._found_microphone():
            return
        self._turn(Step.RECORDING)
        if self._microphone is not None:
            self._microphone.start()

    def _found_microphone(self) -> bool:
        try:
            made = self._microphone = self._make_microphone(self)
        except NoMicrophone as error:
            self._say(translated(error), "danger")
            return False
        made.heard.connect(self._on_heard)
        made.lost.connect(self._on_lost)
        self._take = Take(made.rate)
        self._spool.begin(self._spoken, made.rate)
        return True

    def _on_heard(self, samples: bytes) -> None:
        if self.step is not Step.RECORDING:
            return
        self._take.add(samples)
        self._spool.hear(samples)
        self.meter.show_level(loudness(samples))
        self.strip.grow(self._take.peaks, self._take.seconds)
        self.time.setText(spelt(self._take.seconds))
        if self._take.is_full:
            self._on_stop()
            self._say(
                self.tr("A recording lasts at most {time}; it stopped here.").format(
                    time=spelt(LONGEST)
                )
            )

    def _on_lost(self, sentence: str) -> None:
        self._on_stop()
        self._say(sentence, "danger")

    def _on_stop(self) -> None:
        self._let_microphone_go()
        self._spool.end()
        if self._take.seconds <= 0:
            self._turn(Step.READY)
            self._say(self.tr("Nothing was heard yet."))
            return
        self._show_taken()

    def _on_refused(self) -> None:
        self._say(
            self.tr(
                "The disk does not take this recording now. It goes on, in memory: keep it before "
                "you quit."
            ),
            "danger",
        )

    def _show_taken(self) -> None:
        self._turn(Step.TAKEN)
        self.strip.settle(self._take.peaks, self._take.seconds, (0.0, self._take.seconds))
        self.listen_button.setFocus()

    def _on_ends(self, begin: float, end: float) -> None:
        self._hush()
        self.time.setText(spelt(end - begin))

    def _on_again(self) -> None:
        self._guard.stay()
        self._hush()
        self._spool.let_go()
        self._was_found = False
        self._take = Take(1)
        self.strip.grow((), 0.0)
        self.time.setText(spelt(0))
        self._turn(Step.READY)
        self.record_button.setFocus()

    def _on_discard(self) -> None:
        self._spool.let_go()
        self._take = Take(1)
        self.reject()

    def _on_listen(self) -> None:
        if self._sound is not None and self._sound.is_playing:
            self._hush()
            return
        try:
            sound = self._sound or self._make_sound()
        except NoSound as error:
            self._say(translated(error), "danger")
            return
        begin, end = self.strip.ends
        sound.load(wav(self._take.part(begin, end), self._take.rate), "wav", play=True)
        self.listen_button.setText(self.tr("&Silence"))

    def _make_sound(self) -> Sound:
        sound = self._sound = Sound(self)
        sound.moved.connect(lambda place: self.strip.set_position(self.strip.ends[0] + place))
        sound.ended.connect(self._hush)
        sound.broken.connect(self._hush)
        return sound

    def _hush(self) -> None:
        if self._sound is not None:
            self._sound.unload()
        self.strip.set_position(-1.0)
        self.listen_button.setText(self.tr("&Listen"))

    def _on_keep(self) -> None:
        self._hush()
        samples = self._take.part(*self.strip.ends)
        self._turn(Step.KEEPING)
        self._say(self.tr("Keeping it…"))
        try:
            encoding = Encoding(samples, self._take.rate, self)
        except NoSound:
            self._keep(wav(samples, self._take.rate), "wav")
            return
        encoding.done.connect(lambda content: self._keep(content, "m4a"))
        # A computer without an encoder keeps it whole rather than not at all.
        encoding.failed.connect(lambda: self._keep(wav(samples, self._take.rate), "wav"))
        encoding.start()

    def _keep(self, content: bytes, ending: str) -> None:
        spoken, take_id = self._spoken, self._spool.take_id

        def keep(workspace: Workspace) -> Kept:
            from desktop.services.making.intake import taken
            from desktop.services.making.recordings import OWN_VOICE, Told

            sound = taken(content, f"{spoken.title}.{ending}", spoken.title)
            told = Told(title=spoken.title, voice=OWN_VOICE)
            recordings = workspace.recordings
            if spoken.vision_id is not None and spoken.part is not None:
                kept = recordings.narrate(sound, told, spoken.vision_id, spoken.part)
            else:
                kept = recordings.add(sound, told)
            with contextlib.suppress(OSError):  # then it is offered once more
                workspace.takes.let_go(take_id)
            return kept

        self._kit.lane.ask(keep, self._on_kept, self._on_not_kept)

    def _on_kept(self, kept: Kept) -> None:
        self._take = Take(1)
        self._end()
        self.kept.emit(kept.set_id, kept.track_id)
        self.accept()
        self._guard.go_on()

    def _on_not_kept(self, error: AppError) -> None:
        self._guard.stay()
        self._turn(Step.TAKEN)
        self._say(translated(error), "danger")

    # Parts

    def _turn(self, step: Step) -> None:
        self.step = step
        self._say("")
        self._show_step()

    def _let_microphone_go(self) -> None:
        microphone, self._microphone = self._microphone, None
        if microphone is not None:
            microphone.stop()
            microphone.deleteLater()

    def _end(self) -> None:
        self._let_microphone_go()
        self._hush()
