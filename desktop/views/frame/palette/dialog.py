"""The palette itself: a line to type in, and below it what fits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QVBoxLayout, QWidget

from desktop.theme.appearance import Appearance
from desktop.views.frame.palette.commands import Command, fitting
from desktop.views.frame.palette.rows import CommandDrawing, CommandRows
from desktop.widgets.sentences import read_out
from desktop.widgets.texts import words

_WIDTH, _TOP, _ROWS = 620, 64, 9
# A word is looked for in what was written when it rests for a moment.
_PAUSE_MS = 150
_SHORTEST = 2
_STEPS = {
    Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _ROWS - 1, Qt.Key.Key_PageUp: 1 - _ROWS,
}  # fmt: skip


class Palette(QDialog):
    """Owns what is typed and what it leads to; lives on the GUI thread.

    The focus stays in the line; arrows move the mark in the list. It closes before `chosen` is
    told, so that what is done is done in the window.
    """

    chosen = Signal(object)
    """The Command that was asked for."""
    titles_requested = Signal(str)
    """These words rest in the line: what was written under such a title?"""

    def __init__(
        self, commands: Sequence[Command], look: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setWindowTitle(self.tr("All that one can do"))
        self._commands = commands
        self._titles: tuple[str, Sequence[Command]] = ("", ())
        self._rows = CommandRows(self)
        self.field = QLineEdit()
        self.field.setProperty("kind", "search")
        self.field.setPlaceholderText(self.tr("What would you like to do, or where to go?"))
        self.field.setAccessibleName(self.tr("Find something to do, or what you wrote"))
        self.view = QListView()
        self.view.setModel(self._rows)
        self.view.setItemDelegate(CommandDrawing(look, self.view))
        self.view.setProperty("kind", "rows")
        self.view.setUniformItemSizes(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self.view.setAccessibleName(self.tr("What fits"))
        self.nothing = words(self.tr("Nothing goes by that name."), "muted")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(8)
        for widget in (self.field, self.view, self.nothing):
            box.addWidget(widget)
        self._connect()
        self._show()

    def open_over(self, window: QWidget) -> None:
        """Open over the upper middle of a window."""
        width = min(_WIDTH, window.width() - 32)
        row = self.view.sizeHintForRow(0)
        height = min(_ROWS * row + self.field.sizeHint().height() + 46, window.height() - _TOP - 16)
        self.setFixedSize(width, height)
        self.open()
        self.move(window.mapToGlobal(QPoint((window.width() - width) // 2, _TOP)))
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def offered(self) -> list[str]:
        """The titles that are shown, in their order."""
        found = (self._rows.command(row) for row in range(self._rows.rowCount()))
        return [command.title for command in found if command is not None]

    def marked(self) -> Command | None:
        """The command that Enter would choose."""
        return self._rows.command(self.view.currentIndex().row())

    def add_commands(self, commands: Sequence[Command]) -> None:
        """Offer more than was known when it opened."""
        self._commands = [*self._commands, *commands]
        self._show(keep=True)

    def show_titles(self, query: str, titles: Sequence[Command]) -> None:
        """Show what was written under such titles, unless something else is typed by now."""
        self._titles = (query, titles)
        self._show(keep=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows of the line move the mark of the list."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self._step(step)
                return True
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self._on_enter)
        self.view.clicked.connect(self._on_enter)
        self.view.entered.connect(self.view.setCurrentIndex)
        self._pause.timeout.connect(self._on_rest)

    def _show(self, *, keep: bool = False) -> None:
        query = self.field.text().strip()
        known, titles = self._titles
        found = [*fitting(query, self._commands), *(titles if known == query else ())]
        row = self.view.currentIndex().row() if keep else 0
        self._rows.show_commands(found)
        self.view.setCurrentIndex(self._rows.index(min(max(row, 0), len(found) - 1)))
        self.view.setVisible(bool(found))
        self.nothing.setVisible(not found)

    def _step(self, rows: int) -> None:
        count = self._rows.rowCount()
        if not count:
            return
        row = self.view.currentIndex().row() + rows
        # One step beyond an end comes in at the other; a page stops there.
        row = row % count if abs(rows) == 1 else min(max(row, 0), count - 1)
        self.view.setCurrentIndex(self._rows.index(row))
        self._say()

    def _say(self) -> None:
        marked = self.marked()
        if marked is not None:
            read_out(self.field, marked.spoken)

    def _on_typed(self) -> None:
        self._show()
        self._say()
        self._pause.start()

    def _on_rest(self) -> None:
        query = self.field.text().strip()
        if len(query) >= _SHORTEST:
            self.titles_requested.emit(query)

    def _on_enter(self, index: QModelIndex | None = None) -> None:
        if index is not None:
            self.view.setCurrentIndex(index)
        marked = self.marked()
        if marked is not None:
            self.accept()
            self.chosen.emit(marked)
