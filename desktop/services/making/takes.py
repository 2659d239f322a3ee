"""What is recorded and not kept yet: it lies encrypted on the disk while it comes.

Each take is a sealed file of its own: a line that says what it is for, then its samples. A quit,
a crash or a kill leaves what was spoken up to a second or two before; that is offered at the
next start.
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.domain.recording import Take
from desktop.media.sealed import Damaged, SealedWriter, content_size, salvaged

_log = logging.getLogger(__name__)

_NAME = re.compile(r"[0-9a-f]{32}")
# No names of the own shelf, so that its sweep passes them by.
_HERE, _ASIDE = ".take", ".aside"
_WIDTH = 2


class About(NamedTuple):
    """What a take is for: how it is called, and the section it narrates, if any."""

    title: str
    rate: int
    vision_id: str | None = None
    part: str | None = None


class Waiting(NamedTuple):
    """A take that was not kept: what it is for, when it began, how long it is."""

    id: str
    about: About
    begun: datetime
    seconds: float


class Takes:
    """Owns the files of takes; lives in the thread of the workspace. Methods raise OSError.

    A take that was begun here is not offered: whoever records still has it.
    """

    def __init__(self, root: Path, key: bytes) -> None:
        self._root = root
        self._key = key
        self._open: dict[str, SealedWriter] = {}
        self._mine: set[str] = set()
        self._tidy = False

    def add(self, take_id: str, about: About, samples: bytes) -> None:
        """Write what was heard since; the first samples make the file."""
        writer = self._open.get(take_id)
        if writer is None:
            writer = self._begun(take_id, about)
        before = writer.durable
        writer.write(samples)
        if writer.durable > before:
            writer.sync()

    def end(self, take_id: str) -> None:
        """Nothing more is heard: write the rest."""
        writer = self._open.pop(take_id, None)
        if writer is not None:
            with writer:
                writer.finish()

    def let_go(self, take_id: str) -> None:
        """It is kept, or thrown away: no file remains; one that never was is no fault."""
        if not take_id:
            return
        writer = self._open.pop(take_id, None)
        if writer is not None:
            writer.close()
        self._path(take_id).unlink(missing_ok=True)
        self._mine.discard(take_id)

    def waiting(self) -> list[Waiting]:
        """The takes that were left by an end of the app, the newest first."""
        if not self._root.is_dir():
            return []
        if not self._tidy:
            self._tidy = True
            for path in self._root.glob(f"*{_ASIDE}"):
                path.unlink(missing_ok=True)
        found = [self._waiting(path) for path in self._root.glob(f"*{_HERE}")]
        return sorted((one for one in found if one), key=lambda one: one.begun, reverse=True)

    def take(self, take_id: str) -> tuple[About, Take]:
        """All that can be read of one; raises InvalidInput when that is nothing."""
        try:
            content = b"".join(salvaged(self._path(take_id), self._key))
            about, _begun, place = _read_head(content)
        except (Damaged, FileNotFoundError):
            raise InvalidInput(Phrase("This recording cannot be read any more.")) from None
        made = Take(about.rate)
        made.add(content[place:])
        return about, made

    def set_aside(self, take_id: str) -> None:
        """Throw one away, so that it can be brought back until the app ends."""
        with contextlib.suppress(FileNotFoundError):
            self._path(take_id).replace(self._path(take_id, _ASIDE))

    def bring_back(self, take_id: str) -> None:
        """Take that back."""
        with contextlib.suppress(FileNotFoundError):
            self._path(take_id, _ASIDE).replace(self._path(take_id))

    def close(self) -> None:
        """Write the rest of what is being recorded; it is offered at the next start."""
        for take_id in list(self._open):
            with contextlib.suppress(OSError):  # what is on the disk by now stays
                self.end(take_id)

    def _begun(self, take_id: str, about: About) -> SealedWriter:
        path = self._path(take_id)
        self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._root.parent.chmod(0o700)
        self._mine.add(take_id)
        writer = self._open[take_id] = SealedWriter(path, self._key)
        writer.write(_head(about))
        return writer

    def _waiting(self, path: Path) -> Waiting | None:
        if not _NAME.fullmatch(path.stem) or path.stem in self._mine:
            return None
        try:
            first = next(salvaged(path, self._key))
            about, begun, place = _read_head(first)
        except Damaged:
            # It stays: another key, or a better disk, may read it.
            _log.info("a take cannot be read")
            return None
        size = content_size(path.stat().st_size) - place
        return Waiting(path.stem, about, begun, size / (_WIDTH * about.rate))

    def _path(self, take_id: str, ending: str = _HERE) -> Path:
        if not _NAME.fullmatch(take_id):
            raise ValueError("not the name of a take")
        return self._root / f"{take_id}{ending}"


def _head(about: About) -> bytes:
    told = {**about._asdict(), "begun": datetime.now(UTC).isoformat()}
    return json.dumps(told).encode() + b"\n"


def _read_head(content: bytes) -> tuple[About, datetime, int]:
    """What it is for, when it began, and where its samples begin; raises Damaged."""
    line, end, _samples = content.partition(b"\n")
    try:
        told = json.loads(line)
        begun = datetime.fromisoformat(told.pop("begun"))
        about = About(**told)
    except (ValueError, KeyError, TypeError):
        raise Damaged from None
    if not end or about.rate < 1:
        raise Damaged
    return about, begun, len(line) + 1
