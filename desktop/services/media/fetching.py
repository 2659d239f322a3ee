"""Fetches what is wanted, a few files beside each other, in threads of its own.

Each thread has a connection of its own. A file is fetched by one process at a time: its part is
guarded by a lock file. What is on the disk is gone on with, in whatever process it was begun.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import httpx
from filelock import FileLock, Timeout

from desktop.core.errors import AppError, InvalidInput
from desktop.core.server import is_loopback
from desktop.media.addresses import OwnFile, StorageObject, WebAddress
from desktop.media.content import Unusable
from desktop.media.download import (
    TIMEOUT,
    Closed,
    Download,
    Gone,
    Interrupted,
    Known,
    Source,
    Stopped,
    TooLarge,
)
from desktop.media.register import READY, WANTED, Medium
from desktop.services.media.access import Access
from desktop.services.media.background import WAKE, Background
from desktop.services.media.library import MediaLibrary
from desktop.services.media.problems import Problem
from sync.errors import SignInNeeded, SyncError

_log = logging.getLogger(__name__)

AT_ONCE = 3
# No narration is longer; whoever has more is told, and the disk is not filled by a lie.
LARGEST = 400 * 1024 * 1024
# What the disk has to keep free for the journal itself.
_SPARE = 64 * 1024 * 1024
_NOTE_EVERY = 1024 * 1024
# A page in place of a sound may be that of a hotel's network: it is worth some tries.
_MOST_UNUSABLE = 4
_LONG = 3600.0
_PATIENCE = 0.1
_ELSEWHERE = 0.5


class Moved(NamedTuple):
    """A file has come on: the bytes that are here, how many there are, whether it is over."""

    key: str
    size: int
    total: int | None
    ended: bool = False


class Fetcher:
    """Owns the threads that fetch; `told` is called in them and must not block.

    `opened` gives a library on a connection of the calling thread, and closes it afterwards.
    """

    def __init__(
        self,
        opened: Callable[[], contextlib.AbstractContextManager[MediaLibrary]],
        access: Access,
        told: Callable[[Moved], None] = lambda _moved: None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._opened = opened
        self._access = access
        self._told = told
        self._transport = transport
        self._background = Background("media", self._round)
        self._stop = self._background.stopping

    def start(self) -> None:
        """Fetch in the background whatever is wanted, now and later, until `stop`."""
        self._background.start()

    def poke(self) -> None:
        """Something may be wanted: look now."""
        self._background.poke()

    def stop(self) -> None:
        """End all threads; what is half fetched is gone on with at the next start."""
        self._background.stop()

    def fetch_due(self) -> int:
        """Fetch all that is due now; gives how many files were tried. Raises AppError."""
        with self._opened() as library:
            library.follow_pins()
            due = library.register.due()
        if not due:
            return 0
        with httpx.Client(
            timeout=TIMEOUT, follow_redirects=False, transport=self._transport,
            headers={"User-Agent": "VibrationFit"}, trust_env=not self._local(),
        ) as client:  # fmt: skip
            self._beside_each_other(client, deque(medium.key for medium in due))
        return len(due)

    def _beside_each_other(self, client: httpx.Client, keys: deque[str]) -> None:
        """Fetch files in a few threads, which a stop leaves behind rather than wait for a server.

        They may die with the process at any moment: what is on the disk is gone on with.
        """

        def work() -> None:
            while keys and not self._stop.is_set():
                with contextlib.suppress(IndexError):  # another thread took the last one
                    self._one(client, keys.popleft())

        count = min(AT_ONCE, len(keys))
        threads = [threading.Thread(target=work, name="media", daemon=True) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            while thread.is_alive() and not self._stop.is_set():
                thread.join(_PATIENCE)

    def _local(self) -> bool:
        server = self._access.server()
        return server is not None and is_loopback(server[0])

    def _round(self) -> float:
        """Fetch what is due; gives how long nothing more is."""
        self.fetch_due()
        with self._opened() as library:
            following = library.register.next_try()
        if following is None:
            return WAKE
        return max(0.2, min(WAKE, (following - datetime.now(UTC)).total_seconds()))

    def _one(self, client: httpx.Client, key: str) -> None:
        if self._stop.is_set():
            return
        with self._opened() as library, self._alone(library, key) as alone:
            medium = library.register.find(key) if alone else None
            if medium is None or medium.state != WANTED:
                return
            try:
                self._fetch(client, library, medium)
            except AppError as error:
                _log.info("media: %s", type(error).__name__)
            except Exception:  # noqa: BLE001 - a fault of ours with one file is none of the others
                if self._stop.is_set():
                    return  # a stop takes the connections away from under what is on its way
                _log.exception("fetching a file stumbled")
                library.register.missed(key, Problem.FAULT)
            self._tell_end(library, key)

    @contextlib.contextmanager
    def _alone(self, library: MediaLibrary, key: str) -> Iterator[bool]:
        path = _lock_of(library, key)
        library.shelf.make_folder(path.parent)
        lock = FileLock(path, mode=0o600)
        try:
            with lock.acquire(timeout=0):
                yield True
        except Timeout:
            yield False

    def _fetch(self, client: httpx.Client, library: MediaLibrary, medium: Medium) -> None:
        try:
            self._bring(client, library, medium)
        except Stopped:
            pass
        except _EXPECTED as fault:
            problem, wait, final = _outcome(fault, medium)
            library.register.missed(medium.key, problem, wait=wait, final=final)

    def _bring(self, client: httpx.Client, library: MediaLibrary, medium: Medium) -> None:
        key, register = medium.key, library.register
        if not self._has_room(library, medium):
            return
        noted = 0

        def moved(size: int, total: int | None) -> None:
            nonlocal noted
            if size - noted >= _NOTE_EVERY:
                noted = size
                register.moved(key, size)
            self._told(Moved(key, size, total))

        with library.shelf.part(key) as writer:
            download = Download(
                client, writer, self._stop, lambda known: register.note(key, known), moved
            )
            try:
                known = self._with_token(download, medium)
            finally:
                register.moved(key, writer.durable)
            library.make_room(known.total or writer.size)
            register.settled(key, library.shelf.settle(writer))

    def _with_token(self, download: Download, medium: Medium) -> Known:
        """Ask the project's own storage with the member's token, and with another if need be."""
        address = medium.address
        if isinstance(address, WebAddress):
            return download.run(Source(address.url, {}), medium.known, LARGEST)
        if isinstance(address, OwnFile):
            raise Gone  # it was on this computer alone
        token = self._token()
        try:
            return download.run(self._source(address, token), medium.known, LARGEST)
        except Closed:
            renewed = self._access.renew(token)
            return download.run(self._source(address, renewed), medium.known, LARGEST)

    def _token(self) -> str:
        if self._access.server() is None:
            raise SignInNeeded("no server is set")
        return self._access.token()

    def _source(self, address: StorageObject, token: str) -> Source:
        server = self._access.server()
        if server is None:
            raise SignInNeeded("no server is set")
        url, key = server
        secrets = {"apikey": key, "Authorization": f"Bearer {token}"}
        return Source(address.url_at(url), secrets)

    def _has_room(self, library: MediaLibrary, medium: Medium) -> bool:
        needed = max(0, (medium.total or 0) - medium.size)
        library.make_room(needed)
        if library.used_bytes() + needed > library.limit:
            library.register.missed(medium.key, Problem.LIMIT, wait=_LONG)
            return False
        if library.shelf.free() < needed + _SPARE:
            library.register.missed(medium.key, Problem.DISK, wait=_LONG / 6)
            return False
        return True

    def _tell_end(self, library: MediaLibrary, key: str) -> None:
        medium = library.register.find(key)
        if medium is not None:
            if medium.state == READY:  # whoever holds the lock next finds nothing to do
                with contextlib.suppress(OSError):
                    _lock_of(library, key).unlink()
            self._told(Moved(key, medium.size, medium.total, ended=True))


def _lock_of(library: MediaLibrary, key: str) -> Path:
    return library.shelf.part_path(key).with_suffix(".lock")


_EXPECTED = (
    Interrupted, SyncError, Closed, Gone, TooLarge, Unusable, InvalidInput, OSError,
)  # fmt: skip
_FINAL: dict[type[Exception], Problem] = {
    Gone: Problem.GONE,
    TooLarge: Problem.TOO_LARGE,
    InvalidInput: Problem.ADDRESS,
}


def _outcome(fault: Exception, medium: Medium) -> tuple[Problem, float, bool]:
    """What is kept of a fault: the problem, how long to wait, whether it is of no use to go on."""
    if isinstance(fault, Interrupted):
        return Problem.UNREACHABLE, fault.wait, False
    if isinstance(fault, SyncError):
        signed_out = isinstance(fault, SignInNeeded)
        return (Problem.SIGN_IN, _LONG, False) if signed_out else (Problem.UNREACHABLE, 0.0, False)
    if isinstance(fault, Closed):
        address = medium.address
        signed = isinstance(address, WebAddress) and address.is_signed
        return (Problem.EXPIRED if signed else Problem.CLOSED), 0.0, True
    if isinstance(fault, Unusable):
        return Problem.UNUSABLE, 0.0, medium.tries >= _MOST_UNUSABLE
    if isinstance(fault, OSError):
        full = fault.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        return (Problem.DISK if full else Problem.FAULT), _LONG / 6, False
    return _FINAL.get(type(fault), Problem.FAULT), 0.0, True


def wait_until_done(fetcher: Fetcher, library: MediaLibrary, seconds: float) -> bool:
    """Fetch until nothing is wanted any more, at most so long; tells whether all is here.

    For the command line, which has no background.
    """
    end = time.monotonic() + seconds
    while True:
        fetcher.fetch_due()
        following, elsewhere = library.register.next_try(), library.register.due()
        if following is None and not elsewhere:
            return True
        # What is due still is on its way in another process.
        pause = _ELSEWHERE
        if following is not None and not elsewhere:
            pause = (following - datetime.now(UTC)).total_seconds()
        if time.monotonic() + pause > end:
            return False
        time.sleep(max(0.0, pause))
