"""A row of a room on its page, kept by drafts of its table and opened at a place in its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.history import spelt_moment
from desktop.views.pages.page import Form, Page
from desktop.views.room import RoomKit

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.qt.writing import Keeper
    from desktop.services.workspace import Workspace

Place = tuple[str, str]
NOWHERE: Place = ("", "")


class RoomForm(Form, Protocol):
    """A form that a room can go into."""

    buttons: QHBoxLayout

    def focus_first(self) -> None:
        """Put the focus where a member would begin or go on."""

    def go_to(self, found: str, around: str) -> None:
        """Select these words where they stand, first where they stand in `around`."""

    def say_made(self, sentence: str) -> None:
        """Tell when the row was made, or nothing of one that is not written yet."""


class RoomPage(Page):
    """Owns the form of one row of a table; lives on the GUI thread.

    The fields of the form are a mapping of columns in the public form, which is the draft, too.
    """

    columns: tuple[str, ...] = ()

    def __init__(
        self,
        kit: RoomKit,
        form: QWidget,
        keeper: Callable[[Workspace], Keeper],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kit, form, keeper, parent)
        self.room_form: RoomForm = form  # type: ignore[assignment] # a form of a room
        self._place = NOWHERE

    def open_at(self, row_id: str, place: Place = NOWHERE) -> None:
        """Bring a row onto the page; `place` is words to go to and what stands around them."""
        self._place = place
        if row_id == self.row_id:
            self._go_to_place()
        self.open(row_id)

    def fields_of(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """What the form shows of a row: its columns as they are."""
        return {name: row.get(name) for name in self.columns}

    def draft_of(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """What a member can change of a row."""
        return self.fields_of(row)

    def draft(self) -> dict[str, Any]:
        """What is on the page, as the store takes it."""
        fields: dict[str, Any] = self.room_form.fields()
        return fields

    def is_blank(self) -> bool:
        """Whether the member has put nothing onto the page."""
        return not any(
            value.strip() if isinstance(value, str) else value for value in self.draft().values()
        )

    def begin(self, row_id: str, fields: Any) -> None:
        """Lay out an empty page; nothing is stored before something is written."""
        self.room_form.say_made("")
        super().begin(row_id, fields)

    def came(self, row: Mapping[str, Any]) -> None:
        """Tell when the row was made."""
        made = _moment(row.get("created_at"))
        text = self.tr("Begun {moment}").format(moment=spelt_moment(made)) if made else ""
        self.room_form.say_made(text)

    def shown_first(self) -> None:
        """Go to the place that was asked for."""
        self._go_to_place()

    def _go_to_place(self) -> None:
        if self._place[0] and not self.is_loading:
            self.room_form.go_to(*self._place)
            self._place = NOWHERE


def _moment(stamp: object) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp) if isinstance(stamp, str) else None
    except ValueError:
        return None
