"""The door to making audio: what a room asks for, and what it hears when something was made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QMimeData, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.core.errors import AppError
from desktop.language import translated
from desktop.views.room import RoomKit

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.domain.recording import Take
    from desktop.services.making.recordings import Kept
    from desktop.services.spoken import Section
    from desktop.services.workspace import Workspace
    from desktop.views.audio.making.recorder import Recorder
    from desktop.views.audio.making.recorder_form import Spoken

# Title, text, vision, part, and whether it is recorded.
Narrated = tuple[str, str, str | None, str | None, bool]


class MakingDesk(QObject):
    """Opens what makes sounds over a room's window; lives on the GUI thread."""

    made = Signal(str, str)
    """A sound is there: the ids of its set and its track."""
    told = Signal(str)
    """A sentence for the member."""

    def __init__(self, kit: RoomKit, window: QWidget) -> None:
        super().__init__(window)
        self._kit = kit
        self._window = window

    # One's own voice

    def record(self, vision_id: str, part: str) -> None:
        """Record a section of a vision, with its text to read from."""

        def section(workspace: Workspace) -> tuple[str, str]:
            from desktop.widgets.part_names import label

            row = workspace.rows.get("vision_versions", vision_id) or {}
            return label(part), str(row.get(part) or "")

        def show(found: tuple[str, str]) -> None:
            from desktop.views.audio.making.recorder_form import Spoken

            self.open_recorder(Spoken(*found, vision_id, part))

        self._kit.lane.ask(section, show)

    def record_freely(self) -> None:
        """Record a section of the vision one lives by, the first that has none, or anything."""
        self._kit.lane.ask(_choices, self._on_choices)

    def _on_choices(self, found: list[Narrated]) -> None:
        from desktop.views.audio.making.recorder_form import Spoken

        sections = [Spoken(*one) for one in found]
        today = QLocale().toString(QDate.currentDate(), QLocale.FormatType.ShortFormat)
        title = self.tr("Recording of {day}").format(day=today)
        choices = [*sections, Spoken(title, choice=self.tr("Something else"))]
        first = next((one for one in sections if one.text and not one.is_recorded), choices[-1])
        self.open_recorder(first, choices)

    def open_recorder(self, spoken: Spoken, choices: Sequence[Spoken] = ()) -> Recorder:
        """Open the recorder; what is heard falls silent meanwhile."""
        from desktop.views.audio.making.recorder import Recorder

        if self._kit.hearing is not None:
            self._kit.hearing().listening.pause()
        recorder = Recorder(self._kit, spoken, self._window, choices=choices)
        recorder.kept.connect(self._on_made)
        recorder.open()
        return recorder

    def open_found(self, take_id: str, then: Callable[[], object]) -> None:
        """Open the recorder with a recording that was not kept; `then` is called at its end."""

        def show(found: tuple[Narrated, list[Narrated], Take]) -> None:
            from desktop.views.audio.making.recorder_form import Spoken

            spoken = Spoken(*found[0])
            choices = [Spoken(*one) for one in found[1]]
            if spoken not in choices:
                choices.append(spoken)
            recorder = self.open_recorder(spoken, choices)
            recorder.show_found(take_id, found[2])
            recorder.finished.connect(lambda _result: then())

        self._kit.lane.ask(partial(_found, take_id), show, self._on_not_brought)

    # What the system reads

    def read_to_me(self, vision_id: str) -> None:
        """Have a vision read aloud by the system's voice, now or as tracks that are kept."""

        def show(found: list[Section]) -> None:
            from desktop.views.audio.making.read_to_me import ReadToMe

            dialog = ReadToMe(self._kit, vision_id, found, self._window)
            dialog.read_requested.connect(self._on_read_requested)
            dialog.kept.connect(self._on_made)
            dialog.open()

        self._kit.lane.ask(partial(_sections, vision_id), show)

    def _on_read_requested(self, ids: list[str]) -> None:
        if self._kit.hearing is not None:
            self._kit.hearing().listening.play_set(ids)

    # Files that are brought along

    def choose_files(self, set_id: str | None = None) -> None:
        """Let the member choose sounds from the disk."""
        sounds = self.tr("Sounds") + " (*.mp3 *.m4a *.aac *.mp4 *.ogg *.oga *.opus *.flac *.wav)"
        others = self.tr("All files") + " (*)"
        chosen, _kind = QFileDialog.getOpenFileNames(
            self._window, self.tr("Add sounds"), "", f"{sounds};;{others}"
        )
        self.bring([Path(name) for name in chosen], set_id)

    @staticmethod
    def files_in(dropped: QMimeData) -> list[Path]:
        """The files of a drop; whether they are sounds is told when they are brought."""
        return [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]

    def bring(self, paths: Sequence[Path], set_id: str | None = None) -> None:
        """Take sounds from files into a set, or into “My recordings”; one after the other."""
        for path in paths:
            order = partial(_bring, path, set_id)
            self._kit.lane.ask(order, self._on_brought, self._on_not_brought)

    def _on_brought(self, kept: Kept) -> None:
        self._on_made(kept.set_id, kept.track_id)

    def _on_not_brought(self, error: AppError) -> None:
        self.told.emit(translated(error))

    def _on_made(self, set_id: str, track_id: str) -> None:
        if self._kit.hearing is not None:
            hearing = self._kit.hearing()
            hearing.send()
            hearing.listening.renew(track_id)
        self.made.emit(set_id, track_id)


def _bring(path: Path, set_id: str | None, workspace: Workspace) -> Kept:
    """Read a file and keep it; in the lane."""
    from desktop.services.making.intake import take
    from desktop.services.making.recordings import Told

    return workspace.recordings.add(take(path), Told(), set_id)


def _choices(workspace: Workspace) -> list[Narrated]:
    """The sections of the vision that one lives by, written or not; in the lane."""
    from desktop.domain.vision import PARTS

    vision_id = workspace.visions.active_id()
    row = workspace.rows.get("vision_versions", vision_id) if vision_id else None
    if vision_id is None or row is None:
        return []
    return [
        (
            translated(part.label), str(row.get(part.code) or ""), vision_id, part.code,
            workspace.recordings.narration_of(vision_id, part.code) is not None,
        )
        for part in PARTS
    ]  # fmt: skip


def _found(take_id: str, workspace: Workspace) -> tuple[Narrated, list[Narrated], Take]:
    """A recording that was not kept, what it is for, and what else it may be for; in the lane."""
    about, take = workspace.takes.take(take_id)
    choices = _choices(workspace)
    for one in choices:
        if about.part is not None and (about.vision_id, about.part) == one[2:4]:
            return one, choices, take
    row = workspace.rows.get("vision_versions", about.vision_id) if about.vision_id else None
    if row is None or about.part is None:
        # The vision is gone, or there never was one: it is kept among what else was recorded.
        return (about.title, "", None, None, False), choices, take
    text = str(row.get(about.part) or "")
    recorded = workspace.recordings.narration_of(str(about.vision_id), about.part) is not None
    return (about.title, text, about.vision_id, about.part, recorded), choices, take


def _sections(vision_id: str, workspace: Workspace) -> list[Section]:
    """The sections of a vision that have words; in the lane."""
    from desktop.services.spoken import sections

    return sections(workspace.connection, vision_id)
