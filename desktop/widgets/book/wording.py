"""What a cover says of a version, in the words of the programme."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale

from desktop.domain.book import Book
from desktop.language import tr


def version_line(book: Book) -> str:
    """The line under the title: the version, who speaks, and the day."""
    parts = []
    if book.number is not None:
        parts.append(tr("Version {number}").format(number=book.number))
    if book.perspective:
        parts.append(tr("we / our") if book.is_plural else tr("I / my"))
    if book.day is not None:
        parts.append(QLocale().toString(QDate(*book.day.timetuple()[:3]), "d MMMM yyyy"))
    return "  ·  ".join(parts)


def contents_word() -> str:
    """The heading over the chapters and their pages."""
    return tr("Contents")
