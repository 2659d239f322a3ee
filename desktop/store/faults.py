"""From SQLite's result codes to faults with a sentence.

Faults of the world (full disk, lock, damage) become StoreProblem; anything else that
the driver reports is a bug of ours and passes unchanged.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from desktop.core.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DiskFull,
    StoreProblem,
)
from desktop.core.phrases import Phrase

Error = dbapi2.Error

# SQLite's primary result codes, https://sqlite.org/rescode.html
_PERM, _BUSY, _LOCKED, _READONLY, _IOERR = 3, 5, 6, 8, 10
_CORRUPT, _FULL, _CANTOPEN, _AUTH, _NOTADB = 11, 13, 14, 23, 26

_BUSY_SAYS = Phrase(
    "Another program is using your journal right now. Nothing was lost; "
    "close the other program or try again in a moment."
)
_FULL_SAYS = Phrase(
    "There is no room left on the disk, so the last change could not be saved. "
    "Everything saved before is safe; free some space and try again."
)
_DAMAGED = Phrase("The journal file is damaged.")
_DAMAGED_SAYS = Phrase(
    "The journal file is damaged. Leave it where it is; 'vibrationfit doctor' tells what can "
    "be done."
)
_READONLY_SAYS = Phrase(
    "The journal file may not be written. Give your user the right to write to it "
    "and to its folder, then try again."
)
_CANTOPEN_SAYS = Phrase(
    "The journal file could not be opened. See that its folder exists and may be "
    "written by your user, then try again."
)
_IOERR_SAYS = Phrase(
    "The disk did not take or give the journal's data. Everything saved before is safe; "
    "see that the disk has room and is connected, then try again."
)

_KINDS: dict[int, tuple[type[StoreProblem], Phrase]] = {
    _BUSY: (DatabaseBusy, _BUSY_SAYS),
    _LOCKED: (DatabaseBusy, _BUSY_SAYS),
    _FULL: (DiskFull, _FULL_SAYS),
    _CORRUPT: (DatabaseDamaged, _DAMAGED_SAYS),
    # Once the key has opened the file (Database.connect), a page that it does not open is damage.
    _NOTADB: (DatabaseDamaged, _DAMAGED_SAYS),
    _PERM: (StoreProblem, _READONLY_SAYS),
    _AUTH: (StoreProblem, _READONLY_SAYS),
    _READONLY: (StoreProblem, _READONLY_SAYS),
    _CANTOPEN: (StoreProblem, _CANTOPEN_SAYS),
    _IOERR: (StoreProblem, _IOERR_SAYS),
}


def _of_the_system(error: OSError) -> StoreProblem:
    if error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}:
        return DiskFull(_FULL_SAYS)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return StoreProblem(_READONLY_SAYS)
    return StoreProblem(_CANTOPEN_SAYS)


def translate(error: BaseException) -> StoreProblem | None:
    """The fault of the world behind an error of driver or system; None when the fault is ours."""
    if isinstance(error, OSError):
        return _of_the_system(error)
    driver = getattr(error, "orig", None) or error
    code = getattr(driver, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    kind = _KINDS.get(code & 0xFF)
    return kind[0](kind[1]) if kind else None


def what_happened(problem: StoreProblem) -> Phrase:
    """What a fault says, without the way on where the ways on are told beside it."""
    return _DAMAGED if problem.sentence == _DAMAGED_SAYS else problem.sentence


@contextmanager
def translated(*, files: bool = False) -> Iterator[None]:
    """Turn faults of the world that leave the block into StoreProblem.

    With `files`, those of reading and writing files as well.
    """
    try:
        yield
    except (Error, OSError) as error:
        if isinstance(error, OSError) and not files:
            raise
        problem = translate(error)
        if problem is None:
            raise
        raise problem from error
