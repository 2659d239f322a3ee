"""The sound of the window: one listening for all rooms, a bar at its foot, files that come."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.domain.listening import SKIP, Phase
from desktop.views.room import RoomKit
from desktop.views.shell import AUDIO, Shell

if TYPE_CHECKING:  # the window is painted before any of this is needed
    from desktop.core.settings import Settings
    from desktop.qt.sound.background import Background
    from desktop.qt.sound.hearing import Hearing
    from desktop.qt.sound.mpris.remote import Remote
    from desktop.services.audio import Track
    from desktop.services.media.fetching import Fetcher, Moved
    from desktop.services.workspace import Workspace
    from desktop.views.audio.bar import PlayerBar

# The start is long over by then; sound is what one comes to, not what one waits for.
_LATER_MS = 2_500
_LINUX = sys.platform.startswith("linux")


class Sounding(QObject):
    """Owns the hearing of the open workspace; lives on the GUI thread."""

    def __init__(self, kit: RoomKit, shell: Shell) -> None:
        super().__init__(shell)
        self._kit = kit
        self._background: Background | None = None
        self._shell = shell
        self._hearing: Hearing | None = None
        self._bar: PlayerBar | None = None
        self._remote: Remote | None = None
        self._offered = False
        self._warming = False
        self._closed = False

    @property
    def hearing(self) -> Hearing:
        """What is heard; made when it is first needed."""
        if self._hearing is None:
            from desktop.qt.sound.hearing import Hearing

            made = self._hearing = Hearing(self._kit.lane, _fetcher, self)
            made.listening.problem_met.connect(self._shell.notice)
            made.listening.track_changed.connect(self._on_track)
            made.listening.standing_changed.connect(self._on_standing)
        return self._hearing

    @property
    def background(self) -> Background:
        """What is heard under the voice; made with the bar."""
        if self._background is None:
            from desktop.qt.sound.background import Background

            hearing, kit = self.hearing, self._kit
            made = self._background = Background(hearing.listening, kit.lane, kit.free, self)
            made.wanted.connect(hearing.want)
            made.problem_met.connect(self._shell.notice)
        return self._background

    @property
    def remote(self) -> Remote | None:
        """The desktop's own keys and controls, once something was played where there are any."""
        return self._remote

    @property
    def bar(self) -> PlayerBar | None:
        """The bar at the foot of the window, once something was on."""
        return self._bar

    def warm_up(self) -> None:
        """The first page was painted: some time later, lay out what was heard last."""
        if not self._warming:
            self._warming = True
            QTimer.singleShot(_LATER_MS, self, self._open)

    @property
    def is_playing(self) -> bool:
        """Whether something is heard."""
        return self._hearing is not None and self._hearing.listening.is_playing

    def look(self) -> None:
        """Rows changed: what is kept offline may have got new files."""
        if self._hearing is not None:
            self._hearing.look()

    def follow(self, settings: Settings) -> None:
        """The member has changed settings."""
        if self._remote is not None:
            self._remote.follow(settings.media_controls)

    def renew(self) -> None:
        """Another workspace is open now: what was heard belongs to the one before."""
        self.rest()
        self.warm_up()

    def rest(self) -> None:
        """Nothing is heard any more, and nothing is told of it; the next warm-up begins anew."""
        self._end_remote()
        if self._hearing is not None:
            self._end_background()
            self._hearing.close()
            self._hearing.deleteLater()
            self._hearing = None
            self._take_bar_off()
        self._warming = False

    def close(self) -> None:
        """The window closes: the place is kept, the threads end."""
        self._closed = True
        self._end_remote()
        self._end_background()
        if self._hearing is not None:
            self._hearing.close()

    def _on_track(self, track: Track | None) -> None:
        """The bar is made for the first thing that is on."""
        if track is not None and self._bar is None:
            from desktop.views.audio.bar import PlayerBar

            bar = self._bar = PlayerBar(
                self._kit, self.hearing.listening, self.background, self._shell
            )
            bar.room_requested.connect(lambda: self._shell.show_room(AUDIO))
            self._shell.put_at_foot(bar)
            if not self._offered:
                self._offered = True
                self._offer_keys()

    def _on_standing(self, standing: Phase) -> None:
        """Something is loaded to be played for the first time: the desktop may know of it.

        Qt offers nothing of this kind; Windows and macOS have the keys while the window is used.
        """
        if self._remote is None and standing is not Phase.SILENT and not self._closed and _LINUX:
            from desktop.qt.sound.mpris.remote import Remote

            made = self._remote = Remote(self.hearing.listening, self._kit.lane, self)
            made.raise_wanted.connect(self._come_forward)
            made.begin()

    def _come_forward(self) -> None:
        self._shell.show()
        self._shell.raise_()
        self._shell.activateWindow()

    def _end_remote(self) -> None:
        remote, self._remote = self._remote, None
        if remote is not None:
            remote.close()
            remote.deleteLater()

    def _end_background(self) -> None:
        background, self._background = self._background, None
        if background is not None:
            background.close()
            background.deleteLater()

    def _offer_keys(self) -> None:
        """From now on the keys of the player work in every room, and the palette lists them."""
        offer = self._shell.offer
        offer(
            self.tr("Play or pause"),
            ("Ctrl+Space", "Toggle Media Play/Pause", "Media Play"),
            self._toggle,
        )
        offer(self.tr("15 seconds back"), ("Ctrl+Shift+Left",), lambda: self._skip(-SKIP))
        offer(self.tr("15 seconds on"), ("Ctrl+Shift+Right",), lambda: self._skip(SKIP))
        offer(self.tr("Pause"), ("Media Pause", "Media Stop"), self._pause)
        offer(self.tr("Next track"), ("Ctrl+Alt+Right", "Media Next"), self._next)
        offer(self.tr("Track before"), ("Ctrl+Alt+Left", "Media Previous"), self._previous)

    # The listening is another one when another workspace is open: none is held on to.

    def _toggle(self) -> None:
        self.hearing.listening.toggle()

    def _pause(self) -> None:
        self.hearing.listening.pause()

    def _next(self) -> None:
        self.hearing.listening.next()

    def _previous(self) -> None:
        self.hearing.listening.previous()

    def _skip(self, seconds: float) -> None:
        self.hearing.listening.skip(seconds)

    def _take_bar_off(self) -> None:
        bar, self._bar = self._bar, None
        if bar is not None:
            bar.hide()
            bar.deleteLater()

    def _open(self) -> None:
        if not self._closed:
            self.hearing.open()
            self._kit.lane.ask(_is_a_take_left, self._on_take_left)

    def _on_take_left(self, left: bool) -> None:
        if left and not self._closed:
            self._shell.notice(
                self.tr("A recording that was not kept waits for you in the Listen room.")
            )


# ---- in the database lane ----


def _is_a_take_left(workspace: Workspace) -> bool:
    """Whether an end of the app left a recording; most of the time no folder is even there."""
    return workspace.folder.takes(workspace.profile.id).is_dir() and bool(workspace.takes.waiting())


def _fetcher(workspace: Workspace, told: Callable[[Moved], None]) -> Fetcher:
    from desktop import headless

    return headless.fetcher(workspace, told)
