"""The media library: what is kept offline, what of it is here, and what has to go.

Whatever is shown or played asks here; nothing here uses the network. Fetching is
`desktop.services.media.fetching`, which works on what this asks for.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.media.addresses import Address, OwnFile, key_of
from desktop.media.register import FAILED, KNOWN, READY, WANTED, Medium, Register
from desktop.media.sealed import Damaged, SealedReader
from desktop.media.shelf import Shelf
from desktop.services.media.files import PINNABLE, MediaFile, address_of, files_of
from desktop.services.media.problems import Problem
from desktop.store import faults
from desktop.store.transactions import Connection, writing

_log = logging.getLogger(__name__)


class State(StrEnum):
    """Where a file stands, as it is told to the member."""

    NOWHERE = "nowhere"  # the row names no address that can be used
    AWAY = "away"  # on the server alone
    WAITING = "waiting"  # it will be fetched
    PARTLY = "partly"  # a part of it is here
    HERE = "here"
    FAILED = "failed"  # it cannot be fetched


class Standing(NamedTuple):
    """What is told of one file, or of several together; sizes are bytes, None is not known."""

    state: State
    size: int = 0
    total: int | None = None
    files: int = 1
    here: int = 0
    problem: str = ""


class Pinned(NamedTuple):
    """A row that is kept offline."""

    table: str
    row_id: str
    standing: Standing


class MediaLibrary:
    """Owns the shelf's register for one profile; lives in the thread of its connection.

    `server_url` is asked at each use, since it may change in the settings; `limit` is how many
    bytes the shelf may hold. `own` is the shelf of what the member made, which is never emptied.
    """

    def __init__(
        self,
        connection: Connection,
        shelf: Shelf,
        server_url: Callable[[], str],
        limit: Callable[[], int],
        own: Shelf | None = None,
    ) -> None:
        self._connection = connection
        self._server_url = server_url
        self._limit = limit
        self.shelf = shelf
        self.own = own or shelf
        self.register = Register(connection)

    # What is asked for

    def pin(self, table: str, row_id: str) -> Standing:
        """Keep all files of a row offline, those to come too; raises InvalidInput."""
        if table not in PINNABLE:
            raise InvalidInput(Phrase("There are no sounds or pictures in rows of this kind."))
        with writing(self._connection):
            self._connection.execute(
                "INSERT INTO local_pins (tbl, row_id, pinned_at) VALUES (?, ?, ?) "
                "ON CONFLICT (tbl, row_id) DO NOTHING",
                (table, row_id, datetime.now(UTC).isoformat()),
            )
            self._want(self.files(table, row_id))
        return self.standing(table, row_id)

    def unpin(self, table: str, row_id: str) -> None:
        """Do not keep a row offline any more; its files stay until their room is needed."""
        with writing(self._connection):
            self._connection.execute(
                "DELETE FROM local_pins WHERE tbl = ? AND row_id = ?", (table, row_id)
            )
            kept = self._pinned_keys()
            for file in self.files(table, row_id):
                if file.address is not None and key_of(file.address) not in kept:
                    self.register.release(key_of(file.address))

    def is_pinned(self, table: str, row_id: str) -> bool:
        """Whether a row is kept offline."""
        found = self._connection.execute(
            "SELECT 1 FROM local_pins WHERE tbl = ? AND row_id = ?", (table, row_id)
        ).fetchone()
        return found is not None

    def pins(self) -> list[Pinned]:
        """All rows that are kept offline, and how far they have come."""
        return [
            Pinned(table, row_id, self.standing(table, row_id)) for table, row_id in self._pins()
        ]

    def follow_pins(self) -> int:
        """Ask for what has come to pinned rows since; gives how many files are wanted now."""
        with writing(self._connection):
            for table, row_id in self._pins():
                self._want(self.files(table, row_id))
        return len(self.register.due())

    def want(self, text: str) -> str | None:
        """Ask for the file of one address; gives its key, or None where it is no address."""
        address = address_of(text, self._server_url())
        if address is None or isinstance(address, OwnFile):
            return None  # there is nowhere to fetch it from
        key = self.register.enter(address, wanted=True)
        self.register.want(key)
        return key

    # What is told

    def files(self, table: str, row_id: str) -> list[MediaFile]:
        """The files that a row and what belongs to it name."""
        return files_of(self._connection, table, row_id, self._server_url())

    def standing(self, table: str, row_id: str) -> Standing:
        """Where all files of a row stand together."""
        return self.together(self.files(table, row_id))

    def standing_of(self, text: str) -> Standing:
        """Where the file of one address stands."""
        return self.together([MediaFile("", "", text, address_of(text, self._server_url()))])

    def together(self, files: Iterable[MediaFile]) -> Standing:
        """Where several files stand together."""
        addresses = {key_of(f.address): f.address for f in files if f.address is not None}
        if not addresses:
            return Standing(State.NOWHERE, files=0)
        found = self.register.of_keys(list(addresses))
        media = [found.get(key) for key in addresses]
        known = [m.total for m in media if m is not None and m.total is not None]
        here = sum(1 for m in media if m is not None and m.state == READY)
        size = sum(m.size for m in media if m is not None)
        problem = next((m.problem for m in media if m is not None and m.problem), "")
        total = sum(known) if len(known) == len(media) else None
        return Standing(_state(media), size, total, len(media), here, problem)

    def key_of(self, text: str) -> str:
        """The name of an address in the register, empty where it is none."""
        address = address_of(text, self._server_url())
        return key_of(address) if address is not None else ""

    def open(self, text: str) -> SealedReader | None:
        """The file of an address if it is here whole; one that has been damaged is fetched anew."""
        address = address_of(text, self._server_url())
        medium = self.register.find(key_of(address)) if address is not None else None
        if medium is None or medium.state != READY or medium.name is None:
            return None
        try:
            # What had to be fetched anew stands in for an own file that was spoilt.
            fetched = self.shelf.has(medium.name)
            reader = (self.shelf if fetched else self.own).open(medium.name)
        except (Damaged, OSError):
            self.spoilt(text)
            return None
        self.register.used(medium.key)
        return reader

    def content(self, text: str, most: int | None = None) -> bytes | None:
        """The whole file of an address; None where it is not here, damaged, or over `most`."""
        reader = self.open(text)
        if reader is None:
            return None
        with reader:
            if most is not None and reader.size > most:
                return None
            with contextlib.suppress(Damaged, OSError):
                return reader.whole()
        self.spoilt(text)
        return None

    def spoilt(self, text: str) -> None:
        """What is here of an address is no good: forget it, and fetch it anew if it is kept."""
        address = address_of(text, self._server_url())
        medium = self.register.find(key_of(address)) if address is not None else None
        if medium is None:
            return
        if medium.name is not None:
            for one in self.register.ready():
                if one.name == medium.name:
                    self._lose(one, wanted=True)
            self.shelf.remove(medium.name)
        _log.warning("a media file was not sound and is fetched anew")

    def used_bytes(self) -> int:
        """How much the shelf holds, each file counted once; own files count for nothing."""
        found = self._connection.execute(
            "SELECT coalesce(sum(size), 0) FROM "
            "(SELECT max(size) AS size FROM local_media WHERE size > 0 "
            "AND coalesce(name, '') NOT IN (SELECT name FROM local_uploads) "
            "GROUP BY coalesce(name, key))"
        ).fetchone()
        return int(found[0])

    @property
    def limit(self) -> int:
        """How many bytes the shelf may hold."""
        return self._limit()

    # What has to go

    def make_room(self, needed: int = 0) -> int:
        """Let go what was least recently used until there is room; gives the bytes freed.

        What is pinned, and what is the member's own, stays.
        """
        over = self.used_bytes() + needed - self.limit
        freed = 0
        if over <= 0:
            return 0
        kept_keys, kept_names = self._pinned_keys(), self._own_names()
        kept_names |= {m.name for m in self.register.of_keys(list(kept_keys)).values() if m.name}
        for medium in self.register.ready():
            if freed >= over:
                break
            if medium.name is not None and medium.name not in kept_names:
                freed += self._let_go(medium)
        return freed

    def clear(self) -> int:
        """Let go all that is not pinned and not the member's own; gives the bytes freed."""
        kept = self._own_names()
        pinned = self._pinned_keys()
        kept |= {m.name for m in self.register.of_keys(list(pinned)).values() if m.name}
        return sum(self._let_go(m) for m in self.register.ready() if m.name and m.name not in kept)

    def check(self) -> int:
        """After a start: what is said to be here must be here, and nothing else; gives changes."""
        pinned, changed = self._pinned_keys(), 0
        for medium in self.register.ready():
            name = medium.name
            if name is None or not (self.shelf.has(name) or self.own.has(name)):
                self._lose(medium, wanted=medium.key in pinned)
                changed += 1
        known = self.register.names() | self._own_names()
        return changed + self.shelf.sweep(known, self.register.unfinished())

    def _let_go(self, medium: Medium) -> int:
        name, size = medium.name, 0
        for one in self.register.ready():
            if one.name == name:
                self.register.lost(one.key, wanted=False)
                size = one.size
        if name is not None:
            self.shelf.remove(name)
        return size

    def _lose(self, medium: Medium, *, wanted: bool) -> None:
        """A file is not here any more; what was here alone cannot be fetched anew."""
        self.register.lost(medium.key, wanted=wanted)
        if isinstance(medium.address, OwnFile):
            self.register.missed(medium.key, Problem.LOST, final=True)

    def _want(self, files: Iterable[MediaFile]) -> None:
        addresses = {
            key_of(f.address): f.address
            for f in files
            if f.address is not None and not isinstance(f.address, OwnFile)
        }
        known = self.register.of_keys(list(addresses))
        for key, address in addresses.items():
            medium = known.get(key)
            # Of thousands of tracks nearly all are known already, and nothing is to be written.
            if medium is None or medium.state == KNOWN or medium.address != address:
                self.register.enter(address, wanted=True)

    def _pins(self) -> list[tuple[str, str]]:
        with faults.translated():
            return list(
                self._connection.execute(
                    "SELECT tbl, row_id FROM local_pins ORDER BY pinned_at"
                ).fetchall()
            )

    def _pinned_keys(self) -> set[str]:
        addresses: list[Address | None] = [
            file.address for table, row_id in self._pins() for file in self.files(table, row_id)
        ]
        return {key_of(one) for one in addresses if one is not None}

    def _own_names(self) -> set[str]:
        found = self._connection.execute("SELECT name FROM local_uploads")
        return {row[0] for row in found.fetchall()}


def _state(media: list[Medium | None]) -> State:
    states = {m.state if m is not None else "" for m in media}
    if states == {READY}:
        return State.HERE
    if FAILED in states:
        return State.FAILED
    if WANTED in states:
        begun = any(m is not None and m.size for m in media)
        return State.PARTLY if begun else State.WAITING
    return State.PARTLY if READY in states else State.AWAY
