"""The form of a room of moments at work: what is new, what is changed, and what waits unsaved.

Nothing that was written is ever asked about or thrown away: whoever goes to another moment, or to
another room, finds the form as it was left; what is half done is kept by the moment it belongs to.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.clock import SystemClock
from desktop.core.errors import AppError
from desktop.core.ids import new_id
from desktop.domain.moments import Moment, MomentDraft
from desktop.language import translated
from desktop.views.moments.wording import RoomWords, spelt_when
from desktop.views.room import RoomKit
from desktop.widgets.forms.moment_form import MomentForm

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.moments import Saved
    from desktop.services.workspace import Workspace

_NEW = ""
_NOWHERE = ("", "")
_REMEMBER_MS = 600
_BLANK = MomentDraft(None)


class MomentEditor(QWidget):
    """Owns the form, which moment is in it, and the unsaved drafts; lives on the GUI thread."""

    saved = Signal(object, bool)  # Saved, and whether it is a new one
    opened = Signal(str)  # a moment's id, or an empty one for the form of a new one
    gone = Signal(str)  # it was deleted elsewhere
    problem_met = Signal(str)

    def __init__(self, kit: RoomKit, names: RoomWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._names = names
        self._id = _NEW
        self._base = _BLANK
        self._unsaved: dict[str, tuple[MomentDraft, MomentDraft]] = {}
        self._remembered: dict[str, tuple[MomentDraft, MomentDraft]] = {}
        self._coming = _NEW
        self._place = _NOWHERE
        self._saving = False
        self._warm = False
        self._remembering = QTimer(self, singleShot=True, interval=_REMEMBER_MS)
        self._remembering.timeout.connect(self.remember)
        self.form = MomentForm(kit.look, names.form, names.vocabulary, parent=self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.form)
        self.form.save_requested.connect(self.save)
        self.form.cancel_requested.connect(self.cancel)
        self.form.edited.connect(self._on_edited)

    def recall(self) -> None:
        """Bring back what was not saved when the window was closed last."""
        self._kit.lane.ask(
            lambda workspace: self._names.keeper(workspace).unsaved(), self._on_recalled
        )

    def remember(self) -> None:
        """Write down what is not saved, should the window close or worse."""
        self._remembering.stop()
        drafts = self._unsaved.copy()
        if self.form.is_changed():
            drafts[self._id] = (self.form.draft(), self._base)
        if drafts == self._remembered:
            return
        self._remembered = drafts
        self._kit.lane.ask(lambda workspace: self._names.keeper(workspace).keep_unsaved(drafts))

    @property
    def row_id(self) -> str:
        """The id of the moment in the form, or an empty one while it is new."""
        return self._id

    def begin(self) -> None:
        """Show the form of a new moment, with what was begun there."""
        self._put_aside()
        self._coming = _NEW
        draft, _ = self._unsaved.pop(_NEW, (_BLANK, _BLANK))
        self._id, self._base = _NEW, _BLANK
        self.form.show_draft(draft, new=True, unchanged=_BLANK)
        self.opened.emit(_NEW)

    def open(self, row_id: str, place: tuple[str, str] = _NOWHERE) -> None:
        """Bring a moment into the form, at these words of it, in what is around them."""
        self._place = place
        if row_id == self._id:
            self._coming = _NEW
            self.refresh()
            self._go_to_place()
            return
        self._coming = row_id
        self._load(row_id)

    def refresh(self) -> None:
        """Rows changed: show the newer state, unless something is being written."""
        if self._id:
            self._load(self._id)

    def save(self) -> None:
        """Write what is in the form."""
        if self._saving or not self.form.check():
            return
        if self._id and not self.form.is_changed():
            self.begin()
            self.form.focus_first()
            return
        self._saving = True
        target, row_id = self._id, self._id or new_id()
        draft, base = self.form.draft(), self._base if target else None

        def write(workspace: Workspace) -> Saved:
            return self._names.keeper(workspace).save(row_id, draft, base)

        self._kit.lane.ask(write, partial(self._on_saved, target, draft), self._on_refused)

    def cancel(self) -> None:
        """Take back what was not saved, and go on to a new moment."""
        self.form.show_draft(self._base, new=not self._id)
        self.begin()
        self.form.focus_first()
        self.remember()

    def forget(self, row_id: str) -> None:
        """A moment is being deleted: nothing more is written of it."""
        self._unsaved.pop(row_id, None)
        if self._coming == row_id:
            self._coming = _NEW
        if row_id and row_id == self._id:
            self.form.show_draft(self._base, new=False)
            self.begin()
        self.remember()

    def take_back(self, draft: MomentDraft) -> None:
        """A new moment was undone: its words stand in the form again, if it is still blank."""
        if not self._id and not self.form.is_changed():
            self.form.show_draft(draft, new=True, unchanged=_BLANK)
            self.remember()

    def is_unsaved(self, row_id: str) -> bool:
        """Whether a change of this moment waits while another one is in the form."""
        return row_id in self._unsaved

    def _put_aside(self) -> None:
        if self.form.is_changed():
            self._unsaved[self._id] = (self.form.draft(), self._base)

    def _load(self, row_id: str) -> None:
        def read(workspace: Workspace) -> Moment | None:
            return self._names.keeper(workspace).get(row_id)

        self._kit.lane.ask(
            read,
            partial(self._on_loaded, row_id),
            lambda error: self.problem_met.emit(translated(error)),
        )

    def _on_loaded(self, row_id: str, moment: Moment | None) -> None:
        if row_id == self._coming and row_id != self._id:
            self._show_first(row_id, moment)
        elif row_id == self._id:
            self._show_newer(moment)

    def _show_first(self, row_id: str, moment: Moment | None) -> None:
        self._coming = _NEW
        if moment is None:
            self.gone.emit(row_id)
            return
        self._put_aside()
        # A change that waits was built on an earlier state: a save weaves it into this one.
        draft, base = self._unsaved.pop(row_id, (moment.draft, moment.draft))
        self._id, self._base = row_id, base
        self.form.show_draft(draft, new=False, unchanged=base)
        self._say_recorded(moment)
        self.opened.emit(row_id)
        self._go_to_place()

    def _go_to_place(self) -> None:
        (found, around), self._place = self._place, _NOWHERE
        if found:
            self.form.go_to(found, around)

    def _show_newer(self, moment: Moment | None) -> None:
        if moment is not None:
            if moment.draft != self._base and not self.form.is_changed():
                self._base = moment.draft
                self.form.show_draft(moment.draft, new=False)
                self._say_recorded(moment)
        elif not self.form.is_changed():
            # With a change in the form it stays there: to save it brings the moment back.
            gone = self._id
            self.begin()
            self.gone.emit(gone)

    def _say_recorded(self, moment: Moment) -> None:
        if moment.created_at is not None:
            self.form.say_recorded(spelt_when(moment.created_at, SystemClock().today()))

    def _on_recalled(self, drafts: dict[str, tuple[MomentDraft, MomentDraft]]) -> None:
        self._remembered = drafts.copy()
        # What the member has begun meanwhile goes before.
        self._unsaved = {**drafts, **self._unsaved}
        if not self._id and not self.form.is_changed() and _NEW in self._unsaved:
            draft, _ = self._unsaved.pop(_NEW)
            self.form.show_draft(draft, new=True, unchanged=_BLANK)

    def _on_edited(self) -> None:
        self._remembering.start()
        if not self._warm:
            # What writing needs is loaded at the first key, not at the save after it.
            self._warm = True
            self._kit.lane.ask(lambda workspace: workspace.rows.warm_up())

    def _on_saved(self, target: str, sent: MomentDraft, saved: Saved) -> None:
        self._saving = False
        if target != self._id:
            # Another moment is in the form by now; what was put aside of this one is saved.
            if self._unsaved.get(target, (None, None))[0] == sent:
                del self._unsaved[target]
        elif self.form.draft() != sent:
            self._go_on_writing(saved.moment)
        else:
            self.form.show_draft(self._base, new=not target)
            self.begin()
            self.form.focus_first()
        self.remember()
        self.saved.emit(saved, not target)

    def _go_on_writing(self, moment: Moment) -> None:
        """The member wrote on while it was saved: that is a change of what was saved."""
        now = self.form.draft()
        self._id, self._base = moment.id, moment.draft
        draft = now._replace(moment=now.moment or moment.draft.moment)
        self.form.show_draft(draft, new=False, unchanged=moment.draft)
        self._say_recorded(moment)
        self.opened.emit(moment.id)

    def _on_refused(self, error: AppError) -> None:
        self._saving = False
        self.form.problem.say(translated(error))
