"""The trash of this computer: what was deleted, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.language import translated
from desktop.views.history import spelt_moment
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button
from desktop.widgets.sentences import Sentence
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.core.errors import AppError
    from desktop.services.trash import TrashItem

_ID = Qt.ItemDataRole.UserRole + 1
_TABLE = Qt.ItemDataRole.UserRole + 2
_MOST = 500


class TrashDialog(QDialog):
    """Owns the list of what was deleted; lives on the GUI thread."""

    restored = Signal(str, str)  # table, row id

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.items = QListWidget()
        self.restore_button = button(self.tr("&Restore"), "primary")
        self.forget_button = button(self.tr("&Delete for good…"))
        self.sure_button = button(self.tr("Delete it &now"), "danger")
        self.notice = Sentence()
        self._bodies = QStackedWidget()
        self.setWindowTitle(self.tr("Trash"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 520)
        self._lay_out()
        self.items.itemActivated.connect(lambda _item: self._on_restore())
        self.items.currentItemChanged.connect(self._on_chosen)
        self.restore_button.clicked.connect(self._on_restore)
        self.forget_button.clicked.connect(self._on_forget)
        self.sure_button.clicked.connect(self._on_sure)
        self._on_chosen(None)
        self._read()

    def _lay_out(self) -> None:
        self.items.setAccessibleName(self.tr("What was deleted"))
        self.items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.items.setProperty("kind", "rows")
        self.items.setWordWrap(True)
        self.items.setSpacing(2)
        nothing = words(
            self.tr("The trash is empty. What you delete stays here, so that you can get it back."),
            "muted",
        )
        nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._bodies.addWidget(nothing)
        self._bodies.addWidget(self.items)
        close = button(self.tr("&Close"))
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.forget_button)
        foot.addStretch(1)
        foot.addWidget(self.sure_button)
        foot.addWidget(close)
        foot.addWidget(self.restore_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(26, 22, 26, 20)
        box.setSpacing(16)
        box.addWidget(words(self.tr("Trash"), "title"))
        box.addWidget(
            words(self.tr("Deleted on this computer or by sync. It is kept here alone."), "muted")
        )
        box.addWidget(self._bodies, 1)
        box.addWidget(self.notice)
        box.addLayout(foot)

    def _read(self) -> None:
        self._kit.lane.ask(lambda workspace: workspace.trash.items(_MOST), self._on_items)

    def _on_items(self, found: Sequence[TrashItem]) -> None:
        self.items.clear()
        self._bodies.setCurrentIndex(1 if found else 0)
        for thing in found:
            when = spelt_moment(thing.deleted_at)
            where = (
                self.tr("deleted on another device, {when}")
                if thing.origin == "sync"
                else self.tr("deleted {when}")
            ).format(when=when)
            title = translated(thing.title) or self.tr("No words")
            kind = translated(thing.kind)
            if thing.day is not None:
                kind = self.tr("{kind} of {day}").format(kind=kind, day=_spelt(thing.day))
            item = QListWidgetItem(f"{title}\n{kind}  ·  {where}")
            item.setData(_ID, thing.id)
            item.setData(_TABLE, thing.table)
            self.items.addItem(item)
        if found:
            self.items.setCurrentRow(0)
            self.items.setFocus()

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        self.restore_button.setEnabled(item is not None)
        self.forget_button.setEnabled(item is not None)
        self._ask_nothing()

    def _ask_nothing(self) -> None:
        if self.sure_button.hasFocus():
            self.items.setFocus()
        self.sure_button.hide()
        self.notice.clear_away()

    def _on_restore(self) -> None:
        if self.items.currentRow() < 0:
            return
        item = self.items.currentItem()
        trash_id: Any = item.data(_ID)
        table: str = item.data(_TABLE)
        self._ask_nothing()
        self.restore_button.setEnabled(False)

        self._kit.lane.ask(
            lambda workspace: workspace.trash.restore(trash_id),
            partial(self._on_restored, table),
            self._on_failed,
        )

    def _on_restored(self, table: str, row_id: str) -> None:
        self.restored.emit(table, row_id)
        self._read()

    def _on_forget(self) -> None:
        self.notice.say(
            self.tr(
                "It goes from this computer with its earlier versions, and nothing brings it back. "
                "The copies that are kept against a damaged disk hold it for some days longer."
            )
        )
        self.sure_button.show()
        self.sure_button.setFocus()

    def _on_sure(self) -> None:
        if self.items.currentRow() < 0:
            return
        trash_id: Any = self.items.currentItem().data(_ID)
        self._ask_nothing()
        self._kit.lane.ask(
            lambda workspace: workspace.trash.forget(trash_id),
            lambda _nothing: self._read(),
            self._on_failed,
        )

    def _on_failed(self, error: AppError) -> None:
        """Say why, here, where it is read; the list shows what is there now."""
        self.restore_button.setEnabled(self.items.currentRow() >= 0)
        self.notice.say(translated(error))


def _spelt(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")
