"""The Listen room: sets and the sound of visions, their tracks, keeping them, reading along."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.core.ids import new_id
from desktop.views.audio.adding import Adding
from desktop.views.audio.form import READ
from desktop.views.audio.found_takes import FoundTakes
from desktop.views.audio.playing import Playing
from desktop.views.audio.set_copies import SetCopies
from desktop.views.audio.set_page import SetPage, pane_words, room_words
from desktop.views.audio.track_deeds import TrackDeeds
from desktop.views.audio.wording import set_look, set_spoken
from desktop.views.lists.line_pane import LinePane
from desktop.views.pages.page_room import PageRoom
from desktop.views.room import RoomKit
from desktop.widgets.buttons import icon_button

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.sets import SetFacts
    from desktop.services.workspace import Workspace
    from desktop.views.history import Subject

_SETS, _VISIONS = "audio_sets", "vision_versions"
_FOLLOW_MS = 400


class AudioRoom(PageRoom):
    """Owns the list of sets and the page of one; lives on the GUI thread."""

    table = _SETS
    page: SetPage

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.title = self.tr("Listen")
        self.icon_name = "headphones"
        self.playing = Playing(kit, self)
        pane = LinePane(
            kit, lambda workspace: workspace.sets, pane_words(), set_look, set_spoken,
            self.split,
        )  # fmt: skip
        self.furnish(pane, SetPage(kit), room_words())
        form = self.page.form
        self.tracks, self.reading = form.tracks, form.reading
        self.deeds = TrackDeeds(kit, self.tracks, self)
        self.adding = Adding(kit, self, self._own_set, self._on_made)
        form.add_button.setMenu(self.adding.menu)
        self.found = FoundTakes(kit, self, self.adding)
        self.copies = SetCopies(kit, self)
        add = self._add_button()
        pane.tools.addWidget(add)
        QWidget.setTabOrder(pane.new_button, add)
        self._following = QTimer(self)
        self._following.setSingleShot(True)
        self._following.setInterval(_FOLLOW_MS)
        self._following.timeout.connect(self._read_facts)
        self._attach()
        self._on_track(*self.playing.now())

    # What a room of pages says

    def begin_new(self) -> None:
        """Lay out a new set."""
        fields = {"table": _SETS, "title": None, "description": None, "is_active": True}
        self.show_blank(partial(self.page.begin, new_id(), fields))

    def delete(self, workspace: Workspace, row_id: str) -> int:
        """Move a set to the trash; called in the lane."""
        return workspace.sets.delete(row_id)

    def delete_row(self, row_id: str) -> None:
        """Move a set to the trash; the sound of a vision goes with its vision alone."""
        line = self.pane.model.line(row_id)
        if line is not None and line.table != _SETS:
            self.notice.emit(
                self.tr("This is the sound of a vision. It is discarded in the Vision room."), None
            )
            return
        super().delete_row(row_id)

    def show_history(self) -> None:
        """Show earlier versions of the open set."""
        if self.page.form.is_own:
            super().show_history()

    def history_subject(self) -> Subject:
        """What the history shows of the open set."""
        from desktop.views.history import Subject

        return Subject(
            _SETS,
            self.page.row_id,
            self.tr("History of this set"),
            texts={"title": self.tr("Title"), "description": self.tr("Description")},
            fields={},
        )

    def offer_more(self, add: Callable[[str, str, Callable[[], object]], object]) -> None:
        """Add what one does with a set."""
        form = self.page.form
        add(self.tr("Play all"), "Ctrl+Return", self.play_all)
        add(self.tr("Keep offline, or not"), "Ctrl+Shift+K", form.keep.tick.click)
        add(self.tr("Copy the files to a folder…"), "Ctrl+Shift+S", self.copy_files)
        add(self.tr("Read along"), "Ctrl+R", lambda: self.show_view(READ))
        add(self.tr("Go to the tracks"), "Ctrl+T", lambda: self.show_view("tracks"))

    def present_row(self, table: str, subject: str) -> None:
        """Show a row of any of the tables of sound: its set, with its track marked."""
        row_id, _, place = subject.partition("\n")
        if table == _SETS:
            super().present(subject)
            return

        def found(set_id: str) -> None:
            if set_id:
                self.open_row(set_id)
                self.tracks.show_set(set_id, row_id)
                if place and table == "audio_tracks":
                    self.reading.show_track(row_id)
            else:
                self.notice.emit(self.tr("This is not here any more."), None)

        self.kit.lane.ask(lambda workspace: workspace.sets.tracks.set_of(table, row_id), found)

    def complete(self) -> None:
        """The list has been painted: bring the whole of it, and what was recorded and not kept."""
        super().complete()
        self.found.reload()

    def refresh(self) -> None:
        """Rows changed: read everything that is shown again."""
        super().refresh()
        self.found.reload()
        if self.page.row_id:
            self.tracks.reload()
            self._read_facts()
            self.reading.show_track(self.reading.track_id)

    # What the member asks

    def play_all(self) -> None:
        """Play the open set from where one stopped; pause it when it is on."""
        set_id = self.page.row_id
        if self.playing.now()[1] == set_id and self.playing.listening.is_playing:
            self.playing.listening.pause()
            return

        def found(answer: tuple[list[str], str]) -> None:
            ids, first = answer
            if ids:
                self.playing.play(ids, first)

        self.kit.lane.ask(lambda workspace: workspace.sets.tracks.where_to_begin(set_id), found)

    def copy_files(self) -> None:
        """Copy the sounds of the open set to a folder, for other players."""
        if self._own_set():
            self.copies.ask_where(self.page.row_id)
        else:
            self.notice.emit(self.tr("Choose a set whose files you want to copy."), None)

    def play_track(self, track_id: str) -> None:
        """Play the open set from one of its tracks on."""
        self.playing.play(list(self.tracks.model.ids()), track_id)

    def show_view(self, name: str) -> None:
        """Show the tracks, or what is read along, and go there."""
        form = self.page.form
        form.show_view(name)
        (self.reading.text if name == READ else self.tracks.list).setFocus()

    # Parts

    def _attach(self) -> None:
        form, playing, tracks = self.page.form, self.playing, self.tracks
        self.page.row_opened.connect(self._on_opened)
        form.play_requested.connect(self.play_all)
        form.keep.keep_requested.connect(self._on_keep)
        tracks.play_requested.connect(self.play_track)
        tracks.track_chosen.connect(self._on_chosen)
        tracks.listed.connect(self._on_tracks_listed)
        self.reading.part_requested.connect(self._on_part)
        self.reading.link_requested.connect(self.deeds.choose_text)
        playing.track_changed.connect(self._on_track)
        playing.moved.connect(self._on_moved)
        playing.standing_changed.connect(self._on_standing)
        playing.file_moved.connect(self._on_file_moved)
        self.deeds.notice.connect(self.notice)
        self.deeds.changed.connect(self._on_tracks_changed)

    def _on_opened(self, set_id: str) -> None:
        self.tracks.show_set(set_id)
        form = self.page.form
        self.tracks.say_empty(
            self.tr(
                "There is no track in this set yet. Tracks come with the next sync, or are made "
                "here: record your voice, or bring files in."
            )
            if form.is_own
            else self.tr("This vision has no sound any more.")
        )
        self.deeds.set_writable(writable=form.is_own)
        self._read_facts()
        self._on_standing()

    def _read_facts(self) -> None:
        set_id = self.page.row_id
        if not set_id:
            return

        def told(facts: SetFacts) -> None:
            if facts.id == self.page.row_id:
                self.page.form.show_facts(facts)

        self.kit.lane.ask(lambda workspace: workspace.sets.facts(set_id), told)

    def _on_keep(self, keep: bool) -> None:
        set_id = self.page.row_id
        table = _SETS if self.page.form.is_own else _VISIONS

        def done(_standing: object) -> None:
            self._read_facts()
            self.tracks.follow()
            self.pane.follow()

        if keep:
            self.playing.hearing.pin(table, set_id, done)
        else:
            self.playing.hearing.unpin(table, set_id, done)

    def _on_chosen(self, track_id: str) -> None:
        if self.playing.now()[1] != self.page.row_id:
            self.reading.show_track(track_id)

    def _on_tracks_listed(self) -> None:
        on, set_id = self.playing.now()
        subject = on if set_id == self.page.row_id else self.tracks.chosen()
        if not self.reading.track_id or self.reading.track_id not in self.tracks.model.ids():
            self.reading.show_track(subject)
        self.page.form.play_button.setEnabled(bool(self.tracks.model.rowCount()))
        if set_id == self.page.row_id:
            self.playing.listening.follow_tracks(self.tracks.model.ids())

    def _on_tracks_changed(self) -> None:
        self.tracks.reload()
        self._read_facts()
        self.pane.follow()
        self.reading.show_track(self.reading.track_id)

    def _on_track(self, track_id: str, set_id: str) -> None:
        self.tracks.show_on(track_id)
        if track_id and set_id == self.page.row_id:
            self.reading.show_track(track_id)
        self._on_standing()

    def _on_moved(self, share: float) -> None:
        if self.playing.now()[0] == self.reading.track_id:
            self.reading.follow(share)

    def _on_standing(self) -> None:
        on = self.playing.now()[1] == self.page.row_id and bool(self.page.row_id)
        playing = on and self.playing.listening.is_playing
        button = self.page.form.play_button
        button.setText(self.tr("Pause") if playing else self.tr("Play all"))
        icon = "pause" if playing else "play"
        self.kit.look.icons.dress(button, icon, "on_accent")
        self.tracks.follow()

    def _on_file_moved(self) -> None:
        if not self._following.isActive():
            self._following.start()
            self.tracks.follow()

    def _on_part(self, vision_id: str, part: str) -> None:
        self.row_requested.emit(_VISIONS, f"{vision_id}\n{part}" if part else vision_id)

    def _own_set(self) -> str:
        """The set that what is made goes into: the open one, where it is there and one's own."""
        return self.page.row_id if self.page.form.is_own and self.page.is_kept else ""

    def _on_made(self, set_id: str, track_id: str) -> None:
        self.pane.reload()
        if set_id == self.page.row_id:
            self.tracks.show_set(set_id, track_id)
            self._read_facts()
        else:
            self.present_row("audio_tracks", track_id)

    def _add_button(self) -> QToolButton:
        """What is made without any set stands above the list, too."""
        made = icon_button(self.kit.look.icons, "mic", self.tr("Record, add files, read to me"))
        made.setMenu(self.adding.menu)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return made
