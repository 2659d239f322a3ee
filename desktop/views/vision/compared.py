"""What the comparison of two versions reads and says of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.domain.markdown import word_count
from desktop.views.vision.compare_rail import PartChange
from desktop.views.vision.wording import day_words, number_words, state_words
from desktop.widgets.part_names import label

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.vision.comparison import PartComparison
    from desktop.services.vision.values import VersionLine
    from desktop.services.workspace import Workspace


def all_lines(workspace: Workspace) -> list[VersionLine]:
    """All versions, the highest number first; in the lane."""
    return workspace.visions.lines(workspace.visions.ids())


def one_before(ids: Sequence[str], row_id: str) -> str:
    """The version before this one in number; for the first, the one after it."""
    if row_id not in ids:
        return ""
    place = ids.index(row_id)
    return ids[place + 1] if place + 1 < len(ids) else ids[max(place - 1, 0)]


def change_of(part: PartComparison) -> PartChange:
    """How many words came and went in a part."""
    come = sum(word_count(piece.text) for piece in part.pieces if piece.kind == "added")
    gone = sum(word_count(piece.text) for piece in part.pieces if piece.kind == "removed")
    if not (come or gone) and not part.is_same:
        come = 1  # a mark or a line break
    return PartChange(part.code, label(part.code), come, gone)


def named(line: VersionLine) -> str:
    """A version in a line."""
    parts = (number_words(line.number), line.title, state_words(line.state))
    return "  ·  ".join(part for part in (*parts, day_words(line.created_at)) if part)
