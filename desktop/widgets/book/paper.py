"""A book on pages of paper: cover, contents, and chapters that begin on a page of their own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextDocument,
    QTextLine,
)

from desktop.core.errors import AppError
from desktop.core.phrases import Phrase
from desktop.domain.book import Book
from desktop.language import translated
from desktop.theme.palette import LIGHT, Theme, load_theme
from desktop.widgets.book.document import Inks, Mark, Setting, compose, ligatures
from desktop.widgets.book.ornament import paint_ornament
from desktop.widgets.book.pagination import Row, paginate
from desktop.widgets.book.wording import contents_word, version_line

A4, LETTER, A5 = "a4", "letter", "a5"
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
_TITLE, _NOTE = 2.6, 0.85
# How far a chapter sinks on its first page.
_SINK = 3.0


class Paper(NamedTuple):
    """A size of paper and how a book is set on it; lengths in points."""

    size: QPageSize.PageSizeId
    side: float
    head: float
    foot: float
    text: float


PAPERS = {
    A4: Paper(QPageSize.PageSizeId.A4, 96, 92, 96, 12.0),
    LETTER: Paper(QPageSize.PageSizeId.Letter, 104, 86, 90, 12.0),
    A5: Paper(QPageSize.PageSizeId.A5, 54, 60, 62, 10.5),
}


def pdf_of(book: Book, family: str, paper: str) -> bytes:
    """The book as a PDF with its fonts inside; in any thread. Raises AppError."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(book.title)
    writer.setAuthor(book.owner)
    writer.setCreator("VibrationFit")
    lay_paper(writer, paper)
    paint_book(book, family, PAPERS[paper], writer)
    del writer  # writes the end of the file
    return bytes(buffer.data().data())


def lay_paper(device: QPagedPaintDevice, paper: str) -> None:
    """Give a device the paper to paint on from edge to edge."""
    size = QPageSize(PAPERS[paper].size)
    none = QMarginsF(0, 0, 0, 0)
    device.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, none))


def paint_book(book: Book, family: str, paper: Paper, device: QPagedPaintDevice) -> int:
    """Paint all pages of a book and tell how many they were; in any thread. Raises AppError."""
    painter = QPainter()
    if not painter.begin(device):
        raise AppError(Phrase("The pages could not be made. Try another printer, or save a PDF."))
    try:
        return _Press(book, family, paper, device, painter).run()
    finally:
        painter.end()


def paint_cover(painter: QPainter, page: QRectF, book: Book, font: QFont) -> None:
    """Paint the cover over a page; `font` is that of the running text."""
    inks = paper_inks()
    colours = [QColor(_light().colour(role)) for role in ("accent_text", "link", "special")]
    width = page.width() * 0.44
    wave = QRectF(page.center().x() - width / 2, page.height() * 0.27, width, width / 4)
    paint_ornament(painter, wave, colours)
    sides = page.width() * 0.14
    column = page.adjusted(sides, 0, -sides, 0)
    title = QRectF(column.left(), page.height() * 0.40, column.width(), page.height() * 0.24)
    taken = _write(painter, title, book.title, _sized(font, _TITLE), inks.text)
    note = QRectF(column.left(), taken.bottom() + page.height() * 0.025, column.width(), 0)
    note.setHeight(page.height() * 0.1)
    _write(painter, note, version_line(book), _sized(font, 0.95), inks.muted)
    if book.owner:
        name = QRectF(column.left(), page.height() * 0.84, column.width(), page.height() * 0.08)
        _write(painter, name, book.owner, _sized(font, 1.15), inks.text)


def paper_inks() -> Inks:
    """The colours of the light theme, whatever the window wears: paper is white."""
    roles = ("text", "text_muted", "accent_text", "text")
    return Inks(*(QColor(_light().colour(role)) for role in roles))


class _Line(NamedTuple):
    """A line as it can be drawn: where its block begins, and where that is laid out."""

    block: int
    line: QTextLine
    origin: QPointF


class _Press:
    """Paints one book; lives for one call, in the thread of its painter."""

    def __init__(
        self, book: Book, family: str, paper: Paper, device: QPagedPaintDevice, painter: QPainter
    ) -> None:
        self._book = book
        self._device = device
        self._painter = painter
        self._font = QFont(family)
        self._font.setPointSizeF(paper.text)
        for feature in ligatures():
            self._font.setFeature(feature, 0)
        self._unit = device.logicalDpiX() / 72
        self._inks = paper_inks()
        whole = device.pageLayout().fullRect(QPageLayout.Unit.Point)
        self._page = QRectF(0, 0, whole.width() * self._unit, whole.height() * self._unit)
        side, head, foot = (one * self._unit for one in (paper.side, paper.head, paper.foot))
        self._body = self._page.adjusted(side, head, -side, -foot)
        self._document = QTextDocument()
        self._marks = self._set(Setting(family, paper.text, self._inks, on_paper=True))
        measured = list(self._measured())
        self._lines = [line for _row, line in measured]
        sink = _SINK * self._em
        self._leaves = paginate([row for row, _line in measured], self._body.height(), sink)
        self._starts = [self._page_of(mark) for mark in self._marks]

    def run(self) -> int:
        """Cover, contents where there is more than a chapter, and the chapters."""
        paint_cover(self._painter, self._page, self._book, self._font)
        pages = 1
        if len(self._marks) > 1:
            self._device.newPage()
            self._contents()
            pages += 1
        for number in range(len(self._leaves)):
            self._device.newPage()
            self._text_page(number)
        return pages + len(self._leaves)

    def _set(self, setting: Setting) -> list[Mark]:
        document = self._document
        document.documentLayout().setPaintDevice(self._device)
        document.setDefaultFont(self._font)
        document.setDocumentMargin(0)
        marks = compose(document, self._book, setting)
        document.setTextWidth(self._body.width())
        document.documentLayout().documentSize()  # all of it is laid out now
        return marks

    def _measured(self) -> Iterator[tuple[Row, _Line]]:
        """The lines of the chapters from the first to the last."""
        opening = {mark.position for mark in self._marks}
        block = self._document.findBlock(self._marks[0].position) if self._marks else QTextBlock()
        while block.isValid():
            layout = block.layout()
            origin, count = layout.position(), layout.lineCount()
            for number in range(count):
                line = layout.lineAt(number)
                top = origin.y() + line.y()
                opens = number == 0 and block.position() in opening
                holds = block.blockFormat().headingLevel() > 0 or opens
                row = Row(top, top + line.height(), number, count - 1 - number, opens, holds)
                yield row, _Line(block.position(), line, origin)
            block = block.next()

    def _page_of(self, mark: Mark) -> int:
        return next(
            number
            for number, leaf in enumerate(self._leaves)
            if self._lines[leaf.last - 1].block >= mark.position
        )

    def _contents(self) -> None:
        heading = QRectF(self._body)
        heading.setTop(self._body.top() + 3 * self._em)
        font = _sized(self._font, 1.7)
        _write(self._painter, heading, contents_word(), font, self._inks.text, left=True)
        top = heading.top() + 4.4 * self._em
        for chapter, start in zip(self._book.chapters, self._starts, strict=True):
            line = QRectF(self._body.left(), top, self._body.width(), 2 * self._em)
            _write(
                self._painter,
                line,
                translated(chapter.label),
                self._font,
                self._inks.text,
                left=True,
            )
            self._painter.setPen(self._inks.muted)
            self._painter.drawText(line, Qt.AlignmentFlag.AlignRight, str(start + 1))
            top += 2 * self._em

    def _text_page(self, number: int) -> None:
        leaf = self._leaves[number]
        self._painter.setPen(self._inks.text)
        for line in self._lines[leaf.first : leaf.last]:
            place = QPointF(self._body.left(), self._body.top() - leaf.top)
            line.line.draw(self._painter, place + line.origin)
        self._foot(number)
        if number not in self._starts:
            self._head(number)

    def _foot(self, number: int) -> None:
        place = QRectF(self._body.left(), self._body.bottom(), self._body.width(), 0)
        place.setBottom(self._page.bottom())
        self._painter.setPen(self._inks.muted)
        self._painter.setFont(_sized(self._font, _NOTE))
        self._painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(number + 1))

    def _head(self, number: int) -> None:
        """The title at the left and the chapter at the right, neither over the other."""
        place = QRectF(self._body.left(), 0, self._body.width(), self._body.top() - 1.6 * self._em)
        font = _sized(self._font, _NOTE)
        metrics = QFontMetricsF(font, self._device)
        chapter = self._book.chapters[max(bisect_right(self._starts, number) - 1, 0)]
        self._painter.setPen(self._inks.muted)
        self._painter.setFont(font)
        halves = (
            (Qt.AlignmentFlag.AlignLeft, self._book.title),
            (Qt.AlignmentFlag.AlignRight, translated(chapter.label)),
        )
        for side, text in halves:
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width() * 0.47)
            self._painter.drawText(place, side | Qt.AlignmentFlag.AlignBottom, shown)

    @property
    def _em(self) -> float:
        return self._font.pointSizeF() * self._unit


@cache
def _light() -> Theme:
    return load_theme(LIGHT)


def _sized(font: QFont, times: float) -> QFont:
    sized = QFont(font)
    sized.setPointSizeF(font.pointSizeF() * times)
    return sized


def _write(
    painter: QPainter, place: QRectF, text: str, font: QFont, ink: QColor, *, left: bool = False
) -> QRectF:
    """Write words into a place and tell what of it they took."""
    painter.setFont(font)
    painter.setPen(ink)
    flags = Qt.TextFlag.TextWordWrap if left else _CENTRE
    taken = painter.boundingRect(place, int(flags), text)
    painter.drawText(place, int(flags), text)
    return QRectF(taken)
