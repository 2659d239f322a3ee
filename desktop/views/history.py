"""The history of a row: earlier versions, what changed since each, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.language import isolated
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button
from desktop.widgets.difference_view import DifferenceView, Stretch
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.comparison import Change, Comparison, TextChange
    from desktop.services.history import Version
    from desktop.services.workspace import Workspace

_ID = Qt.ItemDataRole.UserRole + 1


def _as_it_is(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return row


def _restore_whole(workspace: Workspace, version_id: int) -> object:
    return workspace.history.restore(version_id)


class Subject(NamedTuple):
    """Whose history is shown: a row, and its columns with their words.

    `texts` are compared word by word, `fields` told in a line each. `restore` makes a version the
    present state, in the lane; a page that shows a part of a row brings back that part alone.
    `listed` finds the versions in the lane, where not all of the row are meant.
    """

    table: str
    row_id: str
    title: str
    texts: Mapping[str, str]
    fields: Mapping[str, str]
    restore: Callable[[Workspace, int], object] = _restore_whole
    told: Callable[[Mapping[str, Any]], Mapping[str, Any]] = _as_it_is
    listed: Callable[[Workspace], Sequence[Version]] | None = None


class HistoryDialog(QDialog):
    """Owns the list of versions of one row and what is shown of one; GUI thread."""

    restored = Signal(str)  # the row's id

    def __init__(self, kit: RoomKit, subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._subject = subject
        self._shown = ""
        self.versions = QListWidget()
        self.difference = DifferenceView(kit.look)
        self.changes = words("", "muted")
        self.restore_button = button(self.tr("&Restore this version"), "primary")
        self._bodies = QStackedWidget()
        self.setWindowTitle(subject.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(880, 560)
        self._lay_out()
        self.versions.currentItemChanged.connect(self._on_chosen)
        self.restore_button.clicked.connect(self._on_restore)
        kit.lane.ask(
            subject.listed
            or (lambda workspace: workspace.history.versions(subject.table, subject.row_id)),
            self._on_versions,
        )

    def _lay_out(self) -> None:
        self.versions.setAccessibleName(self.tr("Earlier versions"))
        self.versions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.versions.setProperty("kind", "rows")
        self.versions.setWordWrap(True)
        self.versions.setSpacing(2)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(18, 0, 0, 0)
        column.addWidget(self.changes)
        column.addWidget(self.difference, 1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.versions)
        split.addWidget(right)
        split.setSizes([270, 560])
        nothing = words(
            self.tr(
                "There is no earlier version yet. One is kept each time you come back to a text "
                "and change it, and before a change from another device arrives."
            ),
            "muted",
        )
        nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._bodies.addWidget(nothing)
        self._bodies.addWidget(split)
        close = button(self.tr("&Close"))
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.restore_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(26, 22, 26, 20)
        box.setSpacing(16)
        box.addWidget(words(self.tr("Earlier versions"), "title"))
        box.addWidget(self._bodies, 1)
        box.addLayout(foot)
        self.restore_button.setEnabled(False)

    def _on_versions(self, versions: Sequence[Version]) -> None:
        self._bodies.setCurrentIndex(1 if versions else 0)
        for version in versions:
            kept = spelt_moment(version.kept_at)
            preview = version.preview or self.tr("No words")
            item = QListWidgetItem(f"{kept}\n{preview}")
            item.setData(_ID, version.id)
            item.setToolTip(self._origin(version.origin))
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                f"{kept}, {self._origin(version.origin)}, {version.preview}",
            )
            self.versions.addItem(item)
        if versions:
            self.versions.setCurrentRow(0)
            self.versions.setFocus()

    def _origin(self, origin: str) -> str:
        if origin == "sync":
            return self.tr("kept before a change from another device")
        return self.tr("kept while you were writing here")

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        version_id: Any = item.data(_ID)
        self._shown = str(version_id)
        self.restore_button.setEnabled(False)

        subject = self._subject

        def read(workspace: Workspace) -> tuple[int, Comparison]:
            from desktop.services.comparison import compare_rows

            then = workspace.history.row(version_id)
            now = workspace.rows.get(subject.table, subject.row_id) or {}
            told = subject.told
            return version_id, compare_rows(told(then), told(now), subject.texts, subject.fields)

        self._kit.lane.ask(read, self._on_compared)

    def _on_compared(self, found: tuple[int, Comparison]) -> None:
        version_id, comparison = found
        if str(version_id) != self._shown:
            return
        self.difference.show_difference(self._stretches(comparison.texts))
        self.changes.setText("\n".join(self._spelt(c) for c in comparison.changes))
        self.changes.setVisible(bool(comparison.changes))
        self.restore_button.setEnabled(True)

    def _stretches(self, texts: Sequence[TextChange]) -> Iterator[Stretch]:
        """The texts one below the other; where a row has several, those that changed, by name."""
        several = len(texts) > 1
        for text in texts:
            if several and not text.is_change:
                continue
            if several:
                yield Stretch("same", f"{self._subject.texts[text.column]}\n")
            yield from (Stretch(piece.kind, piece.text) for piece in text.pieces)
            if several:
                yield Stretch("same", "\n\n")

    def _spelt(self, change: Change) -> str:
        nothing = self.tr("none")
        return self.tr("{name}: {then} then, {now} now").format(
            name=self._subject.fields[change.column],
            then=isolated(change.then) or nothing,
            now=isolated(change.now) or nothing,
        )

    def _on_restore(self) -> None:
        if self.versions.currentRow() < 0:
            return
        item = self.versions.currentItem()
        version_id: Any = item.data(_ID)
        self.restore_button.setEnabled(False)
        restore = self._subject.restore
        self._kit.lane.ask(lambda workspace: restore(workspace, version_id), self._on_restored)

    def _on_restored(self, _answer: object) -> None:
        self.restored.emit(self._subject.row_id)
        self.accept()


def spelt_moment(moment: datetime) -> str:
    """A moment in the zone of this computer, as the member's language spells it."""
    local = QDateTime.fromMSecsSinceEpoch(int(moment.timestamp() * 1000))
    return QLocale().toString(local, "d MMM yyyy, HH:mm")
