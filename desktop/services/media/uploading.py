"""Sends what waits, one file after the other, in a thread of its own.

One process sends at a time, under a lock file. Before anything is sent that may have been sent
before, the server is asked whether it is there: nothing goes up twice.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

import httpx
from filelock import FileLock, Timeout

from desktop.core.errors import AppError, InvalidInput
from desktop.core.ids import new_id
from desktop.core.server import is_loopback
from desktop.media.addresses import StorageObject, stored
from desktop.media.content import suffix_of
from desktop.media.download import TIMEOUT, Closed, Gone, Interrupted, Stopped, TooLarge
from desktop.media.resumable import Resumable
from desktop.media.sealed import Damaged, SealedReader
from desktop.media.upload import LARGEST_AT_ONCE, Present, Project, Refused, Sent, Storage
from desktop.services.media.access import Access
from desktop.services.media.background import WAKE, Background
from desktop.services.media.fetching import Moved
from desktop.services.media.problems import Problem
from desktop.services.media.uploads import WAITING, Upload, Uploads
from sync.errors import SignInNeeded, SyncError

_log = logging.getLogger(__name__)

_LONG = 3600.0
_HEAD = 64
# So many files in a row that meet no server: the others wait for the next round.
_MOST_BAD = 2


class Uploader:
    """Owns the thread that sends; `told` is called in it and must not block.

    `opened` gives the uploads on a connection of the calling thread, and closes it afterwards;
    `where` gives the bucket and the member's id.
    """

    def __init__(
        self,
        opened: Callable[[], contextlib.AbstractContextManager[Uploads]],
        access: Access,
        where: Callable[[], tuple[str, str]],
        told: Callable[[Moved], None] = lambda _moved: None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._opened = opened
        self._access = access
        self._where = where
        self._told = told
        self._transport = transport
        self._background = Background("uploads", self._round)
        self._stop = self._background.stopping
        self._begun = False

    def start(self) -> None:
        """Send in the background whatever waits, now and later, until `stop`."""
        self._background.start()

    def poke(self) -> None:
        """Something may wait: look now."""
        self._background.poke()

    def stop(self) -> None:
        """End the thread; what is half sent is gone on with at the next start."""
        self._background.stop()

    def upload_due(self) -> int:
        """Send all that is due now; gives how many files were tried. Raises AppError."""
        with self._opened() as uploads:
            uploads.release()
            if self._access.server() is None or not (uploads.due() or uploads.over()):
                return 0
            with self._alone(uploads) as alone, self._client() as client:
                # Asked again under the lock: another process may have sent some meanwhile.
                due = uploads.due() if alone else []
                self._all(client, uploads, due)
                self._take_away(client, uploads, uploads.over() if alone else [])
                return len(due)

    def _take_away(self, client: httpx.Client, uploads: Uploads, over: Sequence[Upload]) -> None:
        """Objects that came to their end leave the server, as far as it lets them."""
        for upload in over:
            try:
                server = self._access.server()
                if server is None or self._stop.is_set():
                    return
                project = _project(server, self._access.token())
                Storage(client, project, self._stop).remove(upload.target)
            except (Interrupted, Stopped, SyncError):
                return  # another time
            except (Closed, Refused):
                _log.info("uploads: an object that is over may not be taken away")
            uploads.forget(upload.id)

    def _all(self, client: httpx.Client, uploads: Uploads, due: Sequence[Upload]) -> None:
        bad = 0
        for upload in due:
            if self._stop.is_set() or bad == _MOST_BAD:
                return  # nobody waits for a dead server once for each file
            bad = 0 if self._one(client, uploads, upload) else bad + 1

    def _round(self) -> float:
        with self._opened() as uploads:
            if not self._begun:  # a start tries at once what was told to wait, or was refused
                self._begun = True
                uploads.hurry()
        self.upload_due()
        with self._opened() as uploads:
            following = uploads.next_try()
        if following is None or self._access.server() is None:
            return WAKE
        return max(0.2, min(WAKE, (following - datetime.now(UTC)).total_seconds()))

    @contextlib.contextmanager
    def _alone(self, uploads: Uploads) -> Iterator[bool]:
        folder = uploads.library.own.root
        uploads.library.own.make_folder(folder)
        try:
            with FileLock(folder / "uploads.lock", mode=0o600).acquire(timeout=0):
                yield True
        except Timeout:
            yield False

    def _client(self) -> httpx.Client:
        server = self._access.server()
        local = server is not None and is_loopback(server[0])
        return httpx.Client(
            timeout=TIMEOUT, follow_redirects=False, transport=self._transport,
            headers={"User-Agent": "VibrationFit"}, trust_env=not local,
        )  # fmt: skip

    def _one(self, client: httpx.Client, uploads: Uploads, upload: Upload) -> bool:
        """Send one file; False when the way to the server was bad."""
        problem = None
        try:
            sending = _Sending(client, self._access, self._stop, self._hearing(upload))
            sending.run(uploads, upload, self._where)
        except Stopped:
            return True
        except _EXPECTED as fault:
            problem, wait, final = _outcome(fault)
            uploads.missed(upload.id, problem, wait=wait, final=final)
        except AppError as error:
            _log.info("uploads: %s", type(error).__name__)
        except Exception:  # noqa: BLE001 - a fault of ours with one file is none of the others
            _log.exception("sending a file stumbled")
            uploads.missed(upload.id, Problem.FAULT)
        now = uploads.find(upload.id) or upload
        sent = now.size if now.state != WAITING else 0
        self._told(Moved(upload.id, sent, now.size, ended=True))
        return problem not in {Problem.UNREACHABLE, Problem.SIGN_IN}

    def _hearing(self, upload: Upload) -> Callable[[int], None]:
        return lambda size: self._told(Moved(upload.id, size, upload.size))


class _Sending:
    """Sends one file; lives for one try."""

    def __init__(
        self,
        client: httpx.Client,
        access: Access,
        stop: threading.Event,
        moved: Callable[[int], None],
    ) -> None:
        self._client = client
        self._access = access
        self._stop = stop
        self._moved = moved

    def run(self, uploads: Uploads, upload: Upload, where: Callable[[], tuple[str, str]]) -> None:
        """Send it, with another token if the first one is not taken."""
        server = self._access.server()
        if server is None:
            raise SignInNeeded("no server is set")
        token = self._access.token()
        bucket, user_id = where()
        with uploads.library.own.open(upload.name) as content:
            known = upload.path
            upload = _targeted(uploads, upload, stored(bucket, f"{user_id}/x").bucket, user_id)
            try:
                if upload.path == known and self._is_there(upload, content, server, token):
                    self._settle(uploads, upload, self._storage(server, token))
                else:
                    self._send(uploads, upload, content, self._storage(server, token))
            except Closed:
                renewed = self._access.renew(token)
                again = uploads.find(upload.id) or upload
                self._send(uploads, again, content, self._storage(server, renewed))

    def _is_there(
        self, upload: Upload, content: SealedReader, server: tuple[str, str], token: str
    ) -> bool:
        """Whether an earlier try had gone through, though nobody heard of it."""
        if upload.place:
            return False  # it goes on in pieces, and the server tells where
        _url, storage = self._storage(server, token)
        return storage.size_of(upload.target) == content.size

    def _storage(self, server: tuple[str, str], token: str) -> tuple[str, Storage]:
        project = _project(server, token)
        return project.url, Storage(self._client, project, self._stop, self._moved)

    def _send(
        self, uploads: Uploads, upload: Upload, content: SealedReader, to: tuple[str, Storage]
    ) -> None:
        url, storage = to
        sent = Sent(upload.target, content, upload.mime)
        try:
            if content.size <= LARGEST_AT_ONCE:
                storage.send(sent)
            else:
                self._send_in_pieces(uploads, upload, sent, to)
        except Present:
            if storage.size_of(sent.target) != content.size:
                # Another object stands there: this file gets a name of its own at the next try.
                uploads.begun(upload.id, StorageObject("", ""))
                raise Interrupted from None
        self._settle(uploads, upload, (url, storage))

    def _send_in_pieces(
        self, uploads: Uploads, upload: Upload, sent: Sent, to: tuple[str, Storage]
    ) -> None:
        url, storage = to

        def placed(place: str) -> None:
            uploads.placed(upload.id, place)

        Resumable(storage, url, placed).run(sent, upload.place or "")

    def _settle(self, uploads: Uploads, upload: Upload, to: tuple[str, Storage]) -> None:
        url, storage = to
        public = storage.is_public(upload.bucket)
        uploads.done(upload, upload.target.address_at(url, public=public))


def _project(server: tuple[str, str], token: str) -> Project:
    url, key = server
    return Project(url, {"apikey": key, "Authorization": f"Bearer {token}"})


def _targeted(uploads: Uploads, upload: Upload, bucket: str, user_id: str) -> Upload:
    """The upload with its place in the storage, which it keeps over all tries.

    The name is made here: nothing that a file or a row says ever becomes part of it.
    """
    if upload.bucket == bucket and upload.path.startswith(f"{user_id}/"):
        return upload
    with uploads.library.own.open(upload.name) as content:
        suffix = suffix_of(content.read(0, _HEAD)) or "bin"
    target = stored(bucket, f"{user_id}/audio/{new_id()}.{suffix}")
    uploads.begun(upload.id, target)
    return upload._replace(bucket=target.bucket, path=target.path, place=None)


_EXPECTED = (
    Interrupted, SyncError, Closed, Gone, TooLarge, Refused, Damaged, InvalidInput, OSError,
)  # fmt: skip
_FINAL: dict[type[Exception], Problem] = {
    Gone: Problem.BUCKET,
    InvalidInput: Problem.BUCKET,
    TooLarge: Problem.TOO_LARGE,
    Refused: Problem.REFUSED,
    Closed: Problem.REFUSED,
    Damaged: Problem.LOST,
}


def _outcome(fault: Exception) -> tuple[Problem, float, bool]:
    """What is kept of a fault: the problem, how long to wait, whether it is of no use to go on."""
    if isinstance(fault, Interrupted):
        return Problem.UNREACHABLE, fault.wait, False
    if isinstance(fault, SignInNeeded):
        return Problem.SIGN_IN, WAKE, False
    if isinstance(fault, SyncError):
        return Problem.UNREACHABLE, 0.0, False
    if isinstance(fault, FileNotFoundError):
        return Problem.LOST, 0.0, True
    if isinstance(fault, OSError):
        full = fault.errno in {errno.ENOSPC, errno.EDQUOT}
        return (Problem.DISK if full else Problem.FAULT), _LONG / 6, False
    return _FINAL.get(type(fault), Problem.FAULT), 0.0, True
