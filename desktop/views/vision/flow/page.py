"""The state of a life category on its page, saved by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.views.pages.page import Page
from desktop.views.room import RoomKit
from desktop.views.vision.flow.fields import BLUEPRINT, IDEAL, TRANSCRIPT, FlowFields
from desktop.views.vision.flow.form import FlowForm

_SUMMARY = "ai_summary"


class FlowPage(Page):
    """Owns the form of one category; lives on the GUI thread. Its rows go by their category."""

    table = "life_vision_category_state"

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        self.form = FlowForm(kit.look)
        super().__init__(kit, self.form, lambda workspace: workspace.category_states, parent)

    @property
    def part(self) -> str:
        """The step that is open."""
        return self.form.step

    def fields_of(self, row: Mapping[str, Any]) -> FlowFields:
        """What the form shows of a row, or of a draft."""
        return FlowFields(
            row.get(TRANSCRIPT) or "",
            row.get(IDEAL) or "",
            row.get(BLUEPRINT),
            row.get(_SUMMARY) or "",
        )

    def draft_of(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The columns of a row that are written here."""
        return {name: row.get(name) for name in (TRANSCRIPT, IDEAL, BLUEPRINT)}

    def draft(self) -> dict[str, Any]:
        """What is on the page, as the store takes it: nothing rather than an empty text."""
        fields = self.form.fields()
        return {
            TRANSCRIPT: fields.transcript or None,
            IDEAL: fields.ideal_state or None,
            BLUEPRINT: fields.blueprint,
        }

    def is_blank(self) -> bool:
        """Whether the member has put nothing into any step."""
        fields = self.form.fields()
        written = fields.transcript.strip() or fields.ideal_state.strip()
        return not (written or fields.blueprint or fields.summary)
