"""The pages of a database as they were committed last: those of its log, then those of its file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from desktop.store.wreck.seals import PAGE, SALT, Seals

_LOG_HEAD, _FRAME_HEAD = 32, 24
_MAGIC = (0x377F0682, 0x377F0683)
# So many sound pages at the most are looked for to tell whether a salt is the right one.
_TRIED = 4_000
_REMEMBERED = 512


class Pages:
    """Owns the open files of a damaged database, which it only reads; lives in one thread.

    `kin` are copies of the database: they bear the salt that its first page has lost. Raises
    OSError.
    """

    def __init__(self, path: Path, key: bytes, kin: Iterable[Path] = ()) -> None:
        self._file = path.open("rb")
        self._log: BinaryIO | None = None
        try:
            self._size = os.fstat(self._file.fileno()).st_size
            self._places = self._logged(path.with_name(path.name + "-wal"))
            self._seals = self._fitting(key, [_salt(path), *(_salt(copy) for copy in kin)])
        except BaseException:
            self.close()
            raise
        self.count = max([self._size // PAGE, *self._places])
        # Of one page several rows are read, and of one table the same few inner pages.
        self.page = lru_cache(maxsize=_REMEMBERED)(self._page)

    def close(self) -> None:
        """Let go of the files."""
        self._file.close()
        if self._log is not None:
            self._log.close()

    def _page(self, number: int) -> bytes | None:
        """What a page holds, or None when it is damaged or not there."""
        return self._seals.opened(number, self._raw(number))

    def _raw(self, number: int) -> bytes:
        place = self._places.get(number)
        if place is not None and self._log is not None:
            return _read(self._log, place)
        return _read(self._file, (number - 1) * PAGE) if number > 0 else b""

    def _fitting(self, key: bytes, salts: Iterable[bytes]) -> Seals:
        """The seals by which a page opens; where none does, the file's own."""
        made = [Seals(key, salt) for salt in dict.fromkeys(salts)]
        for seals in made:
            for number in range(1, min(self._size // PAGE, _TRIED) + 1):
                if seals.opened(number, self._raw(number)) is not None:
                    return seals
        return made[0]

    def _logged(self, path: Path) -> dict[int, int]:
        """Where in the log the pages of whole transactions lie."""
        if not path.exists():
            return {}
        self._log = path.open("rb")
        head = self._log.read(_LOG_HEAD)
        if int.from_bytes(head[:4]) not in _MAGIC:
            return {}
        places: dict[int, int] = {}
        waiting: dict[int, int] = {}
        at = _LOG_HEAD
        while len(frame := _read(self._log, at, _FRAME_HEAD)) == _FRAME_HEAD:
            # What an earlier round of the log left behind bears other marks.
            if frame[8:16] != head[16:24]:
                break
            waiting[int.from_bytes(frame[:4])] = at + _FRAME_HEAD
            if int.from_bytes(frame[4:8]):
                places |= waiting
                waiting = {}
            at += _FRAME_HEAD + PAGE
        return places


def _read(file: BinaryIO, place: int, size: int = PAGE) -> bytes:
    file.seek(place)
    return file.read(size)


def _salt(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SALT)
