"""One upload in one request, and what the storage of a project answers.

What the server says is read the same way for small files and for large ones; see
`desktop.media.resumable` for those. Supabase's storage wraps some faults into a 400 whose body
holds the real status.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol
from urllib.parse import quote

import httpx

from desktop.media.addresses import StorageObject
from desktop.media.download import Closed, Gone, Interrupted, Stopped, TooLarge

# From here on a file goes up in pieces that can be gone on with, as Supabase advises.
LARGEST_AT_ONCE = 6 * 1024 * 1024
_PIECE = 64 * 1024
_BUSY = frozenset({408, 409, 423, 425, 429})


class Present(Exception):
    """There is an object of this name already."""


class Refused(Exception):
    """The server does not take the file, now or later."""


class Content(Protocol):
    """What is sent: bytes from any place."""

    size: int

    def read(self, place: int, most: int) -> bytes:
        """Up to `most` bytes from a place on."""


class Sent(NamedTuple):
    """What is sent where."""

    target: StorageObject
    content: Content
    mime: str


@dataclass(frozen=True, slots=True)
class Project:
    """The member's project: its address, and the headers that open it."""

    url: str
    secrets: Mapping[str, str]


class Storage:
    """Asks and fills the storage of one project; owns nothing, one thread.

    Every method raises Interrupted, Closed, Gone (there is no such bucket), TooLarge, Refused or
    Stopped. `moved` hears how many bytes have gone.
    """

    def __init__(
        self,
        client: httpx.Client,
        project: Project,
        stop: threading.Event,
        moved: Callable[[int], None] = lambda _size: None,
    ) -> None:
        self._client = client
        self._project = project
        self._stop = stop
        self._moved = moved

    def size_of(self, target: StorageObject) -> int | None:
        """How large an object is, None when there is none."""
        bucket, path = quote(target.bucket, safe=""), quote(target.path, safe="/")
        try:
            answer = self.ask("GET", f"/object/info/{bucket}/{path}")
            judge(answer)
        except Gone:
            return None
        return _size(_body(answer))

    def is_public(self, bucket: str) -> bool:
        """Whether everybody may read from a bucket; what nobody tells is private."""
        try:
            answer = self.ask("GET", f"/bucket/{quote(bucket, safe='')}")
            judge(answer)
        except (Gone, Closed, Refused):
            return False
        return _body(answer).get("public") is True

    def send(self, sent: Sent) -> None:
        """Send a file in one request; raises Present when the object is there already."""
        bucket, path = quote(sent.target.bucket, safe=""), quote(sent.target.path, safe="/")
        headers = {
            "Content-Type": sent.mime, "Content-Length": str(sent.content.size),
            "x-upsert": "false", "Cache-Control": "max-age=3600",
        }  # fmt: skip
        answer = self.ask(
            "POST", f"/object/{bucket}/{path}", headers, self.stretch(sent.content, 0)
        )
        judge(answer)
        if not {"Key", "key", "Id"} & _body(answer).keys():
            raise Interrupted  # it took everything and was not the storage, such as a hotel's page

    def remove(self, target: StorageObject) -> None:
        """Take an object away; one that is not there is as good."""
        bucket, path = quote(target.bucket, safe=""), quote(target.path, safe="/")
        with contextlib.suppress(Gone):
            judge(self.ask("DELETE", f"/object/{bucket}/{path}"))

    def ask(
        self,
        method: str,
        place: str,
        headers: Mapping[str, str] | None = None,
        body: Iterator[bytes] | None = None,
    ) -> httpx.Response:
        """One request to the storage; a full address is asked as it is."""
        url = place if "://" in place else f"{self._project.url}/storage/v1{place}"
        if self._stop.is_set():
            raise Stopped
        try:
            return self._client.request(
                method, url, headers={**self._project.secrets, **(headers or {})}, content=body
            )
        except (httpx.TransportError, httpx.DecodingError):
            raise Interrupted from None

    def stretch(self, content: Content, begin: int, end: int | None = None) -> Iterator[bytes]:
        """A stretch of the content, piece by piece."""
        end = content.size if end is None else end
        while begin < end:
            if self._stop.is_set():
                raise Stopped
            piece = content.read(begin, min(_PIECE, end - begin))
            begin += len(piece)
            yield piece
            self._moved(begin)


def judge(answer: httpx.Response) -> None:
    """Raise what a refusal means; a success passes."""
    if answer.is_success:
        return
    body = _body(answer)
    status = _status(answer.status_code, body)
    words = f"{body.get('error', '')} {body.get('code', '')} {body.get('message', '')}".lower()
    if "already exists" in words or "duplicate" in words or "keyalreadyexists" in words:
        raise Present
    if status in {401, 403} or "jwt" in words:
        raise Closed
    if status in {404, 410}:
        raise Gone
    if status == 413:
        raise TooLarge
    if status in _BUSY or status >= 500:
        wait = answer.headers.get("Retry-After", "")
        raise Interrupted(min(float(wait), 3600.0) if wait.isdigit() else 0.0)
    if 300 <= status < 400:
        raise Interrupted  # somebody answers in the server's place, such as a hotel's page
    raise Refused


def _status(status: int, body: Mapping[str, object]) -> int:
    """The status that is meant: of a 400 the one inside, if it tells one."""
    inner = str(body.get("statusCode", ""))
    return int(inner) if status == 400 and inner.isdigit() else status


def _body(answer: httpx.Response) -> dict[str, object]:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _size(body: Mapping[str, object]) -> int | None:
    """The size that the storage tells of an object, under whichever name this server uses."""
    inner = body.get("metadata")
    for told in (body, inner if isinstance(inner, dict) else {}):
        for name in ("size", "contentLength"):
            value = told.get(name)
            if isinstance(value, int):
                return value
    return None
