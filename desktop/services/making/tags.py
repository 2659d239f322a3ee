"""Tags for MP3 files: ID3 version 2.3, as its informal standard describes (id3.org, 1999).

Only text frames in UTF-16, which every player and file manager reads.
"""

from __future__ import annotations

from typing import NamedTuple

_HEAD = 10


class Tags(NamedTuple):
    """What is written into a file."""

    title: str
    album: str
    number: int
    total: int


def tagged(content: bytes, tags: Tags) -> bytes:
    """An MP3 with these tags before it; one that has tags keeps its own."""
    if content.startswith(b"ID3"):
        return content
    frames = b"".join(
        _frame(name, text)
        for name, text in (
            ("TIT2", tags.title), ("TALB", tags.album), ("TRCK", f"{tags.number}/{tags.total}"),
        )
        if text
    )  # fmt: skip
    return b"ID3\x03\x00\x00" + _synchsafe(len(frames)) + frames + content


def _frame(name: str, text: str) -> bytes:
    body = b"\x01\xff\xfe" + text.encode("utf-16-le", "replace")
    return name.encode("ascii") + len(body).to_bytes(4, "big") + b"\x00\x00" + body


def _synchsafe(number: int) -> bytes:
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))
