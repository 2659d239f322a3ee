"""Tags for FLAC, OGG (Vorbis and Opus) and WAV files.

FLAC and OGG hold the same comments (RFC 9639, RFC 7845, the Vorbis I specification), WAV a list of
texts (the RIFF specification).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_STREAM, _PADDING, _COMMENT = 0, 1, 4
_LAST = 0x80
_VENDOR = b"VibrationFit"
# What stands before the comments in the second packet of an OGG, and what behind them.
_OGG = ((b"\x03vorbis", b"\x01"), (b"OpusTags", b""))
_CONTINUED = 0x01
_MOST_PIECES = 255


def tagged_flac(content: bytes, texts: Mapping[str, str]) -> bytes:
    """The same sound with these comments."""
    blocks, place, last = [], 4, False
    while not last:
        head = content[place : place + 4]
        if len(head) < 4:
            return content
        size = int.from_bytes(head[1:], "big")
        blocks.append((head[0] & ~_LAST, content[place + 4 : place + 4 + size]))
        last, place = bool(head[0] & _LAST), place + 4 + size
    if place > len(content):
        return content
    rest = [block for block in blocks[1:] if block[0] not in {_COMMENT, _PADDING}]
    made = [blocks[0], (_COMMENT, _comments(texts)), *rest]
    spelt = b"".join(
        bytes([kind | (_LAST if n == len(made) - 1 else 0)]) + len(body).to_bytes(3, "big") + body
        for n, (kind, body) in enumerate(made)
    )
    return content[:4] + spelt + content[place:]


def tagged_wav(content: bytes, texts: Mapping[str, str]) -> bytes:
    """The same sound with a list of texts behind it."""
    (size,) = struct.unpack("<I", content[4:8])
    if size + 8 != len(content):
        return content  # something stands behind it that is no part of it
    names = {"TITLE": b"INAM", "ALBUM": b"IPRD", "TRACKNUMBER": b"ITRK"}
    told = b"".join(_chunk(names[n], t.encode() + b"\0") for n, t in texts.items() if n in names)
    whole = content + bytes(len(content) % 2) + _chunk(b"LIST", b"INFO" + told)
    return whole[:4] + struct.pack("<I", len(whole) - 8) + whole[8:]


def tagged_ogg(content: bytes, texts: Mapping[str, str]) -> bytes:
    """The same sound with these comments; as it was where it is not one stream of a known kind."""
    pages = list(_pages(content))
    if len({page.serial for page in pages}) != 1 or len(pages) < 2:
        return content
    packets, used = _headers(pages)
    kind = next((k for k in _OGG if len(packets) > 1 and packets[1].startswith(k[0])), None)
    if kind is None or used == len(pages):
        return content
    packets[1] = kind[0] + _comments(texts) + kind[1]
    made = [pages[0], *_laid_out(packets[1:], pages[0].serial)]
    if len(made) == used:  # what comes after keeps its numbers, and so its checks
        return b"".join(map(_spelt, made, range(used))) + content[pages[used].begin :]
    made += pages[used:]
    return b"".join(map(_spelt, made, range(len(made))))


class _Page(NamedTuple):
    flags: int
    granule: bytes
    serial: bytes
    pieces: bytes
    body: bytes
    begin: int = 0


def _pages(content: bytes) -> Iterator[_Page]:
    place = 0
    while content[place : place + 4] == b"OggS" and place + 27 <= len(content):
        head = content[place : place + 27]
        pieces = content[place + 27 : place + 27 + head[26]]
        begin, inside = place, place + 27 + len(pieces)
        place = inside + sum(pieces)
        yield _Page(head[5], head[6:14], head[14:18], pieces, content[inside:place], begin)


def _headers(pages: list[_Page]) -> tuple[list[bytes], int]:
    """The packets before the sound, which begins on a page of its own; how many pages they fill."""
    packets: list[bytes] = []
    open_packet = b""
    for used, page in enumerate(pages):
        if page.granule != bytes(8) and used:
            # A packet that is not over yet makes it a file that we do not know.
            return ([] if open_packet else packets), used
        place = 0
        for piece in page.pieces:
            open_packet += page.body[place : place + piece]
            place += piece
            if piece < _MOST_PIECES:
                packets.append(open_packet)
                open_packet = b""
    return packets, len(pages)


def _laid_out(packets: list[bytes], serial: bytes) -> list[_Page]:
    """Pages that hold these packets, one behind the other."""
    pieces, body = b"", b"".join(packets)
    for packet in packets:
        pieces += b"\xff" * (len(packet) // _MOST_PIECES) + bytes([len(packet) % _MOST_PIECES])
    made: list[_Page] = []
    place = 0
    for begin in range(0, len(pieces), _MOST_PIECES):
        some = pieces[begin : begin + _MOST_PIECES]
        goes_on = begin > 0 and pieces[begin - 1] == _MOST_PIECES
        flags = _CONTINUED if goes_on else 0
        made.append(_Page(flags, bytes(8), serial, some, body[place : place + sum(some)]))
        place += sum(some)
    return made


def _spelt(page: _Page, number: int) -> bytes:
    head = b"OggS\0" + bytes([page.flags]) + page.granule + page.serial
    head += struct.pack("<I", number) + bytes(4) + bytes([len(page.pieces)]) + page.pieces
    whole = head + page.body
    return whole[:22] + struct.pack("<I", _check(whole)) + whole[26:]


def _check(content: bytes) -> int:
    rest = 0
    for byte in content:
        rest = (rest << 8 ^ _TABLE[rest >> 24 ^ byte]) & 0xFFFFFFFF
    return rest


def _table() -> tuple[int, ...]:
    made = []
    for start in range(256):
        value = start << 24
        for _bit in range(8):
            value = (value << 1 ^ 0x04C11DB7 if value & 0x80000000 else value << 1) & 0xFFFFFFFF
        made.append(value)
    return tuple(made)


_TABLE = _table()


def _comments(texts: Mapping[str, str]) -> bytes:
    told = [f"{name}={text}".encode() for name, text in texts.items()]
    return b"".join(
        [_counted(_VENDOR), struct.pack("<I", len(told)), *(_counted(one) for one in told)]
    )


def _counted(text: bytes) -> bytes:
    return struct.pack("<I", len(text)) + text


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
