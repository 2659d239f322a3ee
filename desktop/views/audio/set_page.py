"""The page of a set, and what the Listen room says of sets."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.language import tr
from desktop.views.audio.form import SetForm
from desktop.views.audio.reading import ReadAlong
from desktop.views.audio.tracks import TracksPane
from desktop.views.lists.line_pane import PaneWords
from desktop.views.pages.room_page import RoomPage
from desktop.views.pages.room_words import RoomWords
from desktop.views.room import RoomKit

_SETS = "audio_sets"


class SetPage(RoomPage):
    """Owns the form of one set; lives on the GUI thread. The sound of a vision is only read."""

    table = _SETS
    columns = ("table", "title", "description", "is_active")

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        self.form = SetForm(kit.look, TracksPane(kit), ReadAlong(kit))
        super().__init__(kit, self.form, lambda workspace: workspace.sets, parent)

    def fields_of(self, row: Any) -> dict[str, Any]:
        """What the form shows of a set; the state of a new one is not told yet."""
        fields = super().fields_of(row)
        return {**fields, "table": fields["table"] or _SETS, "is_active": bool(row["is_active"])}

    def is_blank(self) -> bool:
        """Whether no words stand on the page."""
        draft = self.draft()
        return not any((draft[name] or "").strip() for name in ("title", "description"))


def pane_words() -> PaneWords:
    """What the list of sets says."""
    return PaneWords(
        new=tr("New set"),
        new_hint=tr("Begin a set of your own (Ctrl+N)"),
        name=tr("Sets"),
        empty=tr(
            "What you listen to stands here: the sets of your account after a sync, and what "
            "you record or bring in yourself. Begin a set, and fill it."
        ),
        begin=tr("Begin a set"),
        one=tr("1 set"),
        many=tr("{count} sets"),
    )


def room_words() -> RoomWords:
    """What the room says of sets."""
    return RoomWords(
        choose=tr("Choose what you want to listen to."),
        first=tr("Begin a set: record your vision, or add what you want to hear."),
        new=tr("New set"),
        next_one=tr("Next set"),
        one_before=tr("Set before"),
        deleted=tr("The set is in the trash, with its tracks."),
        gone=tr("This set was deleted on another device. It is in the trash here."),
    )
