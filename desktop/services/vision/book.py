"""A version of the vision as a book to read, to print and to put a name on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.book import Book, chapters_of
from desktop.store.asking import every_row

if TYPE_CHECKING:
    from desktop.services.workspace import Workspace

# The member's own word first, then what the server knows of the account.
_NAMES = (
    "SELECT first_name, last_name FROM user_profiles "
    "UNION ALL SELECT first_name, last_name FROM profiles"
)


def book_of(workspace: Workspace, row_id: str) -> Book | None:
    """A version as a book, or None when it is gone; in the thread of the workspace."""
    vision = workspace.visions.version(row_id)
    if vision is None:
        return None
    moment = vision.updated_at or vision.created_at
    return Book(
        title=vision.title,
        chapters=chapters_of(vision.texts),
        number=vision.number,
        perspective=vision.perspective,
        day=moment.astimezone().date() if moment else None,
        owner=_owner(workspace),
    )


def _owner(workspace: Workspace) -> str:
    for first, last in every_row(workspace.connection, _NAMES):
        name = " ".join(part.strip() for part in (first, last) if part and part.strip())
        if name:
            return name
    return ""
