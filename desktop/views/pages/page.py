"""A row on a page: it comes from the store, is written, and keeps itself saved.

What every page of the app does alike; a page of a room says what its form is and what a draft of
its rows holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.errors import AppError
from desktop.language import translated
from desktop.qt.autosave import SaveState
from desktop.qt.writing import WritingDesk
from desktop.views.pages.closing_guard import ClosingGuard
from desktop.views.pages.unsaved import UnsavedWords
from desktop.views.room import RoomKit

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from collections.abc import Callable

    from desktop.qt.writing import Keeper
    from desktop.services.workspace import Workspace


class Form(Protocol):
    """The fields of a row; `edited` tells what the member does, never what the program shows.

    What the fields hold is a plain value that can be compared, of the form's own kind.
    """

    edited: SignalInstance

    def fields(self) -> Any:
        """The fields as they stand."""

    def show_fields(self, fields: Any, /) -> None:
        """Show another row; its own undo history begins."""

    def weave(self, fields: Any, /) -> None:
        """Show a newer state of the same row, leaving the cursor where it is."""

    def set_writable(self, writable: bool, /) -> None:
        """Let the member write, or wait until the row is here."""

    def say_saved(self, sentence: str, /, *, alarm: bool = False) -> None:
        """Tell where the words are."""


class Page(QWidget):
    """Owns the form of one row and its desk; lives on the GUI thread.

    A new row has an id from the start, and stands in the store from its first word on. `keeper`
    finds in the lane who keeps the rows. A page of a room says how a row, a draft and the fields
    of the form become each other.
    """

    row_saved = Signal(object)  # the row as it is kept
    row_opened = Signal(str)
    row_gone = Signal(str)  # it was deleted elsewhere
    edited = Signal()

    table = ""

    def __init__(
        self,
        kit: RoomKit,
        form: QWidget,
        keeper: Callable[[Workspace], Keeper],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kit = kit
        self._form: Form = form  # type: ignore[assignment] # a widget with the fields of a row
        self.desk = WritingDesk(kit.lane, keeper, self)
        self._id = ""
        self._kept = False
        self._loading = False
        self._refusal = ""
        self._guard = ClosingGuard(self, self.desk, self.leave, self._worry)
        UnsavedWords(self, self.desk)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(form)
        self._form.set_writable(False)
        self._form.edited.connect(self._on_edited)
        self.desk.saved.connect(self._on_saved)
        self.desk.refused.connect(self._on_refused)
        self.desk.state_changed.connect(self._on_state)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_application_state)

    # What a page of a room says

    def fields_of(self, row: Any) -> Any:
        """What the form shows of a row, or of a draft."""
        raise NotImplementedError

    def draft_of(self, row: Any) -> Any:
        """The draft that a row would be, had it been written here."""
        raise NotImplementedError

    def draft(self) -> Any:
        """What is on the page, as the store takes it."""
        raise NotImplementedError

    def is_blank(self) -> bool:
        """Whether the member has put nothing onto the page."""
        raise NotImplementedError

    def commit_fields(self) -> None:
        """Take what is half written in small fields for written."""

    def stays_as_typed(self, fields: Any) -> bool:  # noqa: ARG002
        """Whether the form is better not shown as the store tidied it, as one writes in it."""
        return False

    def shown_first(self) -> None:
        """A row has just come onto the page."""

    def came(self, row: Any) -> None:
        """A state of the row has come from the store."""

    # What the room asks

    def showEvent(self, event: QShowEvent) -> None:
        """Watch over the window that the page is shown in."""
        super().showEvent(event)
        self._guard.watch()

    @property
    def row_id(self) -> str:
        """The id of the row on the page, or an empty one."""
        return self._id

    @property
    def part(self) -> str:
        """Which part of its row the page shows, where it shows one at a time."""
        return ""

    @property
    def is_kept(self) -> bool:
        """Whether the row stands in the store."""
        return self._kept

    @property
    def is_loading(self) -> bool:
        """Whether the row is still on its way from the store."""
        return self._loading

    def begin(self, row_id: str, fields: Any) -> None:
        """Lay out an empty page; nothing is stored before something is written."""
        self.leave()
        self._id, self._kept, self._loading = row_id, False, False
        self._form.show_fields(fields)
        self._form.set_writable(True)
        self._tell()
        self.row_opened.emit(self._id)

    def open(self, row_id: str) -> None:
        """Bring a row onto the page; the one that is there already is read again."""
        if row_id == self._id:
            self.refresh()
            return
        self.leave()
        self._id, self._kept, self._loading = row_id, True, True
        self._form.set_writable(False)
        self._load(row_id)

    def show_row(self, row_id: str, row: Any) -> None:
        """Lay a row onto the page that was read already."""
        self.leave()
        self._id, self._kept, self._loading = row_id, True, False
        self._show_first(row, self.desk.unsaved(row_id))

    def clear(self, fields: Any) -> None:
        """Take the row off the page; nothing can be written before the next one is there."""
        self.leave()
        self._id, self._kept, self._loading = "", False, False
        self._form.set_writable(False)
        self._form.show_fields(fields)

    def discard(self) -> None:
        """Take a row off the page that is being deleted: its draft is not written again."""
        self.desk.forget(self._id)
        self._id, self._kept, self._loading = "", False, False

    def leave(self) -> None:
        """Write what is not written yet and end the writing session."""
        if self._id:
            self.commit_fields()
            self.desk.leave(self._id)

    def save_now(self) -> None:
        """Write what is not written yet."""
        self.commit_fields()
        self.desk.flush()
        self._tell()

    def refresh(self) -> None:
        """The store changed: show the newer state, unless something is being typed."""
        if self._id and self._kept and not self._loading:
            self._load(self._id)

    # What comes from the lane

    def _load(self, row_id: str) -> None:
        def loaded(row: Any) -> None:
            self._on_loaded(row_id, row)

        def failed(error: AppError) -> None:
            self._on_load_failed(row_id, error)

        self.desk.load(row_id, loaded, failed)

    def _on_loaded(self, row_id: str, row: Any) -> None:
        if row_id != self._id:
            return
        first, self._loading = self._loading, False
        unsaved = self.desk.unsaved(row_id)
        if first:
            self._show_first(row, unsaved)
        elif unsaved is None:
            self._show_newer(row)

    def _show_first(self, row: Any, unsaved: Any) -> None:
        shown = row if unsaved is None else unsaved
        if shown is None:
            self._vanished()
            return
        if row is not None:
            self.desk.shown(self._id, self.draft_of(row))
            self.came(row)
        self._form.show_fields(self.fields_of(shown))
        self._form.set_writable(True)
        self.shown_first()
        self._tell()
        self.row_opened.emit(self._id)

    def _show_newer(self, row: Any) -> None:
        if row is None:
            if self.is_blank():
                # A page that was left blank keeps no row; it is still there to write on.
                self._kept = False
                self._tell()
            else:
                self._vanished()
            return
        self.came(row)
        fields = self.fields_of(row)
        if fields != self._form.fields():
            self._form.weave(fields)
        self.desk.shown(self._id, self.draft_of(row))
        self._tell()

    def _vanished(self) -> None:
        gone = self._id
        self.discard()
        self.row_gone.emit(gone)

    def _on_load_failed(self, row_id: str, error: AppError) -> None:
        if row_id == self._id:
            self._loading = False
            self._form.say_saved(translated(error), alarm=True)

    def _on_saved(self, row_id: str, row: Any) -> None:
        if row_id == self._id:
            self._kept = True
            self.came(row)
            fields = self.fields_of(row)
            if not self.desk.is_dirty(row_id) and fields != self._form.fields():
                self._take_over(row, fields)
        self.row_saved.emit(row)

    def _take_over(self, row: Any, fields: Any) -> None:
        """The store kept more than was sent, or kept it tidied: show it as it is kept."""
        if not self.stays_as_typed(fields):
            self._form.weave(fields)
            self.desk.shown(self._id, self.draft_of(row))

    def _on_refused(self, row_id: str, sentence: str) -> None:
        self._refusal = sentence
        if row_id == self._id:
            kept = self.tr("Not saved yet, your words are kept here. {reason}")
            self._form.say_saved(kept.format(reason=sentence), alarm=True)

    # What the member does

    def _on_edited(self) -> None:
        if not self._id or self._loading:
            return
        if not self._kept and not self.desk.is_under_way(self._id) and self.is_blank():
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

    def _on_state(self, _state: SaveState) -> None:
        self._tell()

    def _tell(self) -> None:
        state = self.desk.state
        if state is SaveState.FAILED:
            return
        if state is not SaveState.SAVED:
            self._form.say_saved(self.tr("Saving…"))
        elif self._kept:
            self._form.say_saved(self.tr("Saved"))
        else:
            self._form.say_saved("")
