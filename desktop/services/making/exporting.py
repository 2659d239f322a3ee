"""Copies of a set's files in a folder of the member's choice, with a playlist.

Nothing that is there is ever written over, and no title can lead out of the folder. The copies
lie there readable: that is what they are for.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from desktop.core.errors import AppError, InvalidInput
from desktop.core.files import create_once
from desktop.core.phrases import Phrase
from desktop.domain.filenames import safe_name
from desktop.media.sealed import Damaged, SealedReader
from desktop.services.audio import Audio, Track
from desktop.services.making.tags import Tags, tagged
from desktop.services.media.files import suffix
from desktop.services.media.library import MediaLibrary

_MOST_NAMES = 1000


class Exported(NamedTuple):
    """What was written, in its order, and the titles of what is not on this computer."""

    files: tuple[Path, ...]
    playlist: Path | None
    missing: tuple[str, ...]


class Part(NamedTuple):
    """One file of a set: a track or a version of it; `number` counts the tracks from one on."""

    name: str
    title: str
    url: str
    number: int
    seconds: float | None
    is_track: bool


class SetParts(NamedTuple):
    """The files of a set, in their order."""

    title: str
    parts: tuple[Part, ...]


class SetCopy:
    """Writes the files of a set into a folder, one after the other; any thread, one at a time.

    Its methods raise AppError for the disk.
    """

    def __init__(self, found: SetParts, folder: Path) -> None:
        self._found = found
        self._folder = folder
        self._files: list[Path] = []
        self._lines = ["#EXTM3U"]
        self._missing: list[str] = []

    def add(self, part: Part, reader: SealedReader | None) -> None:
        """Write a file with its tags and close its reader.

        What is not here, or cannot be read to its end, is noted as missing.
        """
        content = _whole(reader)
        if content is None:
            self._missing.append(part.title)
            return
        ending = suffix(content)
        count = max(one.number for one in self._found.parts)
        tags = Tags(part.title, self._found.title, part.number, count)
        path = self._write(part.name, ending, tagged(content, ending, tags))
        self._files.append(path)
        if part.is_track:
            seconds = round(part.seconds or -1)
            self._lines += [f"#EXTINF:{seconds},{_line(part.title)}", path.name]

    def finish(self) -> Exported:
        """Write the playlist, if there is anything to play, and tell what was written."""
        playlist = None
        if self._files:
            text = "\n".join([*self._lines, ""])
            name = safe_name(self._found.title or "Set")
            playlist = self._write(name, "m3u8", text.encode())
        return Exported(tuple(self._files), playlist, tuple(self._missing))

    def _write(self, name: str, ending: str, content: bytes) -> Path:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return _written(self._folder, name, ending, content)
        except OSError as error:
            raise AppError(Phrase("The folder does not take the files.")) from error


def parts_of(audio: Audio, set_id: str) -> SetParts:
    """The files of a set of the member's; raises InvalidInput where there is no such set."""
    found = next((one for one in audio.sets() if one.id == set_id), None)
    if found is None:
        raise InvalidInput(Phrase("There is no set with this id."))
    return SetParts(found.title, tuple(_parts(audio.tracks(set_id))))


def export_set(audio: Audio, media: MediaLibrary, set_id: str, folder: Path) -> Exported:
    """Copy all files of a set that are here; raises InvalidInput, AppError for the disk."""
    found = parts_of(audio, set_id)
    copy = SetCopy(found, folder)
    for part in found.parts:
        copy.add(part, media.open(part.url) if part.url else None)
    return copy.finish()


def _parts(tracks: list[Track]) -> Iterator[Part]:
    digits = max(2, len(str(len(tracks))))
    for number, track in enumerate(tracks, start=1):
        title = track.title or f"Track {number}"
        name = f"{number:0{digits}} {safe_name(title)}"
        yield Part(name, title, track.url, number, track.length, is_track=True)
        for variant in track.variants:
            kind = variant.kind or "variant"
            name_of_it = f"{name} ({safe_name(kind)[:40]})"
            yield Part(name_of_it, f"{title} ({kind})", variant.url, number, None, is_track=False)


def _whole(reader: SealedReader | None) -> bytes | None:
    if reader is None:
        return None
    with reader:
        try:
            return reader.whole()
        except (Damaged, OSError):
            return None  # as good as not here: playing it fetches it anew


def _written(folder: Path, name: str, ending: str, content: bytes) -> Path:
    """Write a file under the first of its names that is free."""
    for number in range(1, _MOST_NAMES):
        path = folder / (f"{name}.{ending}" if number == 1 else f"{name} ({number}).{ending}")
        if create_once(path, content):
            return path
    raise InvalidInput(Phrase("There are too many files of the same name in this folder."))


def _line(text: str) -> str:
    return " ".join(text.split())
