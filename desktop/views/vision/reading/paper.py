"""The vision on paper: which paper and face, what the cover will be, print it or save a PDF."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPageSize, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.core import messages
from desktop.core.errors import AppError
from desktop.core.files import write_atomically
from desktop.core.phrases import Phrase
from desktop.domain.book import Book
from desktop.domain.filenames import safe_name
from desktop.language import isolated, translated
from desktop.views.room import RoomKit
from desktop.widgets.book.faces import SANS, SERIF, SYSTEM, add_serif, family, serif_files
from desktop.widgets.book.paper import (
    A4,
    A5,
    LETTER,
    PAPERS,
    lay_paper,
    paint_book,
    paint_cover,
    paper_inks,
    pdf_of,
)
from desktop.widgets.buttons import button
from desktop.widgets.choosing.choice import Choice
from desktop.widgets.sentences import Sentence
from desktop.widgets.texts import words

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop.core.settings import Settings
    from desktop.services.workspace import Workspace

_LONGEST_NAME = 80
_PREVIEW_HEIGHT = 380


class PaperDialog(QDialog):
    """Owns the choices and the cover to look at; the pages are made beside the window.

    Lives on the GUI thread.
    """

    done_with = Signal(str)
    """The book is on its way or on the disk: a sentence about it."""

    def __init__(self, kit: RoomKit, book: Book, face: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._book = book
        self.setWindowTitle(self.tr("Your vision on paper"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cover = CoverView(book)
        self.paper = Choice(
            self.tr("Paper"),
            [(A4, self.tr("A4")), (LETTER, self.tr("Letter")), (A5, self.tr("A5"))],
        )
        self.face = Choice(
            self.tr("Face"),
            [
                (SERIF, self.tr("Literata")),
                (SANS, self.tr("Inter")),
                (SYSTEM, self.tr("System")),
            ],
        )
        self.sentence = Sentence()
        self.print_button = button(self.tr("&Print…"))
        self.save_button = button(self.tr("&Save a PDF…"), "primary")
        self.close_button = button(self.tr("&Close"))
        self.paper.set_value(A4)
        self.face.set_value(face)
        self._lay_out()
        self._connect()
        self._set_ready(False)
        kit.lane.ask(_prepared, self._on_prepared)

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(10)
        side.addWidget(words(self.tr("Your vision on paper"), "title"))
        side.addWidget(
            words(
                self.tr(
                    "A cover, the contents, and each part on a page of its own. "
                    "Parts without words are left out."
                ),
                "muted",
            )
        )
        for name, choice in ((self.tr("Paper"), self.paper), (self.tr("Face"), self.face)):
            side.addSpacing(6)
            side.addWidget(words(name, "heading"))
            side.addWidget(choice)
        side.addStretch(1)
        side.addWidget(self.sentence)
        foot = QHBoxLayout()
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        foot.addWidget(self.print_button)
        foot.addWidget(self.save_button)
        side.addLayout(foot)
        box = QHBoxLayout(self)
        box.setContentsMargins(28, 26, 28, 22)
        box.setSpacing(28)
        box.addWidget(self.cover)
        box.addLayout(side, 1)
        self.resize(760, 450)

    def _connect(self) -> None:
        self.paper.chosen.connect(self._on_paper)
        self.face.chosen.connect(lambda face: self.cover.show_face(family(face)))
        self.print_button.clicked.connect(self.print_book)
        self.save_button.clicked.connect(self.save_pdf)
        self.close_button.clicked.connect(self.reject)

    def save_pdf(self) -> None:
        """Ask where, and write the PDF there."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        offered = Path(folder) / f"{_file_name(self._book)}.pdf"
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save a PDF"), str(offered), self.tr("PDF (*.pdf)")
        )
        if not name:
            return
        path = Path(name) if Path(name).suffix else Path(f"{name}.pdf")
        book, chosen, paper = self._book, family(self.face.value()), self.paper.value()

        def make() -> Path:
            data = pdf_of(book, chosen, paper)
            try:
                write_atomically(path, data)
            except OSError as fault:
                if fault.errno == errno.ENOSPC:
                    raise AppError(messages.DISK_FULL) from None
                raise AppError(
                    Phrase(
                        "The PDF cannot be saved there: {reason}. Choose another place.",
                        reason=fault.strerror,
                    )
                ) from None
            return path

        self._begin()
        self._kit.free.ask(make, self._on_saved, self._on_failed)

    def print_book(self) -> None:
        """Let the member choose a printer, and send the pages there."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            self.sentence.say(
                self.tr("No printer is set up on this computer. Save a PDF and print it elsewhere.")
            )
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._book.title)
        printer.setFullPage(True)
        lay_paper(printer, self.paper.value())
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, on=False)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._send_to(printer)

    def _send_to(self, printer: QPrinter) -> None:
        book, chosen, paper = self._book, family(self.face.value()), PAPERS[self.paper.value()]
        self._begin()
        self._kit.free.ask(
            lambda: paint_book(book, chosen, paper, printer), self._on_printed, self._on_failed
        )

    def _begin(self) -> None:
        self._set_ready(False)
        self.sentence.say(self.tr("Making the pages…"), wrong=False)

    def _set_ready(self, ready: bool) -> None:
        self.print_button.setEnabled(ready)
        self.save_button.setEnabled(ready)

    def _on_prepared(self, found: tuple[Settings, list[bytes]]) -> None:
        settings, faces = found
        add_serif(faces)
        self.paper.set_value(settings.book_paper)
        self.cover.show_paper(settings.book_paper)
        self.cover.show_face(family(self.face.value()))
        self._set_ready(True)
        self.save_button.setFocus()

    def _on_paper(self, paper: str) -> None:
        self.cover.show_paper(paper)
        self._kit.lane.ask(lambda workspace: workspace.settings.change(book_paper=paper))

    def _on_saved(self, path: Path) -> None:
        self.done_with.emit(self.tr("The PDF is saved as {name}.").format(name=isolated(path.name)))
        self.accept()

    def _on_printed(self, pages: int) -> None:
        sent = self.tr("One page is on its way to the printer.")
        if pages > 1:
            sent = self.tr("{count} pages are on their way to the printer.").format(count=pages)
        self.done_with.emit(sent)
        self.accept()

    def _on_failed(self, error: AppError) -> None:
        self.sentence.say(translated(error))
        self._set_ready(True)


class CoverView(QWidget):
    """Owns the picture of the cover as it will be; lives on the GUI thread."""

    def __init__(self, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._paper = PAPERS[A4]
        self._family = family(SANS)
        self.setAccessibleName(self.tr("The cover: {title}").format(title=isolated(book.title)))
        self.setSizePolicy(self.sizePolicy().Policy.Fixed, self.sizePolicy().Policy.Fixed)

    def show_paper(self, paper: str) -> None:
        """Show the cover on this paper."""
        self._paper = PAPERS[paper]
        self.updateGeometry()
        self.update()

    def show_face(self, name: str) -> None:
        """Show the cover in this family."""
        self._family = name
        self.update()

    def sizeHint(self) -> QSize:
        """The paper, smaller."""
        page = QPageSize.size(self._paper.size, QPageSize.Unit.Point)
        return QSize(round(_PREVIEW_HEIGHT * page.width() / page.height()), _PREVIEW_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cover as the press does, on white paper."""
        del event
        page = QPageSize.size(self._paper.size, QPageSize.Unit.Point)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        unit = self.logicalDpiX() / 72
        painter.scale(
            self.height() / (page.height() * unit), self.height() / (page.height() * unit)
        )
        font = QFont(self._family)
        font.setPointSizeF(self._paper.text)
        paint_cover(
            painter, QRectF(0, 0, page.width() * unit, page.height() * unit), self._book, font
        )
        painter.end()


def _prepared(workspace: Workspace) -> tuple[Settings, list[bytes]]:
    paper_inks()  # read once, beside the window
    return workspace.settings.values, serif_files()


def _file_name(book: Book) -> str:
    """A name that every file system takes."""
    return safe_name(book.title if book.title.strip(". ") else "Life Vision", _LONGEST_NAME)
