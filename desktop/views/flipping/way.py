"""A flip that starts from words anywhere in the app, and its way back into them.

A room gives a ticket: the words that are selected in one of its editors, and where they stand. The
clarity that came of them returns by it as an ordinary edit, which can be undone where it was made.
What has been written meanwhile is never overwritten: the clarity takes the place of the words where
they still stand as they stood; else it is set at the end of their text, and the member is told.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from desktop.language import tr
from desktop.views.flipping.ticket import Ticket
from desktop.views.pages.page import Page
from desktop.views.room import Room

Editor = QPlainTextEdit | QLineEdit

_LOOK_MS = 40
_LONGEST_MS = 4_000


class Way(NamedTuple):
    """Where words stood: at a place in an editor, which counts as Qt does, and in which row.

    `part` tells which part of the row the page showed, where it shows one at a time.
    """

    start: int
    editor: Editor
    page: Page | None = None
    row_id: str = ""
    part: str = ""


class House(Protocol):
    """What the way back needs of the window."""

    @property
    def current(self) -> Room | None:
        """The room in front."""

    def show_room(self, name: str, /) -> Room:
        """Bring a room to the front."""

    def show_row(self, table: str, subject: str, /) -> None:
        """Open a row in its room."""

    def notice(self, text: str, undo: object = None, /) -> None:
        """Tell the member something."""


def ticket_of(room: Room) -> Ticket | None:
    """A ticket for the words that are selected where the focus of a room is, or None."""
    text = room.focusWidget()
    if not isinstance(text, QPlainTextEdit | QLineEdit | QTextEdit) or not _chosen(text).strip():
        return None
    words, title = _chosen(text), room.title
    if isinstance(text, QTextEdit) or text.isReadOnly():
        return Ticket(words.strip(), room.name, title)
    editor: Editor = text
    page = _page_of(editor)
    row_id, part = (page.row_id, page.part) if page is not None else ("", "")
    way = Way(_start(editor), editor, page, row_id, part)
    return Ticket(words, room.name, title, way)


class WayBack(QObject):
    """Brings clarity to where its contrast stood; lives on the GUI thread until it has."""

    def __init__(self, house: House, ticket: Ticket, clarity: str, parent: QObject) -> None:
        super().__init__(parent)
        if not isinstance(ticket.way, Way):
            raise TypeError("this ticket leads nowhere")
        self._house = house
        self._words, self._room = ticket.words, ticket.room
        self._way = ticket.way
        self._clarity = clarity
        self._waited = 0
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self._look)

    def go(self) -> None:
        """Show where the words stand, and set the clarity there."""
        way = self._way
        if isValid(way.editor) and self._stands(way.editor):
            self._house.show_room(self._room)
            self._put(way.editor)
        elif way.page is not None and way.page.table and way.row_id:
            place = " ".join(self._words.split())
            self._house.show_row(way.page.table, "\n".join((way.row_id, place, place)))
            self._looking.start()
        else:
            self._house.show_room(self._room)
            self._give_up()

    def _stands(self, editor: Editor) -> bool:
        """Whether an editor shows the very text of which the words were."""
        page = self._way.page
        if page is None:
            return self._find(editor) >= 0
        at_home = isValid(page) and page.row_id == self._way.row_id
        return at_home and page.part == self._way.part

    def _look(self) -> None:
        """The room lays the row out, whatever it has to read for that: wait until it has."""
        self._waited += _LOOK_MS
        page = self._page()
        if page is not None:
            editors = [e for e in page.findChildren(QPlainTextEdit) if e.isVisibleTo(page)]
            editors.sort(key=lambda e: e.accessibleName() != self._name())
            holds = next((e for e in editors if self._find(e) >= 0), None)
            if holds is None and editors and page.part == self._way.part:
                holds = editors[0]
            if holds is not None:
                self._looking.stop()
                self._put(holds)
                return
        if self._waited >= _LONGEST_MS:
            self._looking.stop()
            self._give_up()

    def _page(self) -> Page | None:
        """The page that shows the row by now."""
        room = self._house.current
        pages = room.findChildren(Page) if room is not None else []
        row_id = self._way.row_id
        return next((p for p in pages if p.row_id == row_id and not p.is_loading), None)

    def _name(self) -> str:
        editor = self._way.editor
        return editor.accessibleName() if isValid(editor) else ""

    def _find(self, editor: Editor) -> int:
        return _find(editor, self._words, self._way.start)

    def _put(self, editor: Editor) -> None:
        if editor.isReadOnly():
            self._give_up()
            return
        place = self._find(editor)
        editor.setFocus()
        if place >= 0:
            _replace(editor, place, self._words, self._clarity)
            self._house.notice(tr("Your clarity stands where the contrast stood. Undo: Ctrl+Z."))
        else:
            _append(editor, self._clarity)
            self._house.notice(
                tr("The text has changed meanwhile. Your clarity stands at its end.")
            )
        self.deleteLater()

    def _give_up(self) -> None:
        QGuiApplication.clipboard().setText(self._clarity)
        self._house.notice(
            tr(
                "The place it came from cannot be written in now. Your clarity is kept in its "
                "flip, and copied so that you can paste it."
            )
        )
        self.deleteLater()


def _page_of(editor: QWidget) -> Page | None:
    widget = editor.parentWidget()
    while widget is not None and not isinstance(widget, Page):
        widget = widget.parentWidget()
    return widget


# Both kinds of editors count in UTF-16 units.


def _chosen(text: Editor | QTextEdit) -> str:
    if isinstance(text, QLineEdit):
        return text.selectedText()
    return _lines(text.textCursor().selectedText())


def _start(editor: Editor) -> int:
    if isinstance(editor, QLineEdit):
        return editor.selectionStart()
    return editor.textCursor().selectionStart()


def _find(editor: Editor, words: str, start: int) -> int:
    """Where the words stand: where they stood, or at the one other place where they do; else -1."""
    text = editor.text() if isinstance(editor, QLineEdit) else editor.document().toRawText()
    units, sought = _units(_lines(text)), _units(words)
    if units[start * 2 :].startswith(sought):
        return start
    whole = _lines(text)
    if whole.count(words) != 1:
        return -1
    return len(_units(whole[: whole.index(words)])) // 2


def _replace(editor: Editor, place: int, words: str, clarity: str) -> None:
    length = len(_units(words)) // 2
    if isinstance(editor, QLineEdit):
        editor.setSelection(place, length)
        editor.insert(" ".join(clarity.split()))
        editor.textEdited.emit(editor.text())  # it stands for what the member would have typed
        return
    cursor = editor.textCursor()
    cursor.setPosition(place)
    cursor.setPosition(place + length, QTextCursor.MoveMode.KeepAnchor)
    after = editor.document().characterAt(place + length)
    if after == "." and clarity.rstrip().endswith((".", "!", "?")) and not words.endswith("."):
        # The clarity brings its own end of a sentence; two would stand there.
        cursor.setPosition(place + length + 1, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(clarity)
    editor.setTextCursor(cursor)
    editor.ensureCursorVisible()


def _append(editor: Editor, clarity: str) -> None:
    if isinstance(editor, QLineEdit):
        editor.end(False)
        editor.insert(f" {' '.join(clarity.split())}")
        editor.textEdited.emit(editor.text())
        return
    cursor = editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText(clarity if editor.document().isEmpty() else f"\n\n{clarity}")
    editor.setTextCursor(cursor)
    editor.ensureCursorVisible()


def _lines(text: str) -> str:
    return text.replace("\u2029", "\n").replace("\u2028", "\n")


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")
