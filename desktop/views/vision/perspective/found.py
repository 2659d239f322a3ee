"""What the review of a perspective reads of a version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.domain.perspective import Place
    from desktop.services.workspace import Workspace


class Found(NamedTuple):
    """The texts of a version, and what could change in them."""

    texts: Mapping[str, str]
    places: Mapping[str, list[Place]]


def found_in(row_id: str, target: str, workspace: Workspace) -> Found | None:
    """Look through a version towards a perspective; None when it is gone. In the lane."""
    vision = workspace.visions.version(row_id)
    if vision is None:
        return None
    return Found(vision.texts, workspace.vision_steps.perspective_places(row_id, target))
