"""MP3: whether a file is frames from its beginning to its end, and all of those it promises.

After ISO/IEC 11172-3 and 13818-3 (the head of a frame) and the Xing header, in which an encoder
writes down how many bytes the whole stream has.
"""

from __future__ import annotations

# Kilobits per second by version (MPEG-1, or 2 and 2.5), layer and index.
_RATES = {
    (1, 1): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
# Samples per second of MPEG-1 by index; MPEG-2 has half of it, 2.5 a quarter.
_SAMPLING = (44_100, 48_000, 32_000)
# What may stand between frames: padding of taggers, a torn frame of a live recording.
_MOST_ASTRAY = 64 * 1024
_TAGS_AT_THE_END = (b"TAG", b"APETAGEX", b"3DI", b"LYRICSBEGIN")


def mp3_is_whole(content: bytes) -> bool:
    """Whether the content is one stream of frames whose last one is not cut off."""
    place = _after_tag(content)
    promised = _promised_bytes(content, place)
    if promised and len(content) - place < promised:
        return False
    frames, astray = 0, 0
    end = len(content)
    while place + 4 <= end:
        size = _frame_size(content[place : place + 4])
        if size and place + size <= end:
            place, frames = place + size, frames + 1
        elif size and frames and place + size > end:
            return False  # the last frame is cut off
        elif content[place : place + 11].startswith(_TAGS_AT_THE_END):
            break
        else:
            place, astray = place + 1, astray + 1
            if astray > _MOST_ASTRAY:
                return False
    begun = place < end and content[place] == 0xFF  # less than the head of a frame
    return frames > 0 and not begun


def _after_tag(content: bytes) -> int:
    """Where the frames begin: behind an ID3v2 tag, whose size is written in sevens of bits."""
    if not content.startswith(b"ID3") or len(content) < 10:
        return 0
    size = 0
    for byte in content[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size


def _promised_bytes(content: bytes, place: int) -> int:
    """How many bytes of frames the encoder has written down, 0 if it has not."""
    head = content[place : place + 200]
    mark = max(head.find(b"Xing"), head.find(b"Info"))
    if mark < 0 or len(head) < mark + 16:
        return 0
    flags = int.from_bytes(head[mark + 4 : mark + 8], "big")
    if not flags & 2:
        return 0
    behind = mark + 8 + (4 if flags & 1 else 0)
    return int.from_bytes(head[behind : behind + 4], "big")


def _frame_size(head: bytes) -> int:
    """The size of the frame that begins with these four bytes, 0 if none does."""
    if head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version = {0: 2.5, 2: 2.0, 3: 1.0}.get(head[1] >> 3 & 3)
    layer = 4 - (head[1] >> 1 & 3)
    rate_index, sampling_index = head[2] >> 4, head[2] >> 2 & 3
    if version is None or layer == 4 or rate_index in {0, 15} or sampling_index == 3:
        return 0
    rate = _RATES[1 if version == 1 else 2, layer][rate_index] * 1000
    sampling = _SAMPLING[sampling_index] // {1.0: 1, 2.0: 2, 2.5: 4}[version]
    padding = head[2] >> 1 & 1
    if layer == 1:
        return (12 * rate // sampling + padding) * 4
    slots = 72 if layer == 3 and version != 1 else 144
    return slots * rate // sampling + padding
