"""Reading a version as a book, by keys and clicks, and what is kept of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from desktop.views.vision.reading.full import FullPage
from desktop.views.vision.reading.mode import ReadingMode
from desktop.views.vision.reading.paper import PaperDialog

CTRL = Qt.KeyboardModifier.ControlModifier
LONG = "\n\n".join(f"Sentence {number} of the garden. " * 12 for number in range(20))
TEXTS = {"forward": "I let myself say it.", "fun": LONG, "love": "I am **met** and known."}


@pytest.fixture
def lines(ask):
    """Two versions: a whole one, and one without a word."""

    def make(workspace):
        workspace.rows.put("user_profiles", {"first_name": "Anna", "last_name": "Winter"})
        whole = workspace.vision_steps.new_draft()
        for part, text in TEXTS.items():
            workspace.visions.set_part(whole, part, text)
        empty = workspace.vision_steps.new_draft()
        return workspace.visions.lines([whole, empty])

    return ask(make)


@pytest.fixture
def mode(kit, qtbot):
    made = ReadingMode(kit)
    qtbot.addWidget(made)
    made.resize(900, 640)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.leave()


@pytest.fixture
def read(mode, lines, qtbot):
    mode.open(lines[0], "forward")
    qtbot.waitUntil(lambda: "garden" in mode.page.toPlainText())
    mode.activate()
    qtbot.waitUntil(mode.page.hasFocus)
    return mode


def settings(ask):
    return ask(lambda workspace: workspace.settings.values)


def test_a_version_is_a_book_without_its_empty_parts(read):
    text = read.page.toPlainText()
    assert text.index("Life Vision") < text.index("Forward") < text.index("Love / Romance")
    assert "Health" not in text
    assert "I am met and known." in text


def test_a_version_without_words_says_so(mode, lines, qtbot):
    mode.open(lines[1], "forward")
    qtbot.waitUntil(lambda: bool(mode.nothing.text()))
    assert mode.nothing.isVisible()
    assert not mode.paper_button.isEnabled()
    QTest.keyClick(mode, Qt.Key.Key_F11)
    assert not any(isinstance(one, FullPage) for one in QApplication.topLevelWidgets())


def test_it_opens_at_the_part_that_was_chosen(mode, lines, qtbot):
    mode.open(lines[0], "love")
    qtbot.waitUntil(lambda: mode.page.chapter == "love")


def test_it_goes_on_where_it_was_left(read, lines, kit, qtbot, ask):
    for _ in range(3):
        qtbot.keyClick(read.page, Qt.Key.Key_Space)
    place = read.page.place
    assert place.code == "fun"
    read.leave()
    again = ReadingMode(kit)
    qtbot.addWidget(again)
    again.resize(900, 640)
    again.show()
    again.open(lines[0], "forward")
    qtbot.waitUntil(lambda: again.page.place == place)


def test_turning_pages_tells_the_part(read, qtbot):
    told = []
    read.part_shown.connect(told.append)
    for _ in range(3):
        qtbot.keyClick(read.page, Qt.Key.Key_PageDown, CTRL)
    assert told in (["forward", "fun", "love"], ["fun", "love"])
    read.show_part("fun")
    assert read.page.chapter == "fun"
    read.show_part("health")
    assert read.page.chapter == "fun"


def test_face_size_and_measure_are_chosen_and_kept(read, qtbot, ask):
    read.looks_button.click()
    qtbot.mouseClick(read.looks.face.chip("sans"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(read.looks.larger, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(read.looks.measure.chip("52"), Qt.MouseButton.LeftButton)
    kept = settings(ask)
    assert (kept.reading_face, kept.reading_percent, kept.reading_measure) == ("sans", 130, 52)
    first = read.page.document().begin().next().next().next()
    assert first.begin().fragment().charFormat().fontFamilies() == ["Inter"]


def test_letters_grow_and_shrink_by_keys_within_bounds(read, qtbot, ask):
    for _ in range(30):
        qtbot.keyClick(read.page, Qt.Key.Key_Plus)
    assert settings(ask).reading_percent == 250
    assert not read.looks.larger.isEnabled()
    for _ in range(30):
        qtbot.keyClick(read.page, Qt.Key.Key_Minus)
    assert settings(ask).reading_percent == 80


def test_the_whole_screen_and_back_at_the_same_place(read, qtbot):
    qtbot.keyClick(read.page, Qt.Key.Key_F11)
    full = next(one for one in QApplication.topLevelWidgets() if isinstance(one, FullPage))
    assert full.isFullScreen()
    for _ in range(2):
        qtbot.keyClick(full.page, Qt.Key.Key_PageDown, CTRL)
    qtbot.keyClick(full.page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: read.page.chapter == "fun")
    assert read.page.place.offset == 0


def test_changes_elsewhere_come_onto_the_page_at_the_same_place(read, lines, qtbot, ask):
    qtbot.keyClick(read.page, Qt.Key.Key_PageDown, CTRL)
    qtbot.keyClick(read.page, Qt.Key.Key_PageDown, CTRL)
    ask(lambda workspace: workspace.visions.set_part(lines[0].id, "love", "I am at home."))
    read.refresh()
    qtbot.waitUntil(lambda: "I am at home." in read.page.toPlainText())
    assert read.page.chapter == "fun"


def test_words_from_the_search_are_shown(mode, lines, qtbot):
    mode.open(lines[0], "fun")
    mode.go_to("Sentence 11", "")
    qtbot.waitUntil(lambda: mode.page.textCursor().selectedText() == "Sentence 11")


def test_words_can_be_copied_but_not_changed(read, qtbot):
    qtbot.keyClick(read.page, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(read.page, Qt.Key.Key_C, CTRL)
    assert "I am met and known." in QGuiApplication.clipboard().text()
    assert read.page.isReadOnly()


# Paper


@pytest.fixture
def paper(read, qtbot):
    qtbot.keyClick(read.page, Qt.Key.Key_P, CTRL)
    dialog = read.findChild(PaperDialog)
    qtbot.waitUntil(dialog.save_button.isEnabled)
    return dialog


def test_a_pdf_is_saved_where_the_member_chooses(read, paper, qtbot, monkeypatch, tmp_path, ask):
    offered = []

    def choose(_parent, _title, name, _kinds):
        offered.append(name)
        return str(tmp_path / "my book"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    qtbot.mouseClick(paper.paper.chip("a5"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(read.notice) as told:
        qtbot.mouseClick(paper.save_button, Qt.MouseButton.LeftButton)
    assert offered[0].endswith("Life Vision.pdf")
    assert told.args == ["The PDF is saved as my book.pdf.", None]
    document = QPdfDocument(None)
    document.load(str(tmp_path / "my book.pdf"))
    assert document.pagePointSize(0).width() == pytest.approx(420, abs=1)
    assert "Anna Winter" in document.getAllText(0).text()
    assert settings(ask).book_paper == "a5"
    assert [one.name for one in tmp_path.iterdir() if "book" in one.name] == ["my book.pdf"]


def test_a_place_that_cannot_be_written_is_told_and_the_dialog_stays(
    paper, qtbot, monkeypatch, tmp_path
):
    (tmp_path / "file").write_text("in the way")
    place = str(tmp_path / "file" / "book.pdf")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (place, ""))
    qtbot.mouseClick(paper.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "cannot be saved there" in paper.sentence.text())
    assert paper.isVisible()
    assert paper.save_button.isEnabled()


def test_choosing_no_place_changes_nothing(paper, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    qtbot.mouseClick(paper.save_button, Qt.MouseButton.LeftButton)
    assert paper.isVisible()
    assert paper.save_button.isEnabled()


def test_without_a_printer_a_sentence_says_what_to_do(paper, qtbot, monkeypatch):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    qtbot.mouseClick(paper.print_button, Qt.MouseButton.LeftButton)
    assert "Save a PDF" in paper.sentence.text()


def test_the_pages_go_to_the_printer_that_was_chosen(read, paper, qtbot, monkeypatch, tmp_path):
    place = tmp_path / "printed.pdf"

    def choose(dialog):
        # A printer that lays its pages into a file.
        dialog.printer().setOutputFileName(str(place))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["one"])
    monkeypatch.setattr(QPrintDialog, "exec", choose)
    with qtbot.waitSignal(read.notice) as told:
        qtbot.mouseClick(paper.print_button, Qt.MouseButton.LeftButton)
    document = QPdfDocument(None)
    document.load(str(place))
    said = f"{document.pageCount()} pages are on their way to the printer."
    assert told.args == [said, None]
    assert "Anna Winter" in document.getAllText(0).text()


def test_a_printer_that_was_not_chosen_gets_nothing(paper, qtbot, monkeypatch):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["one"])
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: QDialog.DialogCode.Rejected)
    qtbot.mouseClick(paper.print_button, Qt.MouseButton.LeftButton)
    assert paper.isVisible()
    assert paper.print_button.isEnabled()
