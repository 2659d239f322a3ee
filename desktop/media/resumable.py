"""An upload in pieces that is gone on with where it stopped: the tus protocol, version 1.0.0.

Core protocol and the creation extension (https://tus.io/protocols/resumable-upload), with what
Supabase's storage adds: pieces of six megabytes, and the object's name as metadata.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import httpx

from desktop.media.download import Gone, Interrupted
from desktop.media.upload import Present, Refused, Sent, Storage, judge

PIECE = 6 * 1024 * 1024
_VERSION = {"Tus-Resumable": "1.0.0"}
_LOST = frozenset({403, 404, 410})
# A server that takes back what it took, again and again, is given up for now.
_MOST_CORRECTIONS = 8


class Resumable:
    """Sends one file to a project's storage; owns nothing, one thread.

    `placed` hears the address of the upload before the first byte goes, so that a restart can go
    on with it. Raises like Storage, and Present when the object is there already.
    """

    def __init__(self, storage: Storage, url: str, placed: Callable[[str], None]) -> None:
        self._storage = storage
        self._endpoint = f"{url}/storage/v1/upload/resumable"
        self._placed = placed

    def run(self, sent: Sent, place: str = "") -> None:
        """Send the whole file, going on with what is at `place`."""
        offset = self._offset(place, sent.content.size) if place else None
        if offset is None:
            place, offset = self._create(sent), 0
        corrections = 0
        while offset < sent.content.size:
            moved = self._piece(place, sent, offset)
            if moved is None:
                corrections += 1
                if corrections > _MOST_CORRECTIONS:
                    raise Interrupted
                moved = self._offset(place, sent.content.size)
                if moved is None:
                    self._placed("")
                    raise Interrupted  # begun anew at the next try
            offset = moved

    def _create(self, sent: Sent) -> str:
        known = {
            "bucketName": sent.target.bucket, "objectName": sent.target.path,
            "contentType": sent.mime, "cacheControl": "3600",
        }  # fmt: skip
        pairs = ",".join(f"{n} {b64encode(v.encode()).decode()}" for n, v in known.items())
        headers = {
            **_VERSION, "Upload-Length": str(sent.content.size), "Upload-Metadata": pairs,
            "x-upsert": "false", "Content-Length": "0",
        }  # fmt: skip
        answer = self._storage.ask("POST", self._endpoint, headers)
        if answer.status_code == 409:
            raise Present
        judge(answer)
        if answer.status_code != 201:
            raise Interrupted  # nothing was created: somebody else answers
        place = urljoin(self._endpoint, str(answer.headers.get("Location", "")))
        if not _is_ours(self._endpoint, place):
            raise Refused  # what opens the project is shown to nobody else
        self._placed(place)
        return place

    def _offset(self, place: str, size: int) -> int | None:
        """How much the server has, None when it does not know the upload any more."""
        if not _is_ours(self._endpoint, place):
            return None
        answer = self._storage.ask("HEAD", place, _VERSION)
        if answer.status_code in _LOST:
            return None
        judge(answer)
        offset, length = (_number(answer, name) for name in ("Upload-Offset", "Upload-Length"))
        if offset is None:
            raise Interrupted
        # An upload of another length is none of this file.
        return offset if length in {None, size} and offset <= size else None

    def _piece(self, place: str, sent: Sent, offset: int) -> int | None:
        """Send one piece; gives where the server is now, None when it has to be asked."""
        end = min(offset + PIECE, sent.content.size)
        headers = {
            **_VERSION, "Upload-Offset": str(offset), "Content-Length": str(end - offset),
            "Content-Type": "application/offset+octet-stream",
        }  # fmt: skip
        body = self._storage.stretch(sent.content, offset, end)
        answer = self._storage.ask("PATCH", place, headers, body)
        if answer.status_code in {409, 460, *_LOST} and answer.status_code != 403:
            return None
        try:
            judge(answer)
        except Gone:
            return None
        told = _number(answer, "Upload-Offset")
        return told if told is not None and offset < told <= end else None


def _number(answer: httpx.Response, name: str) -> int | None:
    text = answer.headers.get(name, "")
    return int(text) if text.isdigit() else None


def _is_ours(endpoint: str, place: str) -> bool:
    """Whether an address is the project's own, or that of its storage beside it."""
    ours, theirs = urlsplit(endpoint), urlsplit(place)
    if ours.scheme != theirs.scheme:
        return False
    if (ours.hostname, ours.port) == (theirs.hostname, theirs.port):
        return True
    # A hosted project answers with the name of its storage: ref.storage.supabase.co.
    name, dot, rest = (ours.hostname or "").partition(".")
    return bool(dot) and rest == "supabase.co" and theirs.hostname == f"{name}.storage.{rest}"
