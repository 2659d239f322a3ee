"""Sounds and pictures made at test time: real files in each format, a few seconds long."""

from __future__ import annotations

import io
import struct
import wave
import zlib
from functools import cache

import lameenc
import numpy
import soundfile

RATE = 22_050
_FINE_RATE = 48_000  # the one that each of libsndfile's formats takes
_FINE = {"vorbis": ("OGG", "VORBIS"), "opus": ("OGG", "OPUS"), "flac": ("FLAC", "PCM_16")}


def pcm(seconds: float, pitch: float = 440.0) -> bytes:
    """A tone as 16-bit samples of one channel."""
    times = numpy.arange(int(seconds * RATE)) / RATE
    return (9000 * numpy.sin(2 * numpy.pi * pitch * times)).astype("<i2").tobytes()


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
def vorbis(seconds: float = 2.0, pitch: float = 440.0) -> bytes:
    """An OGG of a tone, by Vorbis."""
    return _fine("vorbis", seconds, pitch)


@cache
def opus(seconds: float = 2.0, pitch: float = 440.0) -> bytes:
    """An OGG of a tone, by Opus."""
    return _fine("opus", seconds, pitch)


@cache
def flac(seconds: float = 2.0, pitch: float = 440.0) -> bytes:
    """A FLAC of a tone with some noise, which no encoder makes small."""
    return _fine("flac", seconds, pitch, noise=0.05)


@cache
def m4a(seconds: float = 2.0, pitch: float = 440.0) -> bytes:
    """An M4A of a tone, made by the app's own recorder; wants an application that is there."""
    from PySide6.QtCore import QEventLoop

    from desktop.qt.sound.encoding import Encoding

    made, loop, encoding = [], QEventLoop(), Encoding(pcm(seconds, pitch), RATE)
    encoding.done.connect(made.append)
    encoding.done.connect(loop.quit)
    encoding.failed.connect(loop.quit)
    encoding.start()
    loop.exec()
    return made[0]


def _fine(kind: str, seconds: float, pitch: float, noise: float = 0.0) -> bytes:
    times = numpy.arange(int(seconds * _FINE_RATE)) / _FINE_RATE
    tone = 0.3 * numpy.sin(2 * numpy.pi * pitch * times)
    tone += noise * numpy.random.default_rng(1).uniform(-1, 1, len(times))
    out = io.BytesIO()
    container, codec = _FINE[kind]
    with soundfile.SoundFile(out, "w", _FINE_RATE, 1, codec, format=container) as file:
        # Second by second: libvorbis takes as much of the stack as it is given at once.
        for begin in range(0, len(tone), _FINE_RATE):
            file.write(tone[begin : begin + _FINE_RATE])
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
