"""Where the lines of a text document stand, in the height of the document."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextDocument


def top_of(document: QTextDocument, position: int) -> float:
    """Where the line of a character begins."""
    block = document.findBlock(position)
    rect = document.documentLayout().blockBoundingRect(block)
    line = block.layout().lineForTextPosition(position - block.position())
    return float(rect.top() + (line.y() if line.isValid() else 0))


def line_at(document: QTextDocument, height: float) -> float:
    """The top of the line that a height goes through."""
    return _lines_near(document, height)[0]


def line_after(document: QTextDocument, height: float) -> float:
    """The top of the first line that begins at a height or below it."""
    top, following = _lines_near(document, height)
    return top if top >= height else following


def _lines_near(document: QTextDocument, height: float) -> tuple[float, float]:
    """The tops of the line at a height and of the one after it."""
    layout = document.documentLayout()
    position = layout.hitTest(QPointF(0, height), Qt.HitTestAccuracy.FuzzyHit)
    if height <= 0 or position < 0:
        return (0.0, 0.0)
    block = document.findBlock(position)
    rect = layout.blockBoundingRect(block)
    lines = block.layout()
    tops = [rect.top() + lines.lineAt(number).y() for number in range(lines.lineCount())]
    after = block.next()
    tops.append(layout.blockBoundingRect(after).top() if after.isValid() else rect.bottom())
    number = max(bisect_right(tops, height) - 1, 0)
    return tops[number], tops[min(number + 1, len(tops) - 1)]
