"""What a search found, to be read: the whole text with the words that were looked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QTextCharFormat
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from desktop.language import translated
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button
from desktop.widgets.choosing.day_edit import spelt_day
from desktop.widgets.texts import words
from desktop.widgets.writing.markdown_edit import TEXT_INDENT, MarkdownEdit

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.reading import Reading
    from desktop.services.workspace import Workspace

_MOST_MARKS = 500


class Reader(QWidget):
    """Owns the text of one hit; lives on the GUI thread.

    `home` gives the title of the room in which rows of a table are opened, or an empty one.
    """

    open_requested = Signal()

    def __init__(
        self, kit: RoomKit, home: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        self._home = home
        self._shown = ("", "")
        self._looked_for: list[str] = []
        self._around = ""
        self._caption = words("", "small")
        self._title = words("", "heading")
        for label in (self._caption, self._title):
            label.setWordWrap(True)
        self._below = words("", "muted")
        self.text = MarkdownEdit(kit.look)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Text that was found"))
        self.open_button = button("", "link")
        self.open_button.setToolTip(self.tr("Enter in the list opens it, too"))
        self.open_button.clicked.connect(self.open_requested)
        head = QVBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._caption)
        head.addWidget(self._title)
        head.addWidget(self._below)
        head.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.text.measure_changed.connect(
            lambda spare: head.setContentsMargins(spare + TEXT_INDENT, 0, spare + TEXT_INDENT, 0)
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(26, 4, 18, 14)
        box.setSpacing(8)
        box.addLayout(head)
        box.addWidget(self.text, 1)
        self.setFocusProxy(self.text)
        self.clear()
        kit.look.changed.connect(self._mark)

    def clear(self) -> None:
        """Show nothing."""
        self._shown = ("", "")
        for label in (self._caption, self._title, self._below):
            label.clear()
        self.text.set_text("")
        self.open_button.hide()

    def forget(self) -> None:
        """Rows changed: read the next hit again, even if it is the one that is shown."""
        self._shown = ("", "")

    def show_hit(self, table: str, row_id: str, looked_for: Sequence[str], around: str) -> None:
        """Read a row and show it at the place where the words stand."""
        if (table, row_id, list(looked_for), around) == (
            *self._shown,
            self._looked_for,
            self._around,
        ):
            return
        self._shown = (table, row_id)
        self._looked_for, self._around = list(looked_for), around

        def read(workspace: Workspace) -> Reading | None:
            from desktop.services.reading import read_row

            return read_row(workspace.connection, table, row_id)

        self._kit.lane.ask(read, partial(self._on_read, (table, row_id)))

    def _on_read(self, which: tuple[str, str], reading: Reading | None) -> None:
        if which != self._shown:
            return
        if reading is None:
            self.clear()
            self._below.setText(self.tr("It is not here any more."))
            return
        self._caption.setText(self._captioned(reading))
        titled = reading.title and not reading.body.lstrip("# ").startswith(reading.title)
        self._title.setText(translated(reading.title) if titled else "")
        self._title.setVisible(bool(titled))
        below = [reading.mood] if reading.mood else []
        below += [f"#{tag}" for tag in reading.tags]
        self._below.setText("   ".join(below))
        self._below.setVisible(bool(below))
        self.text.set_text(reading.body)
        home = self._home(which[0])
        self.open_button.setText(self.tr("&Open in {room}").format(room=home))
        self.open_button.setVisible(bool(home))
        self._mark()
        if self._looked_for:
            self.text.go_to(self._looked_for[0], self._around)

    def _captioned(self, reading: Reading) -> str:
        kind = translated(reading.kind)
        if reading.moment is None:
            return kind
        day = spelt_day(reading.moment.date())
        return f"{day}  ·  {kind}"

    def _mark(self) -> None:
        style = QTextCharFormat()
        style.setBackground(self._kit.look.colour("mark"))
        style.setForeground(self._kit.look.colour("on_mark"))
        style.setFontWeight(QFont.Weight.DemiBold)
        marks = []
        for word in sorted({word.casefold() for word in self._looked_for}):
            for cursor in self.text.places(word, _MOST_MARKS):
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = cursor, style
                marks.append(mark)
        self.text.setExtraSelections(marks)
