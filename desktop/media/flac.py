"""FLAC: whether a file ends with the last of the samples that it promises.

After RFC 9639: the head tells how many samples there are; each frame begins with a mark, its own
number and a checksum of that (CRC-8), and ends with a checksum of all of it (CRC-16).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

_STREAM_HEAD = 42  # the mark and the first block
# Larger frames than this are not looked for: the widest of eight channels has about so much.
_LARGEST_FRAME = 2 * 1024 * 1024
_SIZES = {1: 192, 2: 576, 3: 1152, 4: 2304, 5: 4608}
_MOST_DIGITS = 7  # a number is spelt in bytes as UTF-8 spells letters, one further


def flac_is_whole(content: bytes) -> bool:
    """Whether the content ends with a sound frame that is the last of those it promises."""
    if len(content) < _STREAM_HEAD:
        return False
    largest = int.from_bytes(content[15:18], "big") or _LARGEST_FRAME
    block = int.from_bytes(content[10:12], "big")
    samples = int.from_bytes(content[18:26], "big") & 0xFFFFFFFFF
    content = _without_tag(content)
    for frame, after in _last_frames(content, largest, block):
        # Without a promise a frame that is whole is all there is to go by.
        if samples in {0, after} and _crc(frame[:-2], 16, 0x8005) == frame[-2:]:
            return True
    return False


def _without_tag(content: bytes) -> bytes:
    """Taggers of old put 128 bytes behind everything."""
    return content[:-128] if content[-128:-125] == b"TAG" else content


def _last_frames(content: bytes, largest: int, block: int) -> Iterator[tuple[bytes, int]]:
    """What may be the last frame, the shortest first, with the samples up to its end."""
    begin, first = len(content), max(_STREAM_HEAD, len(content) - largest)
    while (begin := content.rfind(b"\xff", first, begin)) >= first:
        if content[begin + 1 : begin + 2] in {b"\xf8", b"\xf9"}:
            after = _samples_after(content[begin : begin + 20], block)
            if after is not None:
                yield content[begin:], after


def _samples_after(head: bytes, block: int) -> int | None:
    """How many samples there are up to a frame's end, by its head; None where it is no head."""
    if len(head) < 6:
        return None
    size_code, rate_code = head[2] >> 4, head[2] & 0x0F
    digits = _digits(head[4])
    if not size_code or rate_code == 15 or not digits:
        return None
    end = 4 + digits
    number = _number(head[4:end])
    wide = {6: 1, 7: 2}.get(size_code, 0)
    size = _SIZES.get(size_code) or 256 << (size_code - 8 if size_code > 7 else 0)
    if wide:
        size = int.from_bytes(head[end : end + wide], "big") + 1
    end += wide + {12: 1, 13: 2, 14: 2}.get(rate_code, 0)
    if _crc(head[:end], 8, 0x07) != head[end : end + 1]:
        return None
    # Frames of one size are counted, others tell their first sample.
    return (number if head[1] & 1 else number * block) + size


def _digits(first: int) -> int:
    ones = 8 - (first ^ 0xFF).bit_length()
    return 1 if ones == 0 else ones if 2 <= ones <= _MOST_DIGITS else 0


def _number(spelt: bytes) -> int:
    if len(spelt) == 1:
        return spelt[0]
    number = spelt[0] & (0x7F >> len(spelt))
    for byte in spelt[1:]:
        number = number << 6 | byte & 0x3F
    return number


def _crc(content: bytes, bits: int, polynomial: int) -> bytes:
    rest, mask, table = 0, (1 << bits) - 1, _table(bits, polynomial)
    for byte in content:
        rest = (rest << 8 ^ table[rest >> bits - 8 ^ byte]) & mask
    return rest.to_bytes(bits // 8, "big")


@cache
def _table(bits: int, polynomial: int) -> tuple[int, ...]:
    top, mask, table = 1 << bits - 1, (1 << bits) - 1, []
    for start in range(256):
        value = start << bits - 8
        for _bit in range(8):
            value = (value << 1 ^ polynomial if value & top else value << 1) & mask
        table.append(value)
    return tuple(table)
