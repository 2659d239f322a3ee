"""Speech written into a file by the system's own voice: `say`, Windows' SAPI, or espeak-ng.

Each is a program of the system, called as a process of its own; none comes with the app (espeak-ng
is GPL, and stays what the member installed). The words go by standard input, so that they stand in
no list of processes; the sound comes by standard output where the program can, else by a file
in a private folder that is gone at once.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from desktop.core.errors import AppError
from desktop.core.phrases import Phrase

_SLOWEST_LETTERS_A_SECOND = 5.0
_LEAST_SECONDS = 60.0
_PATIENCE = 0.2
# System.Speech writes WAV into memory, and from there to standard output.
_WINDOWS = (
    "Add-Type -AssemblyName System.Speech;"
    "$i=[Console]::OpenStandardInput();"
    "$t=(New-Object IO.StreamReader($i,[Text.Encoding]::UTF8)).ReadToEnd();"
    "$v=New-Object System.Speech.Synthesis.SpeechSynthesizer;"
    "$m=New-Object IO.MemoryStream;"
    "$v.SetOutputToWaveStream($m);$v.Speak($t);$v.SetOutputToNull();"
    "$o=[Console]::OpenStandardOutput();$m.WriteTo($o);$o.Flush()"
)


class Voice(NamedTuple):
    """A program that writes speech: how it is called, and what to say of who spoke.

    An argument `{file}` stands for the file that it writes; without one it writes to standard
    output.
    """

    name: str
    command: tuple[str, ...]


def writing_voice(language: str = "") -> Voice | None:
    """The system's program, or None. `language` is a code such as `en`."""
    if sys.platform == "darwin" and (say := shutil.which("say")):
        kind = ("--file-format=m4af", "--data-format=aac")
        return Voice("macOS", (say, *kind, "-o", "{file}.m4a", "-f", "-"))
    if sys.platform == "win32" and (shell := shutil.which("powershell")):
        return Voice("Windows", (shell, "-NoProfile", "-NonInteractive", "-Command", _WINDOWS))
    if espeak := shutil.which("espeak-ng"):
        chosen = ("-v", language) if language.isalpha() else ()
        return Voice("espeak-ng", (espeak, *chosen, "-b", "1", "--stdin", "--stdout"))
    return None


def spoken_sound(
    text: str, voice: Voice, private: Path, stop: threading.Event | None = None
) -> bytes:
    """A whole sound of a text; raises AppError. Blocks until it is there: for a free lane.

    `private` is a folder of the member's own data, where a file may lie for a moment; `stop` ends
    it early.
    """
    seconds = _LEAST_SECONDS + len(text) / _SLOWEST_LETTERS_A_SECOND
    private.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with tempfile.TemporaryDirectory(prefix="voice-", dir=private) as folder:
            path = Path(folder) / "spoken"
            command = [part.replace("{file}", str(path)) for part in voice.command]
            content = _run(command, text, seconds, stop or threading.Event())
            made = next(Path(folder).iterdir(), None)
            if made is not None:
                content = made.read_bytes()
    except (OSError, subprocess.SubprocessError) as error:
        raise AppError(_FAILED) from error
    if not content:
        raise AppError(_FAILED)
    return _with_lengths(content)


_FAILED = Phrase("The system's voice did not write the sound.")


def _run(command: Sequence[str], text: str, seconds: float, stop: threading.Event) -> bytes:
    # On Windows a console would flash up.
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    process = subprocess.Popen(  # noqa: S603 - a program of the system, found by us
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=_environment(os.environ), creationflags=flags,
    )  # fmt: skip
    end = time.monotonic() + seconds
    given: bytes | None = text.encode()
    with process:
        while True:
            try:
                content, _nothing = process.communicate(given, timeout=_PATIENCE)
                break
            except subprocess.TimeoutExpired:
                given = None  # it goes on with what it was given at first
                if stop.is_set() or time.monotonic() > end:
                    process.kill()
    if process.returncode:
        raise subprocess.SubprocessError
    return content


def _environment(present: Mapping[str, str]) -> dict[str, str]:
    """The environment without what is ours alone: no other program needs our key file."""
    return {name: value for name, value in present.items() if not name.startswith("VIBRATIONFIT_")}


def _with_lengths(content: bytes) -> bytes:
    """A WAV with the lengths that it really has: whoever writes to a pipe cannot go back."""
    if content[:4] != b"RIFF":
        return content
    fixed, place = bytearray(content), 12
    struct.pack_into("<I", fixed, 4, len(content) - 8)
    with contextlib.suppress(struct.error):
        while place + 8 <= len(content):
            name, size = struct.unpack_from("<4sI", content, place)
            if name == b"data":
                struct.pack_into("<I", fixed, place + 4, len(content) - place - 8)
                break
            place += 8 + size + size % 2
    return bytes(fixed)
