"""How high a text is that grows with what is written in it."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit


def fit_lines(text: QPlainTextEdit, lines: tuple[int, int], around: int) -> None:
    """Make a text as high as its words, between so many lines and so many.

    `around` is what its frame and margins take. A class of Qt's that two texts share for this
    would stand beside their other base, and PySide knows the signals of the first base alone.
    """
    fewest, most = lines
    shown = min(most, max(fewest, int(text.document().size().height())))
    height = shown * text.fontMetrics().lineSpacing() + around
    if height != text.height():
        text.setFixedHeight(height)
