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


class _Part(NamedTuple):
    """One file of a set: a track or a version of it."""

    name: str
    title: str
    url: str
    number: int
    seconds: float | None
    is_track: bool


def export_set(audio: Audio, media: MediaLibrary, set_id: str, folder: Path) -> Exported:
    """Copy all files of a set that are here; raises InvalidInput, AppError for the disk."""
    found = next((one for one in audio.sets() if one.id == set_id), None)
    if found is None:
        raise InvalidInput(Phrase("There is no set with this id."))
    tracks = audio.tracks(set_id)
    files, lines, missing = [], ["#EXTM3U"], []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for part in _parts(tracks):
            reader = media.open(part.url) if part.url else None
            if reader is None:
                missing.append(part.title)
                continue
            with reader:
                content = reader.whole()
            ending = suffix(content)
            tags = Tags(part.title, found.title, part.number, len(tracks))
            content = tagged(content, ending, tags)
            path = _written(folder, part.name, ending, content)
            files.append(path)
            if part.is_track:
                lines += [f"#EXTINF:{round(part.seconds or -1)},{_line(part.title)}", path.name]
        playlist = None
        if files:
            text = "\n".join([*lines, ""])
            playlist = _written(folder, safe_name(found.title or "Set"), "m3u8", text.encode())
    except OSError as error:
        raise AppError(Phrase("The folder does not take the files.")) from error
    return Exported(tuple(files), playlist, tuple(missing))


def _parts(tracks: list[Track]) -> Iterator[_Part]:
    digits = max(2, len(str(len(tracks))))
    for number, track in enumerate(tracks, start=1):
        title = track.title or f"Track {number}"
        name = f"{number:0{digits}} {safe_name(title)}"
        yield _Part(name, title, track.url, number, track.length, is_track=True)
        for variant in track.variants:
            kind = variant.kind or "variant"
            name_of_it = f"{name} ({safe_name(kind)[:40]})"
            yield _Part(name_of_it, f"{title} ({kind})", variant.url, number, None, is_track=False)


def _written(folder: Path, name: str, ending: str, content: bytes) -> Path:
    """Write a file under the first of its names that is free."""
    for number in range(1, _MOST_NAMES):
        path = folder / (f"{name}.{ending}" if number == 1 else f"{name} ({number}).{ending}")
        if create_once(path, content):
            return path
    raise InvalidInput(Phrase("There are too many files of the same name in this folder."))


def _line(text: str) -> str:
    return " ".join(text.split())
