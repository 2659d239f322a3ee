"""A ZIP file that is written row by row and is there whole or not at all.

It is written beside its place under a hidden name, readable for its owner alone, and renamed when
it is whole.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, SupportsIndex

from desktop.core import messages
from desktop.core.errors import AppError, InvalidInput
from desktop.core.phrases import Phrase

_PART = ".vibrationfit-*.part"
_FORSAKEN_SECONDS = 3600.0  # whoever is at work writes more often
_PRIVATE = 0o600 << 16  # as a ZIP file keeps the rights of its files
_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_THERE = Phrase("There is a file of this name already. Nothing was changed; choose another name.")


class Archive:
    """Takes texts under their names, which must differ; lives in the thread that made it."""

    def __init__(self, out: BinaryIO, listing: BinaryIO) -> None:
        self._zip = _Growing(out, listing)
        self._made = datetime.now().astimezone().timetuple()[:6]
        self.files = 0

    def write(self, name: str, text: str) -> None:
        """Add a text of a moderate length."""
        self._zip.writestr(self._info(name), text.encode("utf-8", "replace"))

    def stream(self, name: str, pieces: Iterable[str]) -> None:
        """Add a text of any length, piece by piece."""
        with self._zip.open(self._info(name), "w", force_zip64=True) as taking:
            for piece in pieces:
                taking.write(piece.encode("utf-8", "replace"))

    def close(self) -> None:
        """Write the list of what is in it; without that it is no ZIP file."""
        self._zip.close()

    def _info(self, name: str) -> zipfile.ZipInfo:
        self.files += 1
        return _info(name, self._made)


@contextlib.contextmanager
def archive_at(path: Path, *, overwrite: bool) -> Iterator[Archive]:
    """An archive that lies at its place once the block is done; after a fault nothing does.

    Raises InvalidInput where a file is in the way, AppError for what the disk does not take.
    """
    if not overwrite and os.path.lexists(path):
        raise InvalidInput(_THERE)
    part = path.parent / _PART.replace("*", os.urandom(6).hex())
    try:
        with _disk_spoken():
            if path.is_dir():  # known now, and not once all is written
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            _clear_away(path.parent)
            with _made(part) as out, tempfile.TemporaryFile(dir=path.parent) as listing:
                archive = Archive(out, listing)
                with _closing(archive):
                    yield archive
                out.flush()
                os.fsync(out.fileno())
            _settle(part, path, overwrite=overwrite)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


class _Growing(zipfile.ZipFile):
    """Keeps the list of its files on the disk: a journal of many years shall not fill the memory.

    The library holds it in two attributes, and goes through the first one once, when it closes.
    """

    def __init__(self, out: BinaryIO, listing: BinaryIO) -> None:
        super().__init__(out, "w", zipfile.ZIP_DEFLATED)
        self.filelist = _Listing(listing)
        self.NameToInfo = _NoNames()


class _Listing(list[zipfile.ZipInfo]):
    """The files of an archive, kept in a file: taken in one by one, given back in their order."""

    def __init__(self, listing: BinaryIO) -> None:
        super().__init__()
        self._file = listing
        self._number = 0

    def append(self, info: zipfile.ZipInfo) -> None:
        """Take in a file."""
        places = (info.flag_bits, info.CRC, info.compress_size, info.file_size, info.header_offset)
        line = json.dumps([info.filename, info.date_time, info.extract_version, *places])
        self._file.write(f"{line}\n".encode())
        self._number += 1

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[zipfile.ZipInfo]:
        self._file.seek(0)
        for line in self._file:
            name, made, version, *places = json.loads(line)
            info = _info(name, made)
            info.extract_version = version
            info.flag_bits, info.CRC = places[:2]
            info.compress_size, info.file_size, info.header_offset = places[2:]
            yield info

    def __getitem__(self, _which: SupportsIndex | slice) -> zipfile.ZipInfo:  # type: ignore[override]
        raise TypeError("the list is gone through, not looked into")


class _NoNames(dict[str, zipfile.ZipInfo]):
    """Remembers no name: whoever writes gives each one once."""

    def __setitem__(self, name: str, info: zipfile.ZipInfo) -> None:
        """Forget it."""


def _info(name: str, made: Iterable[int]) -> zipfile.ZipInfo:
    year, *others = made
    # The format knows these years alone.
    info = zipfile.ZipInfo(name, (min(max(year, 1980), 2107), *others))  # type: ignore[arg-type]
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = _PRIVATE
    return info


def _clear_away(folder: Path) -> None:
    """Take away what a sudden end left there: words that nobody guards shall not lie about."""
    with contextlib.suppress(OSError):
        for part in folder.glob(_PART):
            if time.time() - part.stat().st_mtime > _FORSAKEN_SECONDS:
                part.unlink()


def _made(part: Path) -> BinaryIO:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(part, flags, 0o600), "wb")


@contextlib.contextmanager
def _closing(archive: Archive) -> Iterator[None]:
    """Close the archive in any case: one that is let go open would try it later by itself."""
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError, ValueError):
            archive.close()
        raise
    archive.close()


def _settle(part: Path, path: Path, *, overwrite: bool) -> None:
    if overwrite:
        part.replace(path)
        return
    try:
        os.link(part, path)
    except FileExistsError:
        raise InvalidInput(_THERE) from None
    except OSError:
        # A file system without hard links: a look beforehand is all that it offers.
        if os.path.lexists(path):
            raise InvalidInput(_THERE) from None
        part.replace(path)


@contextlib.contextmanager
def _disk_spoken() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        if fault.errno in _NO_ROOM:
            raise AppError(messages.DISK_FULL) from None
        raise AppError(
            Phrase(
                "The file cannot be written there: {reason}. Choose another place.",
                reason=fault.strerror,
            )
        ) from None
