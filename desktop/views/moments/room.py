"""Check-in and Events: record a moment by a few keys, see the last weeks move, find any of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QWidget

from desktop.domain.moments import MomentDraft
from desktop.language import isolated
from desktop.views.moments.list_pane import MomentsPane
from desktop.views.moments.sheet import FormAndChart
from desktop.views.moments.wording import RoomWords, check_in, event
from desktop.views.room import Room, RoomKit, Undo
from desktop.widgets.buttons import icon_button

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.moments import Saved
    from desktop.services.workspace import Workspace

# In less width than this the list takes less of it.
_SMALL = 780
_NARROW, _USUAL = 262, 330


class MomentsRoom(Room):
    """Owns the list, the form and the chart of one kind of moments; lives on the GUI thread."""

    def __init__(self, kit: RoomKit, names: RoomWords, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.title = names.title
        self.icon_name = names.icon_name
        self._names = names
        self._undo: Undo | None = None
        self._fresh = True
        self._wrote_on = False
        self._split = QSplitter(self)
        self.pane = MomentsPane(kit, names, self._split)
        self._right = FormAndChart(kit, names, self._split)
        self.editor, self.chart = self._right.editor, self._right.chart
        self.delete_button = icon_button(
            kit.look.icons, "trash-2", self.tr("Move to the trash (Ctrl+Shift+Del)")
        )
        self.menu = QMenu(self)
        self._lay_out()
        self._connect()
        self._offer_all()
        self.pane.start()
        self.editor.recall()

    # What the shell asks

    def complete(self) -> None:
        """The newest moments have been painted: bring all the others, and the chart."""
        self._read()
        self.chart.complete()

    def activate(self) -> None:
        """Begin with the word."""
        if self.is_complete:
            # The room that was left may have written just now, behind the back of the window.
            self.refresh()
        self.editor.form.focus_first()

    def refresh(self) -> None:
        """Rows changed: read list, figures and the moment in the form again."""
        self._read()
        self.editor.refresh()

    def leave(self) -> None:
        """Write down what is not saved; it stays in the form."""
        self.editor.remember()

    def present(self, subject: str) -> None:
        """Open a moment: its id, then, each on a line, words to go to and what is around them."""
        row_id, _, place = subject.partition("\n")
        found, _, around = place.partition("\n")
        self.pane.list.choose(row_id)
        self.editor.open(row_id, (found, around))

    def standing(self) -> str:
        """The moment in the form, or nothing while it is new."""
        return self.editor.row_id

    # What the member asks

    def open_moment(self, row_id: str) -> None:
        """Bring a moment into the form, and mark it in the list."""
        self.pane.list.choose(row_id)
        self.editor.open(row_id)

    def begin(self) -> None:
        """Go on with a new moment."""
        self.editor.begin()
        self.editor.form.focus_first()

    def delete_open(self) -> None:
        """Move the moment in the form to the trash."""
        if self.editor.row_id:
            self.delete_moment(self.editor.row_id)

    def delete_moment(self, row_id: str) -> None:
        """Move a moment to the trash."""
        after = self.pane.list.neighbour(row_id)
        in_list = self.pane.list.view.hasFocus()
        self.editor.forget(row_id)
        self.kit.lane.ask(
            lambda workspace: self._names.keeper(workspace).delete(row_id), self._on_deleted
        )
        if in_list and after:
            self.open_moment(after)

    def undo(self) -> None:
        """Take the last deed back.

        Whoever has written on in the form since takes back what they write, and nothing more.
        """
        if self._wrote_on and self.editor.isAncestorOf(self.focusWidget() or self):
            return
        undo, self._undo = self._undo, None
        if undo is not None:
            self.undone.emit(undo)
            undo()

    def show_history(self) -> None:
        """Show the earlier versions of the moment in the form."""
        if not self.editor.row_id:
            return
        from desktop.views.history import HistoryDialog, Subject

        kind, form = self._names.kind, self._names.form
        fields = {
            kind.word: form.word, kind.level: form.level, kind.moment: self.tr("Time")
        }  # fmt: skip
        subject = Subject(
            kind.table, self.editor.row_id, self.tr("Earlier versions"), {kind.notes: form.notes},
            fields,
        )  # fmt: skip
        dialog = HistoryDialog(self.kit, subject, self)
        dialog.restored.connect(lambda _row_id: self.refresh())
        dialog.open()

    def show_details(self) -> None:
        """Show all columns of the moment in the form."""
        from desktop.views.details import show_details

        show_details(self.kit, self._names.kind.table, self.editor.row_id, self)

    def show_trash(self) -> None:
        """Show what was deleted."""
        from desktop.views.trash import TrashDialog

        dialog = TrashDialog(self.kit, self)
        dialog.restored.connect(self._on_restored)
        dialog.open()

    # Parts

    def _lay_out(self) -> None:
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._split)
        self.editor.form.buttons.addWidget(self.delete_button)
        self.delete_button.hide()
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.pane)
        self._split.addWidget(self._right)
        self._split.setStretchFactor(1, 1)
        self.pane.setMinimumWidth(240)
        self.pane.setMaximumWidth(480)

    def showEvent(self, event: QShowEvent) -> None:
        """Leave the form enough room in a small window, the first time."""
        super().showEvent(event)
        if self._fresh:
            self._fresh = False
            left = _NARROW if self.width() < _SMALL else _USUAL
            self._split.setSizes([left, self.width() - left])

    def _connect(self) -> None:
        pane, editor = self.pane, self.editor
        pane.first_listed.connect(self.content_stands)
        pane.trash_requested.connect(self.show_trash)
        pane.problem_met.connect(self._tell)
        pane.list.row_chosen.connect(self.open_moment)
        pane.list.enter_pressed.connect(editor.form.focus_first)
        pane.list.delete_requested.connect(self.delete_moment)
        pane.watch_unsaved(editor.is_unsaved)
        editor.saved.connect(self._on_saved)
        editor.form.edited.connect(self._on_edited)
        editor.opened.connect(self._on_opened)
        editor.gone.connect(self._on_gone)
        editor.problem_met.connect(self._tell)
        self.delete_button.clicked.connect(self.delete_open)

    def _offer_all(self) -> None:
        pane, form = self.pane, self.editor.form
        for text, keys, act in (
            (self._names.new, "Ctrl+N", self.begin),
            (self.tr("Save"), "Ctrl+S", self.editor.save),
            (self.tr("Move to the trash"), "Ctrl+Shift+Del", self.delete_open),
            (self.tr("Undo"), "Ctrl+Z", self.undo),
            (self.tr("Earlier versions…"), "Ctrl+H", self.show_history),
            (self.tr("Details…"), "Alt+Return", self.show_details),
            (self.tr("Trash…"), "Ctrl+Shift+T", self.show_trash),
            (self.tr("Go to the list"), "Ctrl+L", pane.take_focus),
            (self.tr("Go to the form"), "Ctrl+E", form.focus_first),
            (self.tr("Filter"), "Ctrl+Shift+F", pane.toggle_filters),
            (self.tr("Figures as a table"), "Ctrl+D", self.chart.as_table.toggle),
        ):
            self.menu.addAction(self.offer(text, keys, act))
        pane.more.setMenu(self.menu)

    # What happened

    def _read(self) -> None:
        self.chart.reload()
        self.pane.reload()
        self.kit.lane.ask(
            lambda workspace: [word for word, _ in self._names.keeper(workspace).words()],
            self.editor.form.word.set_used,
        )

    def _on_edited(self) -> None:
        self._wrote_on = True

    def _on_opened(self, row_id: str) -> None:
        self.delete_button.setVisible(bool(row_id))
        self.pane.mark_unsaved()
        if self.pane.list.chosen() != row_id:
            self.pane.list.choose(row_id)

    def _on_saved(self, saved: Saved, new: bool) -> None:
        self._read()
        draft, row_id = saved.moment.draft, saved.moment.id
        if new:
            undo = partial(self._unrecord, row_id, draft)
        else:
            undo = partial(self._put_back, row_id, saved)
        self._undo, self._wrote_on = undo, False
        self.notice.emit(
            self._names.saved.format(word=isolated(draft.word), level=draft.level), undo
        )

    def _unrecord(self, row_id: str, draft: MomentDraft) -> None:
        """Take a new moment back: its words stand in the form again."""
        self._undo = None
        self.editor.forget(row_id)
        self.editor.take_back(draft)
        self.kit.lane.ask(
            lambda workspace: self._names.keeper(workspace).delete(row_id),
            lambda _trash_id: self._read(),
        )

    def _put_back(self, row_id: str, saved: Saved) -> None:
        """Take a change back."""
        self._undo = None
        before = saved.before or {}

        def restore(workspace: Workspace) -> None:
            self._names.keeper(workspace).put_back(row_id, before)

        self.kit.lane.ask(restore, lambda _nothing: self.refresh())

    def _on_deleted(self, trash_id: int) -> None:
        self._read()

        def put_back() -> None:
            self._undo = None
            self.kit.lane.ask(
                lambda workspace: workspace.trash.restore(trash_id),
                partial(self._on_restored, self._names.kind.table),
            )

        self._undo, self._wrote_on = put_back, False
        self.notice.emit(self._names.deleted, put_back)

    def _on_restored(self, table: str, row_id: str) -> None:
        self._read()
        if table == self._names.kind.table:
            self.open_moment(row_id)
        self._tell(self.tr("It is back where it was."))

    def _on_gone(self, _row_id: str) -> None:
        self._read()
        self._tell(self._names.gone)

    def _tell(self, sentence: str) -> None:
        self.notice.emit(sentence, None)


def check_in_room(kit: RoomKit, parent: QWidget | None = None) -> MomentsRoom:
    """The room of feelings."""
    return MomentsRoom(kit, check_in(), parent)


def events_room(kit: RoomKit, parent: QWidget | None = None) -> MomentsRoom:
    """The room of what happened."""
    return MomentsRoom(kit, event(), parent)
