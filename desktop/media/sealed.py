"""Files whose content is encrypted in pieces: written piece by piece, read from any place.

A file is a head (a mark and a salt of its own) and then pieces of 64 KiB, each sealed by
AES-256-GCM under a key that HKDF derives from the database key and the salt. A piece is bound to
its place by its nonce, which also tells whether it is the last one: pieces can neither be
swapped nor cut off (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
While a file is being fetched it holds whole pieces alone and no last one, so it can be gone on
with after a crash; it is finished by its last piece.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_MARK = b"VFM1"
_SALT = 16
_HEAD = len(_MARK) + _SALT
PIECE = 64 * 1024
_TAG = 16
_SEALED = PIECE + _TAG
_LABEL = b"vibrationfit media v1"


class Damaged(Exception):
    """The file is not as it was written, is not finished, or belongs to another key."""


class _SealedFile:
    """Owns the open file; one thread at a time."""

    _file: BinaryIO

    def close(self) -> None:
        """Close the file; an unfinished one can be gone on with."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class SealedWriter(_SealedFile):
    """Owns a file that grows; one thread at a time.

    Only whole pieces reach the disk before `finish`; the rest is in memory. What is there from
    before is gone on with, if it can be read.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._rest = bytearray()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._file = os.fdopen(descriptor, "r+b", buffering=0)
        try:
            self._begin(key)
        except BaseException:
            self._file.close()
            raise

    @property
    def size(self) -> int:
        """How many bytes of content are there, in memory too."""
        return self._pieces * PIECE + len(self._rest)

    @property
    def durable(self) -> int:
        """How many bytes of content would be gone on with after a crash."""
        return self._pieces * PIECE

    def write(self, content: bytes) -> None:
        """Add content at the end; raises OSError."""
        self._rest += content
        while len(self._rest) > PIECE:  # the last piece, however full, waits for `finish`
            self._append(bytes(self._rest[:PIECE]), last=False)
            del self._rest[:PIECE]
            self._pieces += 1

    def content(self) -> Iterator[bytes]:
        """What is there so far, from the beginning; raises Damaged."""
        for number in range(self._pieces):
            self._file.seek(_HEAD + number * _SEALED)
            yield _opened(self._cipher, self._file.read(_SEALED), number, last=False)
        yield bytes(self._rest)

    def restart(self) -> None:
        """Forget all content; a new salt makes sure that no nonce serves twice."""
        self._rest.clear()
        self._write_head()

    def sync(self) -> None:
        """Have what is written outlast the computer's end; raises OSError."""
        os.fsync(self._file.fileno())

    def finish(self) -> None:
        """Write the last piece and make the file durable; raises OSError."""
        self._append(bytes(self._rest), last=True)
        os.fsync(self._file.fileno())
        self.close()

    def _begin(self, key: bytes) -> None:
        self._key = key
        head = self._file.read(_HEAD)
        if len(head) == _HEAD and head.startswith(_MARK):
            self._cipher = _cipher(key, head[len(_MARK) :])
            if self._go_on():
                return
        self._write_head()

    def _go_on(self) -> bool:
        """Keep the whole pieces; a torn one, or what another key wrote, does not stay."""
        length = self._file.seek(0, os.SEEK_END)
        self._pieces = (length - _HEAD) // _SEALED
        while self._pieces:
            number = self._pieces - 1
            self._file.seek(_HEAD + number * _SEALED)
            try:
                _opened(self._cipher, self._file.read(_SEALED), number, last=False)
                break
            except Damaged:
                # A piece may have been torn by a crash, but not all of them.
                self._pieces -= 1
                if length - (_HEAD + self._pieces * _SEALED) > 4 * _SEALED:
                    return False
        self._file.truncate(_HEAD + self._pieces * _SEALED)
        self._file.seek(0, os.SEEK_END)
        return True

    def _write_head(self) -> None:
        salt = os.urandom(_SALT)
        self._cipher = _cipher(self._key, salt)
        self._pieces = 0
        self._file.seek(0)
        self._file.truncate(0)
        self._file.write(_MARK + salt)

    def _append(self, piece: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._pieces, last=last), piece, None)
        begin = _HEAD + self._pieces * _SEALED
        self._file.seek(begin)
        written = self._file.write(sealed)
        if written != len(sealed):
            # A full disk may take a part: without it the file is as it was.
            self._file.truncate(begin)
            self._file.seek(begin)
            raise OSError(28, "No space left on device")


class SealedReader(_SealedFile):
    """Reads a finished file from any place; owns the open file, one thread at a time.

    Raises Damaged where the content is not what was written.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._file = path.open("rb", buffering=0)
        try:
            salt, self._pieces, self.size = _measured(self._file)
            self._cipher = _cipher(key, salt)
            self._known = (-1, b"")
            self._piece(self._pieces - 1)  # an unfinished file has no last piece
        except BaseException:
            self._file.close()
            raise

    def read(self, place: int, most: int) -> bytes:
        """Up to `most` bytes from a place on; nothing at the end."""
        parts = []
        end = min(place + most, self.size)
        while place < end:
            number, inside = divmod(place, PIECE)
            part = self._piece(number)[inside : inside + end - place]
            parts.append(part)
            place += len(part)
        return b"".join(parts)

    def whole(self) -> bytes:
        """All content."""
        return self.read(0, self.size)

    def _piece(self, number: int) -> bytes:
        if self._known[0] != number:
            self._file.seek(_HEAD + number * _SEALED)
            sealed = self._file.read(_SEALED)
            last = number == self._pieces - 1
            self._known = (number, _opened(self._cipher, sealed, number, last=last))
        return self._known[1]


def salvaged(path: Path, key: bytes) -> Iterator[bytes]:
    """The content of a file, finished or not, up to where it is damaged; never writes it.

    Raises Damaged when there is no content at all that this key opens, OSError.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if len(head) != _HEAD or not head.startswith(_MARK):
            raise Damaged
        cipher = _cipher(key, head[len(_MARK) :])
        number = 0
        while sealed := file.read(_SEALED):
            try:
                piece = _either(cipher, sealed, number)
            except Damaged:
                break
            yield piece
            number += 1
        if not number:
            raise Damaged


def content_size(length: int) -> int:
    """How much content a file of such a length holds at most, finished or not."""
    pieces = -(-max(0, length - _HEAD) // _SEALED)
    return max(0, length - _HEAD - pieces * _TAG)


def _either(cipher: AESGCM, sealed: bytes, number: int) -> bytes:
    try:
        return _opened(cipher, sealed, number, last=False)
    except Damaged:
        return _opened(cipher, sealed, number, last=True)


def _measured(file: BinaryIO) -> tuple[bytes, int, int]:
    """The salt of a finished file, the number of its pieces and the size of its content."""
    head = file.read(_HEAD)
    length = file.seek(0, os.SEEK_END)
    whole, rest = divmod(length - _HEAD, _SEALED)
    if len(head) != _HEAD or not head.startswith(_MARK) or not whole + rest or 0 < rest < _TAG:
        raise Damaged
    pieces = whole + (1 if rest else 0)
    return head[len(_MARK) :], pieces, length - _HEAD - pieces * _TAG


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, _LABEL).derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _opened(cipher: AESGCM, sealed: bytes, number: int, *, last: bool) -> bytes:
    try:
        return cipher.decrypt(_nonce(number, last=last), sealed, None)
    except (InvalidTag, ValueError):
        raise Damaged from None
