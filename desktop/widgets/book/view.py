"""A book laid out for reading, always at a known place."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from desktop.domain.book import Book, Place
from desktop.theme.appearance import Appearance
from desktop.widgets.book.document import Inks, Mark, Setting, compose
from desktop.widgets.book.faces import SERIF, family
from desktop.widgets.book.lines import top_of
from desktop.widgets.book.title_page import compose_title
from desktop.widgets.writing.words_menu import open_words_menu

_ABOVE_CHAPTER = 28
# White on black tires the eye of a reader: a little of the ground is let through.
_INK = 0.88
_SETTLE_MS = 250
_NARROWEST_EDGE = 24


class Reading(NamedTuple):
    """How a member likes to read: the face, the size in percent of the app's, letters a line."""

    face: str = SERIF
    percent: int = 120
    measure: int = 66


class BookView(QTextEdit):
    """Owns the document of one book; lives on the GUI thread.

    The place stays when the view or its letters grow, and whatever else lays the text out anew.
    """

    chapter_changed = Signal(str)
    """The chapter that is read now, by its code; none on the title page."""
    place_changed = Signal(object)
    """The reader came to rest at a place."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moving = False
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._to_place)
        self._look = look
        self._reading = Reading()
        self._book: Book | None = None
        self._kept = self.document()
        self._marks: list[Mark] = []
        self._chapter = ""
        self._place = Place()
        self._resting = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._resting.timeout.connect(lambda: self.place_changed.emit(self._place))
        self.setReadOnly(True)
        # By keyboard as well, from the first key that selects on; a caret would not be calm.
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("kind", "page")
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("The vision, to read"))
        self._shape = (0, 0, 0)
        self.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        look.changed.connect(self._set)

    def show_book(self, book: Book, place: Place = Place()) -> None:  # noqa: B008 # a plain value
        """Lay a book out and open it at a place."""
        self._book, self._place, self._chapter = book, place, ""
        self._set()

    def set_reading(self, reading: Reading) -> None:
        """Take another face, size or measure; the reader stays at the place."""
        if reading != self._reading:
            self._reading = reading
            self._set()

    @property
    def place(self) -> Place:
        """Where the reader is."""
        return self._place

    @property
    def chapter(self) -> str:
        """The code of the chapter that is read now, or an empty one on the title page."""
        return self._chapter

    def chapters(self) -> list[str]:
        """The codes of the chapters in order."""
        return [mark.code for mark in self._marks]

    def line_height(self) -> float:
        """About how high a line is."""
        return self._points() * 2

    def go_to(self, place: Place) -> None:
        """Open the book at a place; an unknown chapter is the title page."""
        self._place = place
        self._to_place()
        self._tell()

    def find_words(self, words: str, around: str = "") -> bool:
        """Select these words and bring them into view, first where they stand in `around`."""
        start = self.document().find(around) if around else QTextCursor()
        begun = start.selectionStart() if not start.isNull() else 0
        found = self.document().find(words, begun)
        if found.isNull():
            return False
        self.setTextCursor(found)
        top = top_of(self.document(), found.selectionStart()) - self.viewport().height() / 3
        self.verticalScrollBar().setValue(round(top))
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Come up at the place: what happened while the page was hidden was no reading."""
        nested, self._moving = self._moving, True
        super().showEvent(event)
        self._moving = nested
        self._to_place()
        self._settling.start()

    def changeEvent(self, event: QEvent) -> None:
        """Stay at the place when the style sheet brings another font or colour."""
        nested, self._moving = self._moving, True
        super().changeEvent(event)
        self._moving = nested
        self._settling.start()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what the room does with words beside what every text offers."""
        open_words_menu(self, self.createStandardContextMenu(event.pos()), event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the measure in the middle, and the place."""
        nested = self._moving
        self._moving = True
        super().resizeEvent(event)
        if not nested:
            self._keep_measure()
            self._to_place()
            self._moving = False

    def _points(self) -> float:
        return self._look.base_points() * self._reading.percent / 100

    def _font(self) -> QFont:
        font = QFont(family(self._reading.face))
        font.setPointSizeF(self._points())
        return font

    def _set(self) -> None:
        """Set the book anew: it was opened, or how it looks has changed."""
        if self._book is None:
            return
        self._moving = True
        document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self._font())
        document.setDocumentMargin(0)
        setting = Setting(family(self._reading.face), self._points(), self._inks())
        colours = [self._look.colour(role) for role in ("accent_text", "link", "special")]
        compose_title(document, self._book, setting, colours, self.devicePixelRatioF())
        self._marks = compose(document, self._book, setting)
        self.setDocument(document)
        self._kept = document  # the view does not own it
        self._keep_measure()
        self._to_place()
        self._moving = False
        self._tell()

    def _inks(self) -> Inks:
        colour = self._look.colour
        text = _mixed(colour("text"), colour("window"), _INK)
        return Inks(text, colour("text_muted"), colour("accent_text"), colour("link"))

    def _keep_measure(self) -> None:
        """Lines as long as they were chosen, in the middle; room below for the last chapter."""
        widest = QFontMetricsF(self._font()).averageCharWidth() * self._reading.measure
        edge = max(_NARROWEST_EDGE, int((self.width() - widest) / 2))
        self.setViewportMargins(edge, 0, edge, 0)
        frame = self.document().rootFrame()
        form = frame.frameFormat()
        below = self.viewport().height() * 0.6
        if abs(form.bottomMargin() - below) > 1:
            form.setBottomMargin(below)
            form.setTopMargin(self.viewport().height() * 0.16)
            frame.setFrameFormat(form)
        # Where a line stands is asked for at once, so all of it has to be laid out.
        self.document().documentLayout().documentSize()

    def _to_place(self) -> None:
        top = 0.0
        mark = next((mark for mark in self._marks if mark.code == self._place.code), None)
        if mark is not None:
            end = self._end_of(mark)
            at = min(mark.position + self._place.offset, end)
            top = top_of(self.document(), at) - (2 if self._place.offset else _ABOVE_CHAPTER)
        nested, self._moving = self._moving, True
        self.verticalScrollBar().setValue(round(top))
        self._moving = nested
        self._shape = self._present_shape()

    def _present_shape(self) -> tuple[int, int, int]:
        size = self.viewport().size()
        return size.width(), size.height(), self.verticalScrollBar().maximum()

    def _on_range(self) -> None:
        """The text was laid out anew, so the place stands elsewhere."""
        if self._present_shape() != self._shape:
            self._settling.start()

    def _end_of(self, mark: Mark) -> int:
        after = self._marks.index(mark) + 1
        if after < len(self._marks):
            return self._marks[after].position - 1
        return self.document().characterCount() - 1

    def _on_scrolled(self) -> None:
        if self._moving or not self.isVisible() or self._present_shape() != self._shape:
            return  # not the reader's doing
        place = self.cursorForPosition(QPoint(1, _ABOVE_CHAPTER + 4)).position()
        number = bisect_right([mark.position for mark in self._marks], place) - 1
        if number < 0:
            self._place = Place()
        else:
            mark = self._marks[number]
            at_head = top_of(self.document(), mark.position) >= self.verticalScrollBar().value()
            # What stands in the first line of the page, not a little below.
            first = self.cursorForPosition(QPoint(1, 4)).position()
            offset = 0 if at_head else max(first - mark.position, 0)
            self._place = Place(mark.code, offset)
        self._tell()

    def _tell(self) -> None:
        known = {mark.code for mark in self._marks}
        chapter = self._place.code if self._place.code in known else ""
        if chapter != self._chapter:
            self._chapter = chapter
            self.chapter_changed.emit(chapter)
        self._resting.start()


def _mixed(one: QColor, ground: QColor, share: float) -> QColor:
    """A colour with some of the ground let through."""
    parts = (
        a * share + b * (1 - share)
        for a, b in (
            (one.redF(), ground.redF()),
            (one.greenF(), ground.greenF()),
            (one.blueF(), ground.blueF()),
        )
    )
    return QColor.fromRgbF(*parts)
