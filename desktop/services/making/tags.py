"""Tags for files that go out: title, set, and the place in it, as each format holds them.

MP3 gets ID3 version 2.3, as its informal standard describes (id3.org, 1999): only text frames in
UTF-16, which every player and file manager reads.
"""

from __future__ import annotations

import io
import struct
from typing import NamedTuple

from desktop.services.making.tags_comments import tagged_flac, tagged_ogg, tagged_wav
from desktop.services.making.tags_mp4 import tagged_mp4

_HEAD = 10


class Tags(NamedTuple):
    """What is written into a file."""

    title: str
    album: str
    number: int
    total: int


def tagged(content: bytes, suffix: str, tags: Tags) -> bytes:
    """The same sound with these tags; one that tells its title already keeps its own."""
    if _title(content, suffix):
        return content
    texts = {
        "TITLE": tags.title, "ALBUM": tags.album, "TRACKNUMBER": str(tags.number),
        "TRACKTOTAL": str(tags.total),
    }  # fmt: skip
    try:
        if suffix == "m4a":
            return tagged_mp4(content, tags.title, tags.album, (tags.number, tags.total))
        in_comments = {"flac": tagged_flac, "ogg": tagged_ogg, "wav": tagged_wav}.get(suffix)
        if in_comments is not None:
            return in_comments(content, texts)
    except (struct.error, IndexError):
        return content  # a sound without tags is better than none
    return _with_id3(content, tags) if suffix == "mp3" else content


def _title(content: bytes, suffix: str) -> str:
    from tinytag import TinyTag, TinyTagException  # late: only what goes out is looked into

    try:
        tag = TinyTag.get(f"x.{suffix}", file_obj=io.BytesIO(content), duration=False)
    except (TinyTagException, ValueError, IndexError, KeyError, OverflowError, struct.error):
        return ""
    return (tag.title or "").strip()


def _with_id3(content: bytes, tags: Tags) -> bytes:
    if content.startswith(b"ID3"):
        return content  # it has tags, though no title
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
