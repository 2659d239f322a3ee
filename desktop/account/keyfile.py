"""A key file: the database key as text in a file that only its owner can read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from desktop.account import recovery
from desktop.core.errors import KeyUnavailable, WrongKey
from desktop.core.files import create_once
from desktop.core.phrases import Phrase

_LONGEST = 4096


def read(path: Path) -> bytes:
    """The key in a file: 64 hexadecimal digits, or a recovery key.

    Raises FileNotFoundError when there is no file, KeyUnavailable when others can read it or we
    cannot, and WrongKey when it holds no key.
    """
    try:
        with path.open("rb") as file:
            _refuse_shared(path, os.fstat(file.fileno()))
            content = file.read(_LONGEST)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise KeyUnavailable(
            Phrase(
                "The key file {path} cannot be read: {reason}.",
                path=path,
                reason=error.strerror,
            )
        ) from None
    text = content.decode("ascii", "replace").strip()
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) == recovery.KEY_BYTES:
        return key
    try:
        return recovery.parse(text)
    except WrongKey:
        raise WrongKey(
            Phrase(
                "The file {path} holds no key: 64 hexadecimal digits are expected. Nothing was "
                "changed.",
                path=path,
            )
        ) from None


def create(path: Path, key: bytes) -> bytes:
    """Write a key into a new file of mode 0600 and give back the key that the file holds.

    When another process made the file first, its key is the one. Raises KeyUnavailable.
    """
    try:
        create_once(path, key.hex().encode("ascii") + b"\n")
        return read(path)
    except OSError as error:
        raise KeyUnavailable(
            Phrase(
                "The key file {path} cannot be made: {reason}.",
                path=path,
                reason=error.strerror,
            )
        ) from None


def _refuse_shared(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise KeyUnavailable(
            Phrase("{path} is not a file, so it cannot serve as the key file.", path=path)
        )
    # Windows guards files by lists of rights that these bits do not show.
    if os.name == "posix" and status.st_mode & 0o077:
        raise KeyUnavailable(
            Phrase(
                "Other people on this computer could read the key file {path}. Close it with: "
                "chmod 600 {path}",
                path=path,
            )
        )
