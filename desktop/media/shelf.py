"""The files themselves: whole ones by their content, parts by their address, none readable.

The name of a whole file is a keyed digest of its content, so that the same sound under two
addresses is there once, and the folder does not tell which sounds it holds. All names are made
here and are hexadecimal: nothing that a server or a row says ever becomes part of a path.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from desktop.media.content import Facts, examined
from desktop.media.sealed import SealedReader, SealedWriter

_NAME = re.compile(r"[0-9a-f]{64}")


class Shelved(NamedTuple):
    """A whole file: its name on the shelf, the size of its content, and what it is."""

    name: str
    size: int
    facts: Facts


class Shelf:
    """Owns one folder of sealed files; any thread may use it, a part is one thread's at a time."""

    def __init__(self, root: Path, key: bytes) -> None:
        self.root = root
        self._key = key

    def part(self, address_key: str) -> SealedWriter:
        """The file that is being fetched from an address, gone on with if it was begun."""
        path = self.part_path(address_key)
        self.make_folder(path.parent)
        return SealedWriter(path, self._key)

    def part_path(self, address_key: str) -> Path:
        """Where such a file lies."""
        return self.root / "parts" / _checked(address_key)

    def settle(self, writer: SealedWriter) -> Shelved:
        """Put a fetched file in its place, after looking whether it is what it should be.

        Raises Unusable, and then nothing is left of it; OSError leaves it to be gone on with.
        """
        content = b"".join(writer.content())
        try:
            facts = examined(content)
        except Exception:
            writer.close()
            writer.path.unlink(missing_ok=True)
            raise
        name = hmac.new(self._key, hashlib.sha256(content).digest(), "sha256").hexdigest()
        writer.finish()
        place = self.path(name)
        self.make_folder(place.parent)
        writer.path.replace(place)
        return Shelved(name, len(content), facts)

    def put(self, content: bytes) -> Shelved:
        """Shelve content that is at hand; raises Unusable or OSError."""
        with self.part(hashlib.sha256(os.urandom(16)).hexdigest()) as writer:
            writer.write(content)
            return self.settle(writer)

    def path(self, name: str) -> Path:
        """Where a whole file lies."""
        return self.root / _checked(name)[:2] / name

    def has(self, name: str) -> bool:
        """Whether a whole file is there."""
        return self.path(name).is_file()

    def open(self, name: str) -> SealedReader:
        """Read a whole file; raises Damaged or OSError."""
        return SealedReader(self.path(name), self._key)

    def remove(self, name: str) -> None:
        """Let a whole file go."""
        self.path(name).unlink(missing_ok=True)

    def sweep(
        self, names: Collection[str], parts: Collection[str], before: float | None = None
    ) -> int:
        """Remove what nobody knows of any more, such as after a crash; gives how many files.

        With `before`, a moment in seconds, whole files that came here later stay.
        """
        gone = 0
        for path in self._files():
            is_part = path.parent.name == "parts"
            if path.name in (parts if is_part else names):
                continue
            if is_part or before is None or path.stat().st_mtime < before:
                path.unlink(missing_ok=True)
                gone += 1
        return gone

    def make_folder(self, folder: Path) -> None:
        """Make the shelf, or a folder of it, for its owner alone."""
        # What is made on the way to a folder does not get the mode that is asked for.
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.root.stat().st_mode & 0o077:
            self.root.chmod(0o700)
        folder.mkdir(exist_ok=True, mode=0o700)

    def free(self) -> int:
        """How many bytes the disk still takes."""
        self.make_folder(self.root)
        return shutil.disk_usage(self.root).free

    def _files(self) -> Iterator[Path]:
        if self.root.is_dir():
            for folder in self.root.iterdir():
                if folder.is_dir():
                    yield from (f for f in folder.iterdir() if _NAME.fullmatch(f.name))


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError("not a name of the shelf")
    return name
