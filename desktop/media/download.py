"""One download: resumed where it stopped, never trusted further than it can be checked.

The server may cut, slow down, answer another range than was asked for, redirect, or lie about
type and length. What reaches the file is what it said it was, or the file begins anew.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import httpx

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.media.addresses import check_url
from desktop.media.content import Unusable, kind_of
from desktop.media.sealed import SealedWriter

TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_CLOSED = frozenset({400, 401, 402, 403})
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")
_HEAD = 64


class Interrupted(Exception):
    """The way was bad: no answer, a cut, a busy server. Trying again later goes on from there.

    `wait` is how many seconds the server asks for, 0 if it does not say.
    """

    def __init__(self, wait: float = 0.0) -> None:
        super().__init__("interrupted")
        self.wait = wait


class Closed(Exception):
    """The server does not give the file: its address has expired, or it is not the member's."""


class Gone(Exception):
    """There is no such file."""


class TooLarge(Exception):
    """The file is larger than a file may be."""


class Stopped(Exception):
    """The member, or the end of the app, stopped it."""


class Known(NamedTuple):
    """What is known of the file on the server: its size, and what tells one state from another."""

    total: int | None = None
    validator: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where to ask and what to show there; `secrets` are headers for that origin alone."""

    url: str
    secrets: Mapping[str, str]


class Download:
    """Fetches one file into a writer; owns nothing, one thread.

    `noted` hears what is known as soon as the server has said it, `moved` how far it has come.
    """

    def __init__(
        self,
        client: httpx.Client,
        writer: SealedWriter,
        stop: threading.Event,
        noted: Callable[[Known], None],
        moved: Callable[[int, int | None], None],
    ) -> None:
        self._client = client
        self._writer = writer
        self._stop = stop
        self._noted = noted
        self._moved = moved

    def run(self, source: Source, known: Known, most: int) -> Known:
        """Bring the whole file into the writer, which the caller finishes.

        Raises Interrupted, Closed, Gone, TooLarge, Stopped, Unusable, InvalidInput or OSError.
        """
        if self._writer.size and not (known.validator and known.total):
            self._writer.restart()  # nothing tells whether it would be the same file
        if known.total is not None and self._writer.size > known.total:
            self._writer.restart()
        found = self._ask(source, known, most)
        if found is None:  # the range made no sense to the server
            self._writer.restart()
            found = self._ask(source, Known(), most)
        if found is None:
            raise Interrupted
        if found.total is not None and self._writer.size != found.total:
            raise Interrupted
        return found

    def _ask(self, source: Source, known: Known, most: int) -> Known | None:
        url, secrets = source.url, dict(source.secrets)
        for _hop in range(_MOST_REDIRECTS):
            check_url(url)
            headers = {"Accept-Encoding": "identity", **secrets}
            if self._writer.size:
                headers["Range"] = f"bytes={self._writer.size}-"
                headers["If-Range"] = known.validator
            try:
                with self._client.stream("GET", url, headers=headers) as response:
                    if response.status_code not in _REDIRECTS:
                        return self._take(response, known, most)
                    onward = _target(url, response.headers.get("Location", ""))
            except (httpx.TransportError, httpx.DecodingError, httpx.InvalidURL):
                raise Interrupted from None
            if not _same_origin(url, onward):
                secrets = {}  # what is for one server is not shown to another
            url = onward
        raise Gone

    def _take(self, response: httpx.Response, known: Known, most: int) -> Known | None:
        status = response.status_code
        if status == 416:
            return None
        _check_status(response)
        found = Known(_length(response), _validator(response))
        if status == 206:
            total = self._continued(response, known)
            if total is None:
                return None
            found = Known(total, known.validator)
        elif self._writer.size:
            self._writer.restart()
        if found.total is not None and found.total > most:
            raise TooLarge
        self._noted(found)
        self._read(response, found, most)
        return found

    def _continued(self, response: httpx.Response, known: Known) -> int | None:
        """The size of the whole file, if the answer is the stretch that was asked for."""
        stretch = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
        if stretch is None or stretch[3] == "*" or not self._writer.size:
            return None
        begin, end, total = int(stretch[1]), int(stretch[2]), int(stretch[3])
        same = begin == self._writer.size and end == total - 1 and total == known.total
        validator = _validator(response)
        return total if same and validator in {"", known.validator} else None

    def _read(self, response: httpx.Response, found: Known, most: int) -> None:
        head = b"" if not self._writer.size else None
        for part in response.iter_bytes():
            if self._stop.is_set():
                raise Stopped
            if head is not None:
                head += part[: _HEAD - len(head)]
                if len(head) >= _HEAD:
                    if not kind_of(head):
                        raise Unusable(Phrase("it is neither a sound nor a picture"))
                    head = None
            self._writer.write(part)
            if self._writer.size > (most if found.total is None else min(most, found.total)):
                # More than was promised: whatever it is, it is not that file.
                self._writer.restart()
                raise TooLarge if found.total is None else Interrupted
            self._moved(self._writer.size, found.total)


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    if status in {200, 206}:
        return
    if status in _GONE:
        raise Gone
    if status in _CLOSED:
        raise Closed
    raise Interrupted(_wait(response.headers.get("Retry-After", "")))


def _wait(text: str) -> float:
    return min(float(text), 3600.0) if text.isdigit() else 0.0


def _length(response: httpx.Response) -> int | None:
    text = response.headers.get("Content-Length", "")
    plain = response.headers.get("Content-Encoding", "identity") in {"", "identity"}
    return int(text) if text.isdigit() and plain else None


def _validator(response: httpx.Response) -> str:
    """What If-Range takes: a strong ETag, else the time of the last change."""
    tag = str(response.headers.get("ETag", ""))
    if tag.startswith('"'):
        return tag
    return str(response.headers.get("Last-Modified", ""))


def _target(url: str, location: str) -> str:
    if not location:
        raise Gone
    onward = urljoin(url, location)
    if urlsplit(url).scheme == "https" and urlsplit(onward).scheme != "https":
        raise InvalidInput(Phrase("The file's address leads away from https and is not followed."))
    return onward


def _same_origin(one: str, other: str) -> bool:
    a, b = urlsplit(one), urlsplit(other)
    return (a.scheme, a.hostname, a.port) == (b.scheme, b.hostname, b.port)
