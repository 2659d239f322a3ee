"""Small files that are either there whole or as they were before."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file by new content, durably and for its owner alone; raises OSError.

    Whoever reads it meanwhile sees the old content or the new one, never a part.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        _write_durably(part, data)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def create_once(path: Path, data: bytes) -> bool:
    """Make a file that must not exist yet; False, and nothing changed, when it does.

    Of several processes that try at once exactly one succeeds, and the others read its content
    whole. Raises OSError where the disk does not take it, and leaves nothing of it there.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        _write_durably(part, data)
        if not _linked(part, path):
            return False
    finally:
        part.unlink(missing_ok=True)
    _sync_folder(path.parent)
    return True


def _linked(part: Path, path: Path) -> bool:
    try:
        os.link(part, path)
    except FileExistsError:
        return False
    except OSError:
        # A file system without hard links: the exclusive creation is all that it offers.
        return _create_in_place(path, part.read_bytes())
    return True


def _create_in_place(path: Path, data: bytes) -> bool:
    try:
        _write_durably(path, data)
    except FileExistsError:
        return False
    return True


def _write_durably(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)  # it was made here, and nobody may take it for whole
        raise


def _sync_folder(folder: Path) -> None:
    # Windows cannot open a folder; there the rename is durable by itself.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def copy_missing(source: Path, target: Path) -> None:
    """Copy the files below a folder that are not below another one yet; raises OSError."""
    for path in sorted(source.rglob("*")) if source.is_dir() else ():
        there = target / path.relative_to(source)
        if path.is_file() and not path.name.endswith(".lock") and not there.exists():
            write_atomically(there, path.read_bytes())
