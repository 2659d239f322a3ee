"""One open profile: its database, its settings and the services that work on them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.account.profiles import Profile
from desktop.core.paths import DataFolder
from desktop.core.settings import SettingsFile
from desktop.services.journal import Journal
from desktop.store.database import Database
from desktop.store.transactions import Connection

if TYPE_CHECKING:  # a service is loaded when it is first asked for
    from desktop.services.audio import Audio
    from desktop.services.evidence import Evidence
    from desktop.services.flips import Flips
    from desktop.services.history import History
    from desktop.services.making.earlier import EarlierTakes
    from desktop.services.making.recordings import Recordings
    from desktop.services.making.takes import Takes
    from desktop.services.media.library import MediaLibrary
    from desktop.services.media.own_files import OwnFiles
    from desktop.services.media.uploads import Uploads
    from desktop.services.moments import Moments
    from desktop.services.papers import Papers
    from desktop.services.practice import Practice
    from desktop.services.scenes import Scenes
    from desktop.services.search import Search
    from desktop.services.sets import Sets
    from desktop.services.status import Status
    from desktop.services.templates import Templates
    from desktop.services.trash import Trash
    from desktop.services.vision.states import CategoryStates
    from desktop.services.vision.steps import Steps
    from desktop.services.vision.visions import Visions
    from desktop.store.rows import Rows


class Workspace:
    """Owns one connection to the profile's database; lives in the thread that opened it.

    `key` is the database key, which the window hands to the process that synchronises. `status`
    builds the service that is wired elsewhere. A service is built when it is first asked for, so
    that the first page of the journal waits for none but its own.
    """

    def __init__(
        self,
        folder: DataFolder,
        profile: Profile,
        key: bytes,
        database: Database,
        connection: Connection,
        status: Callable[[Workspace], Status],
    ) -> None:
        self.folder = folder
        self.profile = profile
        self.key = key
        self.database = database
        self.connection = connection
        self._status = status
        self._search: Search | None = None

    @property
    def user_id(self) -> str:
        """The id that owns what is written here."""
        return self.profile.user_id

    @cached_property
    def settings(self) -> SettingsFile:
        """The settings of the data folder."""
        return SettingsFile(self.folder.settings)

    @cached_property
    def rows(self) -> Rows:
        """Any row of any mirrored table."""
        from desktop.store.rows import Rows

        return Rows(self.connection, self.user_id)

    @cached_property
    def journal(self) -> Journal:
        """The member's entries."""
        return Journal(self.connection, lambda: self.rows)

    @cached_property
    def check_ins(self) -> Moments:
        """How the member felt."""
        from desktop.domain.moments import CHECK_IN
        from desktop.services.moments import Moments

        return Moments(self.connection, lambda: self.rows, CHECK_IN)

    @cached_property
    def events(self) -> Moments:
        """What happened that was worth recording."""
        from desktop.domain.moments import EVENT
        from desktop.services.moments import Moments

        return Moments(self.connection, lambda: self.rows, EVENT)

    @cached_property
    def visions(self) -> Visions:
        """The versions of the member's Life Vision."""
        from desktop.services.vision.visions import Visions

        return Visions(self.connection, lambda: self.rows)

    @cached_property
    def vision_steps(self) -> Steps:
        """What begins, completes, activates and discards them."""
        from desktop.services.vision.steps import Steps

        return Steps(self.connection, lambda: self.rows, self.visions)

    @cached_property
    def category_states(self) -> CategoryStates:
        """How far each life category is on its way into the vision."""
        from desktop.services.vision.states import CategoryStates

        return CategoryStates(self.connection, lambda: self.rows, self.user_id, self.visions)

    @cached_property
    def papers(self) -> Papers:
        """The daily papers."""
        from desktop.services.papers import Papers

        return Papers(self.connection, lambda: self.rows, self.user_id)

    @cached_property
    def scenes(self) -> Scenes:
        """The visualisations."""
        from desktop.services.scenes import Scenes

        return Scenes(self.connection, lambda: self.rows)

    @cached_property
    def flips(self) -> Flips:
        """Contrasts and the clarity that came of them."""
        from desktop.services.flips import Flips

        return Flips(self.connection, lambda: self.rows)

    @cached_property
    def history(self) -> History:
        """Earlier states of any row."""
        from desktop.services.history import History

        return History(self.connection)

    @cached_property
    def trash(self) -> Trash:
        """What was deleted here."""
        from desktop.services.trash import Trash

        return Trash(self.connection)

    @cached_property
    def audio(self) -> Audio:
        """Sets, tracks, and where the member stopped."""
        from desktop.services.audio import Audio

        return Audio(self.connection, self.media)

    @cached_property
    def sets(self) -> Sets:
        """The sets of the Listen room and their tracks."""
        from desktop.services.sets import Sets

        return Sets(self.connection, lambda: self.rows, self.audio, self.media)

    @cached_property
    def media(self) -> MediaLibrary:
        """Sound and pictures that are kept offline."""
        from desktop.services.media.opening import library

        return library(self.connection, self.folder, self.profile.id, self.key, self.settings)

    @cached_property
    def uploads(self) -> Uploads:
        """Files of the member's own that wait for their way to the server."""
        from desktop.services.media.uploads import Uploads

        return Uploads(self.connection, self.media)

    @cached_property
    def recordings(self) -> Recordings:
        """What the member recorded, had read aloud or brought along."""
        from desktop.services.making.recordings import Recordings

        return Recordings(
            self.connection, lambda: self.rows, self.uploads, self.audio, self.own_files
        )

    @cached_property
    def earlier_takes(self) -> EarlierTakes:
        """The takes that a track had before."""
        from desktop.services.making.earlier import EarlierTakes

        return EarlierTakes(self.connection, lambda: self.rows, self.uploads)

    @cached_property
    def takes(self) -> Takes:
        """What is recorded and not kept yet."""
        from desktop.services.making.takes import Takes

        return Takes(self.folder.takes(self.profile.id), self.key)

    @cached_property
    def own_files(self) -> OwnFiles:
        """The end of what the member recorded or brought along."""
        from desktop.services.media.own_files import OwnFiles

        return OwnFiles(self.connection, self.uploads)

    @cached_property
    def practice(self) -> Practice:
        """The ritual of the day, and the days of practice."""
        from desktop.services.practice import Practice

        return Practice(self.connection)

    @cached_property
    def templates(self) -> Templates:
        """Templates and prompts to begin an entry with."""
        from desktop.services.templates import Templates

        return Templates(self.connection)

    @cached_property
    def evidence(self) -> Evidence:
        """What of the vision has come true."""
        from desktop.services.evidence import Evidence

        return Evidence(self.connection)

    @property
    def search(self) -> Search:
        """Search over everything readable."""
        if self._search is None:
            from desktop.services.search import Search

            self._search = Search(self.connection)
        return self._search

    @property
    def changes(self) -> int:
        """How many changes this connection made; to index a row is none."""
        indexed = self._search.changes if self._search else 0
        return int(self.connection.total_changes) - indexed

    @cached_property
    def status(self) -> Status:
        """Where things stand with the server."""
        return self._status(self)

    def close(self) -> None:
        """Close the connection; the workspace is of no use afterwards."""
        if "takes" in self.__dict__:
            self.takes.close()
        self.connection.close()
