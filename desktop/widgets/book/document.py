"""Sets a book into a text document: for the page on the screen and for pages of paper alike."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

from desktop.domain.book import Book, Chapter
from desktop.domain.markdown import Style
from desktop.domain.typesetting import Block, Kind, Run, blocks
from desktop.language import translated

_LINE = 122
_HEADING_LINE = 100
# Sizes as multiples of the running text.
_CHAPTER, _NUMBER, _DEEPEST = 1.7, 0.82, 3
# How far items and quotations are set in.
_INWARD = 1.7
_HEADINGS = {1: 1.3, 2: 1.15, 3: 1.0}


class Inks(NamedTuple):
    """The colours of a book."""

    text: QColor
    muted: QColor
    accent: QColor
    link: QColor


class Setting(NamedTuple):
    """How a book is set: the face, its size in points, the inks, and whether on paper.

    On paper there are no ligatures: in a PDF their letters could not be found or copied.
    """

    family: str
    points: float
    inks: Inks
    on_paper: bool = False


class Mark(NamedTuple):
    """Where a chapter begins in the document."""

    code: str
    position: int


def compose(document: QTextDocument, book: Book, setting: Setting) -> list[Mark]:
    """Add the chapters of a book at the end of a document and tell where they begin."""
    # What a member writes may run from right to left.
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    writer = _Compositor(document, setting)
    if document.isEmpty():
        writer.hairline()
    with writer:  # laid out once, when all of it is there
        return [writer.chapter(chapter) for chapter in book.chapters]


def ligatures() -> list[QFont.Tag]:
    """The features of a font that draw several letters as one."""
    return [QFont.Tag.fromString(name) for name in ("liga", "clig", "dlig")]


class _Compositor:
    """Writes chapters at the end of one document; lives for one call, in the caller's thread."""

    def __init__(self, document: QTextDocument, setting: Setting) -> None:
        self._setting = setting
        self._cursor = QTextCursor(document)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        font = QFont(setting.family)
        font.setPointSizeF(setting.points)
        # What stands above and below is told in pixels of the screen, and Qt scales it to a finer
        # layout; what stands at the sides it takes as it is.
        self._em = float(QFontInfo(font).pixelSize())
        device = document.documentLayout().paintDevice()
        self._across = setting.points * device.logicalDpiX() / 72 if device else self._em
        self._begun = False

    def __enter__(self) -> None:
        self._cursor.beginEditBlock()

    def __exit__(self, *_fault: object) -> None:
        self._cursor.endEditBlock()

    def chapter(self, chapter: Chapter) -> Mark:
        """One chapter with its heading."""
        opening = self._opening()
        self._begun = True
        accent = self._letters(_NUMBER, self._setting.inks.accent)
        accent.setFontWeight(QFont.Weight.DemiBold)
        if chapter.number is not None:
            position = self._block(opening)
            self._cursor.insertText(f"{chapter.number}", accent)
            opening = QTextBlockFormat()
        opening.setHeadingLevel(1)
        opening.setBottomMargin(1.4 * self._em)
        opening.setLineHeight(
            _HEADING_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        found = self._block(opening)
        self._cursor.insertText(
            translated(chapter.label), self._letters(_CHAPTER, self._setting.inks.text)
        )
        for block in blocks(chapter.text):
            self._set(block)
        return Mark(chapter.code, found if chapter.number is None else position)

    def _opening(self) -> QTextBlockFormat:
        form = QTextBlockFormat()
        form.setTopMargin((5 if self._begun else 7) * self._em)
        return form

    def hairline(self) -> None:
        """Open an empty document with nothing to see: no room is kept above its first block."""
        form = QTextBlockFormat()
        form.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self._cursor.setBlockFormat(form)

    def _block(self, form: QTextBlockFormat) -> int:
        """Begin a block and tell where."""
        self._cursor.insertBlock(form, QTextCharFormat())
        return self._cursor.position()

    def _set(self, block: Block) -> None:
        form = QTextBlockFormat()
        form.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setBottomMargin(0.85 * self._em)
        size, colour = 1.0, self._setting.inks.text
        if block.kind is Kind.RULE:
            form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._block(form)
            self._cursor.insertText("·  ·  ·", self._letters(size, self._setting.inks.muted))
            return
        if block.kind is Kind.HEADING:
            depth = min(block.depth, _DEEPEST)
            form.setHeadingLevel(depth + 1)
            form.setTopMargin(0.8 * self._em)
            form.setBottomMargin(0.5 * self._em)
            size = _HEADINGS[depth]
        elif block.kind is Kind.QUOTE:
            form.setLeftMargin(_INWARD * self._across)
            form.setRightMargin(_INWARD * self._across)
        elif block.kind is Kind.ITEM:
            self._hang(form, block.depth)
        self._block(form)
        if block.kind is Kind.ITEM:
            self._cursor.insertText(
                f"{block.mark}\t", self._letters(1.0, self._setting.inks.accent)
            )
        for run in block.runs:
            self._cursor.insertText(
                run.text.replace("\n", "\u2028"), self._styled(run, block.kind, size, colour)
            )

    def _hang(self, form: QTextBlockFormat, depth: int) -> None:
        """An item's mark hangs out at the left of its words."""
        form.setLeftMargin(_INWARD * self._across * (depth + 1))
        form.setTextIndent(-_INWARD * self._across)
        form.setTabPositions([QTextOption.Tab(_INWARD * self._em, QTextOption.TabType.LeftTab)])
        form.setBottomMargin(0.35 * self._em)

    def _letters(self, size: float, colour: QColor) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFontFamilies([self._setting.family])
        form.setFontPointSize(self._setting.points * size)
        form.setForeground(colour)
        if self._setting.on_paper:
            form.setFontFeatures(dict.fromkeys(ligatures(), 0))
        return form

    def _styled(self, run: Run, kind: Kind, size: float, colour: QColor) -> QTextCharFormat:
        form = self._letters(size, colour)
        if Style.STRONG in run.styles or kind is Kind.HEADING:
            form.setFontWeight(QFont.Weight.DemiBold)
        form.setFontItalic((Style.EMPHASIS in run.styles) != (kind is Kind.QUOTE))
        form.setFontStrikeOut(Style.STRIKE in run.styles)
        if Style.CODE in run.styles or kind is Kind.CODE:
            form.setFontFamilies(["monospace"])
            form.setFontPointSize(self._setting.points * size * 0.9)
        if Style.LINK in run.styles:
            form.setForeground(self._setting.inks.link)
        return form
