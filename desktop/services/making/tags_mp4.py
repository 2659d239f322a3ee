"""Tags for M4A files: the list of items that players read (ISO/IEC 14496-12 and Apple's `ilst`).

Where the index stands before the sound, the places that it tells move along with what is put in.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_TEXT, _NUMBERS = 1, 0
_HANDLER = b"\0\0\0\0" + b"\0\0\0\0" + b"mdir" + b"appl" + bytes(9)
# The boxes on the way to the places of the sound.
_ON_THE_WAY = frozenset({b"trak", b"mdia", b"minf", b"stbl"})


class _Box(NamedTuple):
    name: bytes
    body: bytes
    begin: int


def tagged_mp4(content: bytes, title: str, album: str, place: tuple[int, int]) -> bytes:
    """The same sound with these tags; as it was where its boxes are not as they are known."""
    boxes = list(_boxes(content))
    moov = next((box for box in boxes if box.name == b"moov"), None)
    sound = next((box for box in boxes if box.name == b"mdat"), None)
    if moov is None or sound is None or b"".join(map(_spelt, boxes)) != content:
        return content  # larger than four gigabytes, in fragments, or cut
    items = [
        _item(b"\xa9nam", _TEXT, title.encode()),
        _item(b"\xa9alb", _TEXT, album.encode()),
        _item(b"trkn", _NUMBERS, struct.pack(">HHHH", 0, *place, 0)),
    ]
    body = _with_items(moov.body, items)
    more = len(body) - len(moov.body)
    if moov.begin < sound.begin:
        body = _moved(body, more)
    return b"".join(_box(box.name, body if box is moov else box.body) for box in boxes)


def _with_items(moov: bytes, items: Sequence[bytes]) -> bytes:
    """The index with these items in its list, instead of earlier ones of the same names."""
    outer, udta = _without(moov, b"udta")
    beside, meta = _without(udta, b"meta")
    inside, listed = _without(meta[4:], b"ilst")
    names = {item[4:8] for item in items}
    kept = [_spelt(box) for box in _boxes(listed) if box.name not in names]
    handler = inside or _box(b"hdlr", _HANDLER)
    ilst = _box(b"ilst", b"".join([*kept, *items]))
    return outer + _box(b"udta", beside + _box(b"meta", bytes(4) + handler + ilst))


def _without(content: bytes, name: bytes) -> tuple[bytes, bytes]:
    """All boxes but this one, and the body of this one."""
    boxes = list(_boxes(content))
    rest = b"".join(_spelt(box) for box in boxes if box.name != name)
    return rest, b"".join(box.body for box in boxes if box.name == name)


def _moved(content: bytes, more: int) -> bytes:
    """The same boxes, with all places of the sound so many bytes further."""
    return b"".join(_box(box.name, _moved_body(box, more)) for box in _boxes(content))


def _moved_body(box: _Box, more: int) -> bytes:
    if box.name in _ON_THE_WAY:
        return _moved(box.body, more)
    kind = {b"stco": "I", b"co64": "Q"}.get(box.name)
    if kind is None:
        return box.body
    (count,) = struct.unpack(">I", box.body[4:8])
    places = struct.unpack(f">{count}{kind}", box.body[8 : 8 + count * struct.calcsize(kind)])
    return box.body[:8] + struct.pack(f">{count}{kind}", *(place + more for place in places))


def _item(name: bytes, kind: int, value: bytes) -> bytes:
    return _box(name, _box(b"data", struct.pack(">II", kind, 0) + value))


def _boxes(content: bytes) -> Iterator[_Box]:
    place = 0
    while place + 8 <= len(content):
        size, name = struct.unpack(">I4s", content[place : place + 8])
        if size < 8 or place + size > len(content):
            return
        yield _Box(name, content[place + 8 : place + size], place)
        place += size


def _spelt(box: _Box) -> bytes:
    return _box(box.name, box.body)


def _box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, name) + body
