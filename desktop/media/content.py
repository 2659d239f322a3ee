"""What a file really is, by its content: its type, whether all of it is there, how long it plays.

Names and headers lie; only what is recognised here, and complete by the rules of its own format,
is shown as ready. Sources: ISO/IEC 11172-3 and the Xing header (MP3), ISO/IEC 14496-12 (MP4),
RFC 3533 (Ogg), RFC 9639 (FLAC), the RIFF and PNG specifications.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from typing import NamedTuple

from desktop.core.phrases import Phrase
from desktop.media.flac import flac_is_whole
from desktop.media.mp3 import mp3_is_whole

SOUND, PICTURE = "sound", "picture"


class Unusable(Exception):
    """The content is of no type that we know, or a part of it is missing; says which."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason)
        self.reason = reason


class Facts(NamedTuple):
    """What content is; `seconds` is how long a sound plays, 0.0 for a picture."""

    kind: str
    mime: str
    suffix: str
    seconds: float


class _Format(NamedTuple):
    kind: str
    mime: str
    suffix: str
    begins: Callable[[bytes], bool]
    is_whole: Callable[[bytes], bool]


def examined(content: bytes) -> Facts:
    """The facts of a whole file; raises Unusable."""
    known = _format(content)
    if known is None:
        raise Unusable(Phrase("it is neither a sound nor a picture"))
    if not known.is_whole(content):
        raise Unusable(Phrase("a part of it is missing"))
    seconds = _seconds(content, known.suffix) if known.kind == SOUND else 0.0
    if known.kind == SOUND and seconds <= 0:
        raise Unusable(Phrase("no sound can be found in it"))
    return Facts(known.kind, known.mime, known.suffix, seconds)


def kind_of(head: bytes) -> str:
    """Whether the first bytes are those of a sound or of a picture; empty for neither."""
    known = _format(head)
    return known.kind if known else ""


def suffix_of(head: bytes) -> str:
    """The usual ending of a file that begins so; empty for what is not known."""
    known = _format(head)
    return known.suffix if known else ""


def _format(content: bytes) -> _Format | None:
    return next((one for one in _FORMATS if one.begins(content)), None)


def _seconds(content: bytes, suffix: str) -> float:
    from tinytag import TinyTag, TinyTagException  # late: only a new file is examined

    try:
        tag = TinyTag.get(f"x.{suffix}", file_obj=io.BytesIO(content), tags=False)
    except (TinyTagException, struct.error, ValueError, IndexError, KeyError, OverflowError):
        return 0.0
    return float(tag.duration or 0.0)


def _begins_mp3(head: bytes) -> bool:
    if head.startswith(b"ID3"):
        return True
    # Eleven bits of a frame's mark, then a layer that is not the reserved one.
    return len(head) > 3 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x06 != 0


def _mp4_is_whole(content: bytes) -> bool:
    place, seen = 0, set()
    while place < len(content):
        if place + 8 > len(content):
            return False
        size, name = struct.unpack(">I4s", content[place : place + 8])
        if size == 1 and place + 16 <= len(content):
            (size,) = struct.unpack(">Q", content[place + 8 : place + 16])
        elif size == 0:
            size = len(content) - place  # it lasts to the end
        if size < 8 or place + size > len(content):
            return False
        seen.add(name)
        place += size
    return {b"moov", b"mdat"} <= seen or b"moof" in seen


def _ogg_is_whole(content: bytes) -> bool:
    place, ended = 0, False
    while place < len(content):
        head = content[place : place + 27]
        if len(head) < 27 or not head.startswith(b"OggS"):
            return False
        sizes = content[place + 27 : place + 27 + head[26]]
        ended = bool(head[5] & 0x04)
        place += 27 + len(sizes) + sum(sizes)
    return ended and place == len(content)


def _riff_is_whole(content: bytes) -> bool:
    (size,) = struct.unpack("<I", content[4:8])
    # A recorder that could not go back to its head leaves nothing or the greatest number.
    return size in {0, 0xFFFFFFFF} or size + 8 <= len(content)


def _png_is_whole(content: bytes) -> bool:
    return content.rstrip(b"\0").endswith(b"IEND\xaeB`\x82")


def _jpeg_is_whole(content: bytes) -> bool:
    return content.rstrip(b"\0").endswith(b"\xff\xd9")


def _gif_is_whole(content: bytes) -> bool:
    return content.rstrip(b"\0").endswith(b";")


_FORMATS = (
    _Format(SOUND, "audio/mp4", "m4a", lambda c: c[4:8] == b"ftyp", _mp4_is_whole),
    _Format(SOUND, "audio/ogg", "ogg", lambda c: c.startswith(b"OggS"), _ogg_is_whole),
    _Format(SOUND, "audio/flac", "flac", lambda c: c.startswith(b"fLaC"), flac_is_whole),
    _Format(
        SOUND, "audio/wav", "wav",
        lambda c: c[:4] == b"RIFF" and c[8:12] == b"WAVE", _riff_is_whole,
    ),
    _Format(PICTURE, "image/png", "png", lambda c: c.startswith(b"\x89PNG\r\n"), _png_is_whole),
    _Format(PICTURE, "image/jpeg", "jpg", lambda c: c.startswith(b"\xff\xd8\xff"), _jpeg_is_whole),
    _Format(PICTURE, "image/gif", "gif", lambda c: c[:6] in {b"GIF87a", b"GIF89a"}, _gif_is_whole),
    _Format(
        PICTURE, "image/webp", "webp",
        lambda c: c[:4] == b"RIFF" and c[8:12] == b"WEBP", _riff_is_whole,
    ),
    _Format(SOUND, "audio/mpeg", "mp3", _begins_mp3, mp3_is_whole),
)  # fmt: skip
