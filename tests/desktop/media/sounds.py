"""Sounds and pictures made at test time: real files in each format, a few seconds long."""

from __future__ import annotations

import io
import math
import struct
import wave
import zlib
from functools import cache

import lameenc

RATE = 22_050


def pcm(seconds: float, pitch: float = 440.0) -> bytes:
    """A tone as 16-bit samples of one channel."""
    count = int(seconds * RATE)
    values = (int(9000 * math.sin(2 * math.pi * pitch * n / RATE)) for n in range(count))
    return b"".join(struct.pack("<h", v) for v in values)


@cache
def mp3(seconds: float = 2.0, pitch: float = 440.0) -> bytes:
    """An MP3 of a tone."""
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(64)
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_quality(7)
    encoder.silence()
    return bytes(encoder.encode(pcm(seconds, pitch)) + encoder.flush())


@cache
def wav(seconds: float = 2.0, pitch: float = 440.0) -> bytes:
    """A WAV of a tone."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(pcm(seconds, pitch))
    return out.getvalue()


@cache
def png(width: int = 8, height: int = 8) -> bytes:
    """A picture of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + b"\x19\x9d\x67" * width for _ in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
