"""The copy of each day, for an open workspace: at once, or by a thread beside a window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.services.workspace import Workspace

if TYPE_CHECKING:  # the window is painted before any of this is needed
    from desktop.core.errors import AppError
    from desktop.services.copying import Copier


def keep_copy(workspace: Workspace, stopped: Callable[[], bool]) -> None:
    """Make today's copy if there is none; raises DatabaseDamaged with the ways on."""
    from desktop.services import copying

    copying.keep_copy(workspace.folder, workspace.profile, workspace.database, stopped)


def copier(workspace: Workspace, told: Callable[[AppError], None]) -> Copier:
    """What makes the copy of each day beside a window; it works on connections of its own."""
    from desktop.services.copying import Copier, keep_copy

    make = partial(keep_copy, workspace.folder, workspace.profile, workspace.database)
    return Copier(make, told)
