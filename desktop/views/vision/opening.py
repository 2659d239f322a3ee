"""What the room reads of a version to open it; the functions run in the lane."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.markdown import word_count
from desktop.domain.vision import CODES, State
from desktop.views.vision.mode import ABOUT

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.vision.values import VersionLine
    from desktop.services.workspace import Workspace


# So many words in a row are hardly found in two parts.
_RUN = 4


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
    about = {ABOUT: f"{vision.title}\n{vision.activation_message}"}
    part = place.part or _part_with({**vision.texts, **about}, place)
    return Opened(row_id, lines[0], counts, part, _part_to_go_on(vision.state, counts))


def _part_with(texts: Mapping[str, str], place: Place) -> str:
    """The part that holds most of what is around the words, else the first that holds the words.

    What the search shows around a find may begin in one part and end in another.
    """
    plain = {code: _plain(text) for code, text in texts.items()}
    around = _plain(place.around).split()
    runs = [" ".join(around[n : n + _RUN]) for n in range(max(1, len(around) - _RUN + 1))]
    held = {code: sum(run in text for run in runs if run) for code, text in plain.items()}
    likely = max(held, key=lambda code: held[code])
    if held[likely]:
        return likely
    words = _plain(place.words)
    return next((code for code, text in plain.items() if words and words in text), "")


def _part_to_go_on(state: State, counts: Mapping[str, int]) -> str:
    """The first part that is still empty in a draft; what is complete begins at its beginning."""
    if state is not State.DRAFT:
        return CODES[0]
    return next((code for code in CODES if not counts.get(code)), CODES[0])


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
