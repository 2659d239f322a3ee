"""The book on paper, judged by what a reader of PDF finds in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtPdf import QPdfDocument

from desktop.core.errors import AppError
from desktop.domain.book import Book
from desktop.qt.lanes import FreeLane
from desktop.widgets.book.faces import SANS, SERIF, family
from desktop.widgets.book.paper import A4, A5, LETTER, PAPERS, paint_book, pdf_of


class Pdf:
    """A PDF as a viewer opens it."""

    def __init__(self, data):
        self._data = QByteArray(data)
        self._buffer = QBuffer(self._data)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument(None)
        self.document.load(self._buffer)
        assert self.document.status() is QPdfDocument.Status.Ready

    def pages(self):
        count = self.document.pageCount()
        return [" ".join(self.document.getAllText(n).text().split()) for n in range(count)]


@pytest.fixture
def made(qtbot, serif):
    """Make a PDF beside the window, as the app does."""
    lane = FreeLane()
    problems = []
    lane.problem_met.connect(problems.append)

    def make(book, face=SERIF, paper=A4):
        answers = []
        chosen = family(face)
        lane.ask(lambda: pdf_of(book, chosen, paper), answers.append)
        qtbot.waitUntil(lambda: bool(answers or problems))
        assert not problems
        return answers[0]

    yield make
    assert lane.close()


def test_cover_contents_and_chapters_have_pages_of_their_own(made, book):
    pages = Pdf(made(book)).pages()
    assert pages[0] == "The Life I Choose Version 3 · we / our · 12 March 2026 Anna W"
    assert pages[1].startswith("Contents Forward 1 Fun / Recreation 2 Love / Romance / Partnership")
    assert pages[2] == "Forward I let myself say it. 1"
    assert pages[3].startswith("1 Fun / Recreation Sentence 0 of the garden")
    assert pages[-1] == f"2 Love / Romance / Partnership I am met and known. {len(pages) - 2}"
    assert pages[1].endswith(f" {len(pages) - 2}")


def test_pages_that_go_on_carry_title_chapter_and_number(made, book):
    pages = Pdf(made(book)).pages()
    going_on = pages[4]
    assert going_on.endswith("The Life I Choose Fun / Recreation") or going_on.startswith(
        "The Life I Choose Fun / Recreation"
    )
    assert " 3" in going_on
    assert not any("The Life I Choose" in page for page in (pages[2], pages[3], pages[-1]))


def test_every_word_is_on_some_page_once(made, book):
    whole = " ".join(Pdf(made(book)).pages())
    for number in range(30):
        assert whole.count(f"Sentence {number} of") == 6


@pytest.mark.parametrize(
    ("paper", "size"), [(A4, (595, 842)), (LETTER, (612, 792)), (A5, (420, 595))]
)
def test_paper_is_what_was_chosen(made, book, paper, size):
    found = Pdf(made(book, paper=paper)).document.pagePointSize(0)
    assert (found.width(), found.height()) == pytest.approx(size, abs=1)


@pytest.mark.parametrize(("face", "name"), [(SERIF, b"Literata"), (SANS, b"Inter")])
def test_the_face_travels_inside(made, book, face, name):
    data = made(book, face)
    assert b"/FontFile" in data
    assert name in data


def test_a_book_of_one_chapter_needs_no_contents_and_nobody_a_name(made, book):
    small = Book("Small", book.chapters[:1])
    assert Pdf(made(small)).pages() == ["Small", "Forward I let myself say it. 1"]
    assert len(Pdf(made(Book("Empty", ()))).pages()) == 1


def test_letters_of_other_scripts_and_a_huge_title_fit(made, book):
    chapter = book.chapters[0]._replace(text="Café — Größe 生活 ❤ مرحبا")
    title = "A very long title " * 12
    pages = Pdf(made(Book(title, (chapter,)))).pages()
    assert "Café — Größe" in pages[1]
    assert pages[0].count("A very long title") == 12


def test_the_cover_wears_the_colours_of_the_programme(made, book):
    image = Pdf(made(book)).document.render(0, QSize(300, 424))
    vivid = sum(
        1
        for x in range(0, 300, 2)
        for y in range(80, 180)
        if image.pixelColor(x, y).alpha() > 200 and image.pixelColor(x, y).hsvSaturation() > 90
    )
    assert vivid > 50


def test_a_device_that_takes_no_pages_is_told_in_a_sentence(qapp, serif, book, tmp_path):
    from PySide6.QtGui import QPdfWriter

    writer = QPdfWriter(str(tmp_path / "no folder" / "book.pdf"))
    with pytest.raises(AppError) as caught:
        paint_book(book, family(SERIF), PAPERS[A4], writer)
    assert str(caught.value).endswith("save a PDF.")
