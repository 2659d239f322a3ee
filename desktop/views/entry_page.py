"""An entry on its page: it comes from the store, is written, and keeps itself saved."""

from __future__ import annotations

import uuid
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.errors import AppError
from desktop.domain.journal import is_blank, mood_suggestions
from desktop.qt.autosave import SaveState
from desktop.qt.writing import WritingDesk
from desktop.views.closing_guard import ClosingGuard
from desktop.views.room import RoomKit
from desktop.widgets.entry_form import EntryForm, Fields
from desktop.widgets.markdown_edit import as_lines

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.journal import Entry, EntryDraft
    from desktop.services.workspace import Workspace


class EntryPage(QWidget):
    """Owns the form of one entry and its desk; lives on the GUI thread.

    A new entry has an id from the start, and a row from its first word on.
    """

    entry_saved = Signal(object)  # Entry
    entry_opened = Signal(str)
    entry_gone = Signal(str)  # it was deleted elsewhere
    edited = Signal()

    def __init__(self, kit: RoomKit, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.form = EntryForm(kit.look, today)
        self.desk = WritingDesk(kit.lane, self)
        self._id = ""
        self._kept = False
        self._loading = False
        self._place = ("", "")
        self._refusal = ""
        self._wrote = False
        self._guard = ClosingGuard(self, self._worry)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.form)
        self.form.set_writable(False)
        self.form.edited.connect(self._on_edited)
        self.desk.saved.connect(self._on_saved)
        self.desk.refused.connect(self._on_refused)
        self.desk.state_changed.connect(lambda _state: self._tell())
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_application_state)

    def showEvent(self, event: QShowEvent) -> None:
        """Watch over the window that the page is shown in."""
        super().showEvent(event)
        self._guard.watch()

    @property
    def entry_id(self) -> str:
        """The id of the entry on the page, or an empty one."""
        return self._id

    @property
    def is_kept(self) -> bool:
        """Whether the entry has a row in the store."""
        return self._kept

    def begin(self, day: date) -> None:
        """Lay out an empty page for a day; nothing is stored before something is written."""
        self.leave()
        self._id, self._kept, self._loading = str(uuid.uuid4()), False, False
        self.form.show_fields(Fields(day, "", None, ()))
        self.form.set_writable(True)
        self._tell()
        self.entry_opened.emit(self._id)

    def open(self, entry_id: str, place: tuple[str, str] = ("", "")) -> None:
        """Bring an entry onto the page; `place` is words to go to and what stands around them."""
        self._place = place
        if entry_id == self._id:
            self._go_to_place()
            self.refresh()
            return
        self.leave()
        self._id, self._kept, self._loading = entry_id, True, True
        self.form.set_writable(False)
        self._load(entry_id)

    def show_entry(self, entry: Entry) -> None:
        """Lay an entry onto the page that was read already."""
        self.leave()
        self._id, self._kept, self._loading = entry.id, True, False
        self._show_first(entry, self.desk.unsaved(entry.id))

    def clear(self) -> None:
        """Take the entry off the page; nothing can be written before the next one is there."""
        self.leave()
        self._id, self._kept, self._loading = "", False, False
        self.form.set_writable(False)
        self.form.show_fields(Fields(self.form.day.day(), "", None, ()))

    def discard(self) -> None:
        """Take an entry off the page that is being deleted: its draft is not written again."""
        self.desk.forget(self._id)
        self._id, self._kept, self._loading = "", False, False

    def leave(self) -> None:
        """Write what is not written yet and end the writing session."""
        if self._id:
            self.form.tags.commit()
            self.desk.leave(self._id)
        if self._wrote:
            # What was used just now is offered from the next entry on.
            self._wrote = False
            self.learn_suggestions()

    def save_now(self) -> None:
        """Write what is not written yet."""
        self.form.tags.commit()
        self.desk.flush()
        self._tell()

    def refresh(self) -> None:
        """The store changed: show the newer state, unless something is being typed."""
        if self._id and self._kept and not self._loading:
            self._load(self._id)

    def learn_suggestions(self) -> None:
        """Read the moods and tags that were used before."""

        def read(workspace: Workspace) -> tuple[list[str], list[str]]:
            journal = workspace.journal
            return [m for m, _ in journal.moods()], [t for t, _ in journal.tags()]

        self._kit.lane.ask(read, self._on_suggestions)

    def draft(self) -> EntryDraft:
        """What is on the page, as the store takes it."""
        from desktop.services.journal import EntryDraft

        fields = self.form.fields()
        return EntryDraft(fields.day, fields.text, fields.mood, fields.tags)

    # What comes from the lane

    def _load(self, entry_id: str) -> None:
        self.desk.load(
            entry_id,
            partial(self._on_loaded, entry_id),
            partial(self._on_load_failed, entry_id),
        )

    def _on_loaded(self, entry_id: str, entry: Entry | None) -> None:
        if entry_id != self._id:
            return
        first, self._loading = self._loading, False
        unsaved = self.desk.unsaved(entry_id)
        if first:
            self._show_first(entry, unsaved)
        elif unsaved is None:
            self._show_newer(entry)

    def _show_first(self, entry: Entry | None, unsaved: EntryDraft | None) -> None:
        shown = unsaved or entry
        if shown is None:
            self._vanished()
            return
        if entry is not None:
            self.desk.shown(entry)
        self.form.show_fields(_fields(shown))
        self.form.set_writable(True)
        self._go_to_place()
        self._tell()
        self.entry_opened.emit(self._id)

    def _show_newer(self, entry: Entry | None) -> None:
        if entry is None:
            if self._is_blank():
                # A page that was left blank keeps no row; it is still there to write on.
                self._kept = False
                self._tell()
            else:
                self._vanished()
            return
        if _fields(entry) != self.form.fields():
            self.form.weave(_fields(entry))
        self.desk.shown(entry)
        self._tell()

    def _vanished(self) -> None:
        gone = self._id
        self.discard()
        self.entry_gone.emit(gone)

    def _on_load_failed(self, entry_id: str, error: AppError) -> None:
        if entry_id == self._id:
            self._loading = False
            self.form.say_saved(str(error), alarm=True)

    def _on_saved(self, entry_id: str, entry: Entry) -> None:
        if entry_id == self._id:
            self._kept = True
            if not self.desk.is_dirty(entry_id) and _fields(entry) != self.form.fields():
                self._take_over(entry)
        self._wrote = True
        self.entry_saved.emit(entry)

    def _take_over(self, entry: Entry) -> None:
        """The store kept more than was sent, or kept it tidied: show it as it is kept."""
        fields, shown = _fields(entry), self.form.fields()
        if fields.text == shown.text and self.form.mood.hasFocus():
            # A blank at the end of a mood is a word about to be written.
            return
        self.form.weave(fields)
        self.desk.shown(entry)

    def _on_refused(self, entry_id: str, sentence: str) -> None:
        self._refusal = sentence
        if entry_id == self._id:
            kept = self.tr("Not saved yet, your words are kept here. {reason}")
            self.form.say_saved(kept.format(reason=sentence), alarm=True)

    def _on_suggestions(self, found: tuple[list[str], list[str]]) -> None:
        moods, tags = found
        self.form.set_suggestions(mood_suggestions(moods), tags)

    # What the member does

    def _on_edited(self) -> None:
        if not self._id or self._loading:
            return
        if not self._kept and not self.desk.is_under_way(self._id) and self._is_blank():
            self.desk.forget(self._id)
        else:
            self.desk.note(self._id, self.draft)
        self.edited.emit()

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        # Whoever turns to another program finds everything written, whatever happens then.
        if state != Qt.ApplicationState.ApplicationActive:
            self.desk.flush()

    def _worry(self) -> str:
        return self._refusal if self.desk.state is SaveState.FAILED else ""

    def _is_blank(self) -> bool:
        fields = self.form.fields()
        return is_blank(fields.text, fields.mood, fields.tags)

    def _go_to_place(self) -> None:
        if self._place[0] and not self._loading:
            self.form.text.go_to(*self._place)
            self._place = ("", "")

    def _tell(self) -> None:
        state = self.desk.state
        if state is SaveState.FAILED:
            return
        if state is not SaveState.SAVED:
            self.form.say_saved(self.tr("Saving…"))
        elif self._kept:
            self.form.say_saved(self.tr("Saved"))
        else:
            self.form.say_saved("")


def _fields(entry: Entry | EntryDraft) -> Fields:
    text = as_lines(entry.content or "")
    return Fields(entry.entry_date, text, entry.mood or None, tuple(entry.tags))
