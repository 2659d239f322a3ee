"""Takes a sound from a file of the member's: read once, looked into, never written."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import NamedTuple

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.media.content import SOUND, Facts, Unusable, examined

# As for what is fetched: nobody speaks for longer, and a file is held in memory while it is read.
LARGEST = 400 * 1024 * 1024
_LONGEST_TITLE = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")

KINDS = Phrase("MP3, M4A, OGG, FLAC and WAV")


class Taken(NamedTuple):
    """A sound that can be kept: its content, what it is, and how it is called."""

    content: bytes
    facts: Facts
    title: str
    file_name: str


def take(path: Path) -> Taken:
    """Read a sound from the disk; raises InvalidInput with a sentence that names the file."""
    name = path.name
    try:
        if not path.is_file():
            raise InvalidInput(Phrase("“{name}” is not a file.", name=name))
        if path.stat().st_size > LARGEST:
            raise InvalidInput(Phrase("“{name}” is larger than the app can keep.", name=name))
        content = path.read_bytes()
    except OSError:
        raise InvalidInput(Phrase("“{name}” cannot be read.", name=name)) from None
    return taken(content, name)


def taken(content: bytes, file_name: str, title: str = "") -> Taken:
    """A sound from content that is at hand; raises InvalidInput with a sentence."""
    if not content:
        raise InvalidInput(Phrase("“{file_name}” is empty.", file_name=file_name))
    try:
        facts = examined(content)
    except Unusable as fault:
        raise InvalidInput(
            Phrase(
                "“{file_name}” cannot be taken: {fault}. {kinds} can be taken.",
                file_name=file_name,
                fault=fault.reason,
                kinds=KINDS,
            )
        ) from None
    if facts.kind != SOUND:
        raise InvalidInput(
            Phrase(
                "“{file_name}” is a picture. {kinds} can be taken.",
                file_name=file_name,
                kinds=KINDS,
            )
        )
    title = title or _title(content, facts.suffix) or Path(file_name).stem
    return Taken(content, facts, _clean(title), _clean(file_name))


def _title(content: bytes, suffix: str) -> str:
    """The title that the file's tags tell, if they can be read."""
    from tinytag import TinyTag, TinyTagException  # late: only a new file is looked into

    try:
        tag = TinyTag.get(f"x.{suffix}", file_obj=io.BytesIO(content), duration=False)
    except (TinyTagException, ValueError, IndexError, KeyError, OverflowError):
        return ""
    return (tag.title or "").strip()


def _clean(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())[:_LONGEST_TITLE]
