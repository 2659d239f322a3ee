"""Colours of light Markdown in a document, by the roles of the theme."""

from __future__ import annotations

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from desktop.domain.markdown import Span, Style, spans
from desktop.theme.appearance import Appearance

_PLAIN, _IN_CODE = 0, 1


class MarkdownColours(QSyntaxHighlighter):
    """Owns the formats of one document; lives on the GUI thread."""

    def __init__(self, document: QTextDocument, look: Appearance) -> None:
        super().__init__(document)
        self._look = look
        self._formats = _formats(look)

    def rehighlight_with_look(self) -> None:
        """Take the colours of the present theme."""
        self._formats = _formats(self._look)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Colour one line; Qt calls this for each line that changed."""
        found, in_code = spans(text, in_code=self.previousBlockState() == _IN_CODE)
        self.setCurrentBlockState(_IN_CODE if in_code else _PLAIN)
        wide = not text.isascii()
        for span in found:
            start, length = _in_units(text, span) if wide else (span.start, span.length)
            self._lay(start, length, self._formats[span.style])

    def _lay(self, start: int, length: int, style: QTextCharFormat) -> None:
        """Lay a style over what is there: strong words in a heading stay a heading."""
        place = start
        end = start + length
        while place < end:
            under = self.format(place)
            run = place
            while run < end and self.format(run) == under:
                run += 1
            under.merge(style)
            self.setFormat(place, run - place, under)
            place = run


def _in_units(text: str, span: Span) -> tuple[int, int]:
    """Qt counts in UTF-16 units, Python in characters."""
    before = len(text[: span.start].encode("utf-16-le")) // 2
    inside = len(text[span.start : span.start + span.length].encode("utf-16-le")) // 2
    return before, inside


def _formats(look: Appearance) -> dict[Style, QTextCharFormat]:
    formats = {style: QTextCharFormat() for style in Style}
    formats[Style.HEADING].setFontWeight(QFont.Weight.Bold)
    formats[Style.STRONG].setFontWeight(QFont.Weight.Bold)
    formats[Style.EMPHASIS].setFontItalic(True)
    formats[Style.STRIKE].setFontStrikeOut(True)
    formats[Style.CODE].setFontFamilies(["monospace"])
    formats[Style.CODE].setBackground(look.colour("raised"))
    formats[Style.QUOTE].setFontItalic(True)
    formats[Style.LINK].setForeground(look.colour("link"))
    formats[Style.MARK].setForeground(look.colour("text_muted"))
    return formats
