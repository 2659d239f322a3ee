"""A vision read aloud by the system's voice: at once, or written into tracks that are kept."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.errors import AppError
from desktop.domain.recording import samples_of
from desktop.domain.speaking import plain, speech_of
from desktop.language import translated
from desktop.qt.sound.encoding import Encoding
from desktop.qt.sound.player import NoSound
from desktop.qt.sound.speech import can_read
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button
from desktop.widgets.texts import set_kind, words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.making.recordings import Kept
    from desktop.services.making.voices import Voice
    from desktop.services.spoken import Section
    from desktop.services.workspace import Workspace


class ReadToMe(QDialog):
    """Owns what is being written of one vision; lives on the GUI thread.

    The program that writes runs in the free lane, one section after the other. A section that has
    a recording of the member's own is left as it is.
    """

    read_requested = Signal(object)
    """Read now: the ids of the spoken tracks."""
    kept = Signal(str, str)
    """A section was written and kept: the ids of its set and its track."""

    def __init__(
        self,
        kit: RoomKit,
        vision_id: str,
        sections: Sequence[Section],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        self._vision_id = vision_id
        self._sections = list(sections)
        self._waiting: list[Section] = []
        self._done = 0
        self._working = False
        # The end of the app waits for no voice.
        self._stop = threading.Event()
        QCoreApplication.instance().aboutToQuit.connect(self._stop.set)  # type: ignore[union-attr]
        self._voice = _writing_voice()
        self.about = words(self._about())
        self.notice = words("", "muted")
        self.read_button = button(self.tr("&Read now"), "primary")
        self.keep_button = button(self.tr("&Keep as tracks"))
        self.close_button = button(self.tr("&Close"))
        self.setWindowTitle(self.tr("Read to me"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._lay_out()
        self.read_button.clicked.connect(self._on_read)
        self.keep_button.clicked.connect(self._on_keep)
        self.close_button.clicked.connect(self.reject)
        (self.read_button if self.read_button.isEnabled() else self.close_button).setFocus()

    def sizeHint(self) -> QSize:
        """A few lines and their buttons."""
        return QSize(520, 240)

    def reject(self) -> None:
        """Close; a section that is being written is still kept, and no other is begun."""
        self._waiting.clear()
        if self._working:
            self._say(self.tr("One moment, the section that was begun is finished…"))
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own button closes as Escape does."""
        event.ignore()
        self.reject()

    def _lay_out(self) -> None:
        can_speak = bool(self._sections) and can_read()
        self.read_button.setEnabled(can_speak)
        self.keep_button.setEnabled(bool(self._sections) and self._voice is not None)
        foot = QHBoxLayout()
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        foot.addWidget(self.keep_button)
        foot.addWidget(self.read_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(26, 22, 26, 20)
        box.setSpacing(14)
        box.addWidget(words(self.tr("Read to me"), "title"))
        box.addWidget(self.about)
        box.addStretch(1)
        box.addWidget(self.notice)
        box.addLayout(foot)
        if self._sections and not can_speak and self._voice is None:
            self._say(
                self.tr(
                    "This computer has no voice. On Linux, install Speech Dispatcher with "
                    "espeak-ng; on Windows and macOS, see the system's settings for speech."
                )
            )
        elif self._sections and self._voice is None:
            self._say(
                self.tr("The system's voice can read now, but not write what it reads into a file.")
            )

    def _about(self) -> str:
        if not self._sections:
            return self.tr("There are no words in this vision yet.")
        ways = self.tr("Read it now in the player, or keep it as tracks that go along.")
        if len(self._sections) == 1:
            reads = self.tr("The voice of this computer reads the one section with words.")
            return f"{reads} {ways}"
        reads = self.tr(
            "The voice of this computer reads the {count} sections that have words, one after the "
            "other."
        )
        return f"{reads.format(count=len(self._sections))} {ways}"

    def _kept_words(self) -> str:
        if self._done == 1:
            return self.tr("One section was kept.")
        return self.tr("{count} sections were kept.").format(count=self._done)

    def _say(self, sentence: str, kind: str = "muted") -> None:
        set_kind(self.notice, kind)
        self.notice.setText(sentence)

    # Reading now

    def _on_read(self) -> None:
        from desktop.services.spoken import spoken_id

        self.read_requested.emit([spoken_id(self._vision_id, one.part) for one in self._sections])
        self.accept()

    # Keeping

    def _on_keep(self) -> None:
        self.keep_button.setEnabled(False)
        self.read_button.setEnabled(False)
        self._kit.lane.ask(partial(_unrecorded, self._vision_id), self._on_unrecorded)

    def _on_unrecorded(self, found: tuple[frozenset[str], Path]) -> None:
        parts, self._private = found
        self._waiting = [one for one in self._sections if one.part in parts]
        if not self._waiting:
            self._say(self.tr("Every section has a recording of your own already."))
            return
        self._next()

    def _next(self) -> None:
        self._working = bool(self._waiting)
        if not self._waiting or self._voice is None:
            self._say(self._kept_words())
            return
        section = self._waiting.pop(0)
        self._say(self.tr("Writing “{title}”…").format(title=translated(section.title)))
        text, voice, private = plain(speech_of(section.text).sentences), self._voice, self._private
        stop = self._stop

        def write() -> bytes:
            from desktop.services.making.voices import spoken_sound

            return spoken_sound(text, voice, private, stop)

        self._kit.free.ask(write, partial(self._on_written, section), self._on_failed)

    def _on_written(self, section: Section, content: bytes) -> None:
        found = samples_of(content) if content.startswith(b"RIFF") else None
        if found is None:
            self._keep(section, content)
            return
        try:
            encoding = Encoding(*found, self)
        except NoSound:
            self._keep(section, content)
            return
        encoding.done.connect(partial(self._keep, section))
        # Without an encoder it is kept as it was written, only larger.
        encoding.failed.connect(partial(self._keep, section, content))
        encoding.start()

    def _keep(self, section: Section, content: bytes) -> None:
        vision_id, voice = self._vision_id, self._voice

        def keep(workspace: Workspace) -> Kept:
            from desktop.services.making.intake import taken
            from desktop.services.making.recordings import Told

            name = voice.name if voice is not None else ""
            title = translated(section.title)
            told = Told(title, voice=name, transcript=section.text)
            sound = taken(content, title, title)
            return workspace.recordings.narrate(sound, told, vision_id, section.part)

        self._kit.lane.ask(keep, self._on_kept, self._on_failed)

    def _on_kept(self, kept: Kept) -> None:
        self._done += 1
        self.kept.emit(kept.set_id, kept.track_id)
        self._next()

    def _on_failed(self, error: AppError) -> None:
        self._waiting.clear()
        self._working = False
        self._say(translated(error), "danger")


def _writing_voice() -> Voice | None:
    from desktop.services.making.voices import writing_voice

    return writing_voice(QLocale.system().name().partition("_")[0])


def _unrecorded(vision_id: str, workspace: Workspace) -> tuple[frozenset[str], Path]:
    """The parts without a recording of one's own, and a private folder; in the lane."""
    from desktop.domain.vision import CODES

    recordings = workspace.recordings
    parts = frozenset(part for part in CODES if recordings.narration_of(vision_id, part) is None)
    return parts, workspace.folder.own_media(workspace.profile.id)
