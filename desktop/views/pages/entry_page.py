"""A journal entry on its page, with the moods and tags that were used before."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.core.ids import new_id
from desktop.domain.journal import is_blank, mood_suggestions
from desktop.language import translated
from desktop.views.pages.page import Page
from desktop.views.room import RoomKit
from desktop.widgets.forms.entry_form import EntryForm, Fields
from desktop.widgets.writing.markdown_edit import as_lines

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.journal import Entry, EntryDraft
    from desktop.services.workspace import Workspace


class EntryPage(Page):
    """Owns the form of one entry; lives on the GUI thread."""

    table = "journal_entries"

    def __init__(self, kit: RoomKit, today: date, parent: QWidget | None = None) -> None:
        self.form = EntryForm(kit.look, today)
        super().__init__(kit, self.form, lambda workspace: workspace.journal, parent)
        self._place = ("", "")
        self._wrote = False
        self.row_saved.connect(self._on_entry_saved)

    # What the rooms ask

    def begin_on(self, day: date) -> None:
        """Lay out an empty page for a day; nothing is stored before something is written."""
        self.begin(new_id(), Fields(day, "", None, ()))

    def open_at(self, entry_id: str, place: tuple[str, str] = ("", "")) -> None:
        """Bring an entry onto the page; `place` is words to go to and what stands around them."""
        self._place = place
        if entry_id == self.row_id:
            self._go_to_place()
        self.open(entry_id)

    def show_entry(self, entry: Entry) -> None:
        """Lay an entry onto the page that was read already."""
        self.show_row(entry.id, entry)

    def take_off(self) -> None:
        """Take the entry off the page; nothing can be written before the next one is there."""
        self.clear(Fields(self.form.day.day(), "", None, ()))

    def leave(self) -> None:
        """Write what is not written yet; what was used just now is offered from here on."""
        super().leave()
        if self._wrote:
            self._wrote = False
            self.learn_suggestions()

    def learn_suggestions(self) -> None:
        """Read the moods and tags that were used before."""

        def read(workspace: Workspace) -> tuple[list[str], list[str]]:
            journal = workspace.journal
            return [m for m, _ in journal.moods()], [t for t, _ in journal.tags()]

        self.kit.lane.ask(read, self._on_suggestions)

    # What a page says of its rows

    def fields_of(self, row: Entry | EntryDraft) -> Fields:
        """What the form shows of an entry."""
        text = as_lines(row.content or "")
        return Fields(row.entry_date, text, row.mood or None, tuple(row.tags))

    def draft_of(self, row: Entry) -> EntryDraft:
        """What a member can change of an entry."""
        return row.draft

    def draft(self) -> EntryDraft:
        """What is on the page, as the store takes it."""
        from desktop.services.journal import EntryDraft

        fields = self.form.fields()
        return EntryDraft(fields.day, fields.text, fields.mood, fields.tags)

    def is_blank(self) -> bool:
        """Whether neither text nor mood nor a tag is there."""
        fields = self.form.fields()
        return is_blank(fields.text, fields.mood, fields.tags)

    def commit_fields(self) -> None:
        """A tag that is half written is a tag."""
        self.form.tags.commit()

    def stays_as_typed(self, fields: Fields) -> bool:
        """A blank at the end of a mood is a word about to be written."""
        return fields.text == self.form.fields().text and self.form.mood.hasFocus()

    def shown_first(self) -> None:
        """Go to the place that was asked for."""
        self._go_to_place()

    def _on_entry_saved(self, _entry: Entry) -> None:
        self._wrote = True

    def _on_suggestions(self, found: tuple[list[str], list[str]]) -> None:
        moods, tags = found
        self.form.set_suggestions(mood_suggestions(moods, translate=translated), tags)

    def _go_to_place(self) -> None:
        if self._place[0] and not self.is_loading:
            if self.form.text.go_to(*self._place):
                self.form.text.setFocus(Qt.FocusReason.OtherFocusReason)
            self._place = ("", "")
