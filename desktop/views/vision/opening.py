"""What the room reads of a version to open it; the functions run in the lane."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.markdown import word_count
from desktop.domain.vision import CODES, State

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.vision.values import VersionLine
    from desktop.services.workspace import Workspace


class Place(NamedTuple):
    """Words to go to and what stands around them, or a part."""

    words: str = ""
    around: str = ""
    part: str = ""

    @property
    def is_given(self) -> bool:
        """Whether there is a place to go to."""
        return bool(self.words or self.part)


class Request(NamedTuple):
    """A version to open, in a mode ("" for the one that fits it) and at a place."""

    row_id: str
    mode: str = ""
    place: Place = Place()


class Opened(NamedTuple):
    """A version as the lists show it, no line when it is gone; and the parts to go to.

    `part` is where the place is that was asked for, "" if it is nowhere; `start` is where one
    goes on without one.
    """

    row_id: str
    line: VersionLine | None
    counts: Mapping[str, int]
    part: str
    start: str


def first_to_open(workspace: Workspace) -> str:
    """The version that the member lives by, else the newest, else none."""
    lines = workspace.visions.first_page(1)
    return workspace.visions.active_id() or (lines[0].id if lines else "")


def opened(row_id: str, place: Place, workspace: Workspace) -> Opened:
    """A version, the words of each part, and where to begin: at a place, or where one goes on."""
    vision = workspace.visions.version(row_id)
    lines = workspace.visions.lines([row_id])
    if vision is None or not lines:
        return Opened(row_id, None, {}, "", "")
    counts = {code: word_count(text) for code, text in vision.texts.items()}
    part = place.part or _part_with(vision.texts, place)
    return Opened(row_id, lines[0], counts, part, _part_to_go_on(vision.state, counts))


def _part_with(texts: Mapping[str, str], place: Place) -> str:
    for sought in (place.around, place.words):
        plain = _plain(sought)
        for code, text in texts.items():
            if plain and plain in _plain(text):
                return code
    return ""


def _part_to_go_on(state: State, counts: Mapping[str, int]) -> str:
    """The first part that is still empty in a draft; what is complete begins at its beginning."""
    if state is not State.DRAFT:
        return CODES[0]
    return next((code for code in CODES if not counts.get(code)), CODES[0])


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
