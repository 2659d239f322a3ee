"""Reading a version of the vision as a book."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.book import Book, Place, place_in, with_place
from desktop.domain.vision import CODES
from desktop.views.room import RoomKit
from desktop.views.vision.mode import VisionMode
from desktop.views.vision.reading.looks import LooksBar
from desktop.widgets.book.faces import SERIF, add_serif, has_serif, serif_files
from desktop.widgets.book.page import BookPage, Reading
from desktop.widgets.buttons import icon_button
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.core.settings import Settings
    from desktop.services.vision.values import VersionLine
    from desktop.services.workspace import Workspace
    from desktop.views.vision.reading.full import FullPage


class ReadingMode(VisionMode):
    """Owns the page of the book and how it looks; lives on the GUI thread.

    The place in each version is kept in the settings. The bar of looks unfolds over the page;
    full screen and paper are built when they are asked for.
    """

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._row_id = ""
        self._book: Book | None = None
        self._reading = Reading()
        self._part = ""
        self._sought = ("", "")
        self._full: FullPage | None = None
        icons = kit.look.icons
        self.page = BookPage(kit.look)
        self.looks = LooksBar(icons)
        self.looks_button = icon_button(icons, "a-large-small", self.tr("Face and size"))
        self.paper_button = icon_button(icons, "printer", self.tr("Print or save a PDF (Ctrl+P)"))
        self.full_button = icon_button(icons, "maximize", self.tr("Over the whole screen (F11)"))
        self._chapter = words("", "small")
        self.nothing = words("", "muted")
        self._bodies = QStackedWidget()
        self._lay_out()
        self._connect()

    def open(self, line: VersionLine, part: str) -> None:
        """Show a version as a book, at the part, or where it was left last."""
        again, self._row_id, self._part = line.id == self._row_id, line.id, part
        row_id = line.id

        def read(workspace: Workspace) -> tuple[Book | None, Settings, list[bytes]]:
            from desktop.services.vision.book import book_of

            settings = workspace.settings.values
            wanted = settings.reading_face == SERIF and not has_serif()
            return book_of(workspace, row_id), settings, serif_files() if wanted else []

        self.kit.lane.ask(read, partial(self._on_read, row_id, again))

    def show_part(self, part: str) -> None:
        """Go to a chapter; a part without words has none."""
        self._part = part
        if self._book is not None and part != self.page.chapter and self._has(part):
            self.page.go_to(Place(part))

    def clear(self) -> None:
        """Nothing is open any more."""
        self._row_id, self._book = "", None
        self._bodies.setCurrentIndex(0)
        self.nothing.setText("")

    def go_to(self, words: str, around: str) -> None:
        """Show these words, first where they stand in `around`."""
        self._sought = (words, around)
        self._seek()

    def activate(self) -> None:
        """The book has the keys."""
        self.page.setFocus()

    def refresh(self) -> None:
        """Read the book again, at the same place."""
        if self._row_id:
            row_id = self._row_id
            self.kit.lane.ask(
                lambda workspace: _book(workspace, row_id), partial(self._on_renewed, row_id)
            )

    def leave(self) -> None:
        """Keep the place."""
        if self._book is not None:
            self._keep_place(self.page.place)

    def read_full(self) -> None:
        """Show the book over the whole screen."""
        if self._book is None or self._full is not None:
            return
        from desktop.views.vision.reading.full import FullPage

        self._full = FullPage(self.kit.look, self._book, self.page.place, self._reading)
        self._full.left.connect(self._on_full_left)
        self._full.page.size_requested.connect(self.looks.step)
        self._full.page.place_changed.connect(self._keep_place)
        self._full.showFullScreen()
        self._full.page.setFocus()

    def show_paper(self) -> None:
        """Offer the book on paper."""
        if self._book is None:
            return
        from desktop.views.vision.reading.paper import PaperDialog

        dialog = PaperDialog(self.kit, self._book, self._reading.face, self)
        dialog.done_with.connect(lambda sentence: self.notice.emit(sentence, None))
        dialog.open()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(18, 0, 12, 0)
        head.setSpacing(2)
        head.addWidget(self._chapter)
        head.addStretch(1)
        for one in (self.looks_button, self.paper_button, self.full_button):
            head.addWidget(one)
        self.looks_button.setCheckable(True)
        self.looks.hide()
        looks = QHBoxLayout()
        looks.setContentsMargins(18, 0, 18, 0)
        looks.addWidget(self.looks)
        nothing = QWidget()
        middle = QVBoxLayout(nothing)
        middle.setContentsMargins(40, 0, 40, 60)
        middle.addStretch(1)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle.addWidget(self.nothing)
        middle.addStretch(1)
        self._bodies.addWidget(nothing)
        self._bodies.addWidget(self.page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(6)
        box.addLayout(head)
        box.addLayout(looks)
        box.addWidget(self._bodies, 1)

    def _connect(self) -> None:
        self.page.chapter_changed.connect(self._on_chapter)
        self.page.place_changed.connect(self._keep_place)
        self.page.size_requested.connect(self.looks.step)
        self.looks.changed.connect(self._on_looks)
        self.looks_button.toggled.connect(self._on_looks_shown)
        self.paper_button.clicked.connect(self.show_paper)
        self.full_button.clicked.connect(self.read_full)
        self.offer(self.tr("Read over the whole screen"), "F11", self.read_full)
        self.offer(self.tr("Print or save a PDF…"), "Ctrl+P", self.show_paper)
        self.offer(self.tr("Face and size of the letters"), "", self.looks_button.click)

    def _seek(self) -> None:
        if self._sought[0] and self._book is not None:
            self.page.find_words(*self._sought)
            self._sought = ("", "")

    def _has(self, part: str) -> bool:
        return any(chapter.code == part for chapter in self._book.chapters) if self._book else False

    def _on_read(
        self, row_id: str, again: bool, found: tuple[Book | None, Settings, list[bytes]]
    ) -> None:
        if row_id != self._row_id:
            return
        book, settings, faces = found
        if faces:
            add_serif(faces)
        self._take_reading(
            Reading(settings.reading_face, settings.reading_percent, settings.reading_measure)
        )
        left = place_in(settings.reading_places, row_id)
        if again and self._book is not None:
            left = self.page.place
        # Who chose a part wants that; who chose none goes on where the book was left.
        chosen = self._part in CODES[1:] and self._part != left.code
        self._show(book, Place(self._part) if chosen else left)
        self._seek()

    def _on_renewed(self, row_id: str, book: Book | None) -> None:
        if row_id == self._row_id and book != self._book:
            self._show(book, self.page.place)

    def _show(self, book: Book | None, place: Place) -> None:
        self._book = book
        empty = book is None or not book.chapters
        self._bodies.setCurrentIndex(0 if empty else 1)
        for one in (self.looks_button, self.paper_button, self.full_button):
            one.setEnabled(not empty)
        if book is None or empty:
            self._book = None
            self._chapter.setText("")
            self.nothing.setText(
                self.tr("Nothing is written in this version yet. Its parts become chapters here.")
            )
            return
        self.page.show_book(book, place)
        self._say_chapter(self.page.chapter)

    def _take_reading(self, reading: Reading) -> None:
        self._reading = reading
        self.looks.show_reading(reading)
        self.page.set_reading(reading)

    def _on_looks(self, reading: Reading) -> None:
        self._reading = reading
        kept = {
            "reading_face": reading.face,
            "reading_percent": reading.percent,
            "reading_measure": reading.measure,
        }

        def keep(workspace: Workspace) -> list[bytes]:
            workspace.settings.change(**kept)
            return serif_files() if reading.face == SERIF and not has_serif() else []

        self.kit.lane.ask(keep, partial(self._on_looks_kept, reading))

    def _on_looks_kept(self, reading: Reading, faces: list[bytes]) -> None:
        if faces:
            add_serif(faces)
        self.page.set_reading(reading)
        if self._full is not None:
            self._full.page.set_reading(reading)

    def _on_looks_shown(self, shown: bool) -> None:
        self.looks.setVisible(shown)
        if shown:
            self.looks.face.focus_chosen()
        else:
            self.page.setFocus()

    def _on_chapter(self, code: str) -> None:
        self._say_chapter(code)
        if code and code != self._part:
            self._part = code
            self.part_shown.emit(code)

    def _say_chapter(self, code: str) -> None:
        chapters = self._book.chapters if self._book else ()
        for number, chapter in enumerate(chapters, 1):
            if chapter.code == code:
                said = self.tr("{number} of {count}").format(number=number, count=len(chapters))
                self._chapter.setText(said)
                return
        self._chapter.setText("")

    def _on_full_left(self, place: Place) -> None:
        self._full = None
        self.page.go_to(place)
        self.window().activateWindow()
        self.page.setFocus()

    def _keep_place(self, place: Place) -> None:
        row_id = self._row_id

        def keep(workspace: Workspace) -> None:
            places = with_place(workspace.settings.values.reading_places, row_id, place)
            if places != workspace.settings.values.reading_places:
                workspace.settings.change(reading_places=places)

        if row_id:
            self.kit.lane.ask(keep)


def _book(workspace: Workspace, row_id: str) -> Book | None:
    from desktop.services.vision.book import book_of

    return book_of(workspace, row_id)
