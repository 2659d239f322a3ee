"""Sections of a vision as tracks that are read aloud: by ids of their own, without any row.

A vision without audio can so be put on like a set: same queue, same bar, same places.
"""

from __future__ import annotations

from typing import NamedTuple

from desktop.domain import vision
from desktop.domain.speaking import speech_of
from desktop.services.audio import Track
from desktop.store.asking import first_row
from desktop.store.transactions import Connection

_MARK = "spoken:"


class Section(NamedTuple):
    """A section of a vision that has words."""

    part: str
    title: str
    text: str


def spoken_id(vision_id: str, part: str) -> str:
    """The id under which a section is read aloud."""
    return f"{_MARK}{vision_id}:{part}"


def is_spoken(track_id: str) -> bool:
    """Tell whether a track is read aloud."""
    return track_id.startswith(_MARK)


def sections(connection: Connection, vision_id: str) -> list[Section]:
    """The sections of a vision that have words, in the order in which they are read."""
    columns = ", ".join(f'"{code}"' for code in vision.CODES)
    row = first_row(connection, f"SELECT {columns} FROM vision_versions WHERE id = ?", (vision_id,))
    texts = dict(zip(vision.CODES, row, strict=True)) if row else {}
    return [
        Section(part, vision.label(part), text)
        for part, text in texts.items()
        if vision.holds_text(text) and speech_of(text).sentences
    ]


def spoken_track(connection: Connection, track_id: str) -> Track | None:
    """The track of an id; its words are its transcript. None when the section is gone."""
    vision_id, _colon, part = track_id.removeprefix(_MARK).partition(":")
    found = next((one for one in sections(connection, vision_id) if one.part == part), None)
    if found is None:
        return None
    return Track(
        id=track_id, set_id="", title=found.title, description="", url="",
        length=speech_of(found.text).length, transcript=found.text,
        order=vision.CODES.index(part),
    )  # fmt: skip
