"""The title page of a book that is read on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from desktop.domain.book import Book
from desktop.widgets.book.document import Setting
from desktop.widgets.book.ornament import ornament_image
from desktop.widgets.book.wording import version_line

_ORNAMENT = (220, 56)


def compose_title(
    document: QTextDocument, book: Book, setting: Setting, colours: Sequence[QColor], ratio: float
) -> None:
    """Open an empty document with ornament, title and version; `ratio` is that of the screen."""
    cursor = QTextCursor(document)
    middle = QTextBlockFormat()
    middle.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    cursor.setBlockFormat(middle)
    name = QUrl("book:ornament")
    image = ornament_image(*_ORNAMENT, ratio, colours)
    document.addResource(QTextDocument.ResourceType.ImageResource.value, name, image)
    cursor.insertImage(name.toString())
    for text, size, ink, gap in (
        (book.title, 2.3, setting.inks.text, 1.6),
        (version_line(book), 0.9, setting.inks.muted, 0.8),
    ):
        middle.setTopMargin(setting.points * gap)
        form = QTextCharFormat()
        form.setFontFamilies([setting.family])
        form.setFontPointSize(setting.points * size)
        form.setForeground(ink)
        cursor.insertBlock(middle, form)
        cursor.insertText(text, form)
