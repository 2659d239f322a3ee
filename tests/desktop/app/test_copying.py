"""The copy of each day beside a window: made at rest, never in the demo, ended with the journal."""

from __future__ import annotations

import contextlib
import os
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from desktop import headless
from desktop.core.clock import SystemClock
from desktop.core.errors import DatabaseDamaged
from desktop.services import copying
from desktop.services.copying import Copier
from desktop.store.copies import DailyCopies
from tests.desktop.applications import in_lane, started, write_entry

PAGE = 4096


@pytest.fixture
def at_rest(monkeypatch):
    """Let no time pass between the last words and the copy."""
    monkeypatch.setattr(copying, "_QUIET", 0.0)


def copies(folder):
    return sorted((folder.profile("local") / "copies").glob("*.db"))


def threads():
    return [thread for thread in threading.enumerate() if thread.name == "copies"]


@pytest.fixture
def written(folder):
    with contextlib.closing(headless.open_workspace(folder)) as workspace:
        for number in range(100):
            write_entry(workspace, f"{number} {'word ' * 500}")
        return workspace


def test_a_window_at_rest_has_the_day_copied_once(open_app, folder, qtbot, at_rest, written):
    app = open_app()
    qtbot.waitUntil(lambda: bool(copies(folder)))
    (copy,) = copies(folder)
    assert copy.stem == SystemClock().today().isoformat()
    assert written.database.at(copy).check() == []
    made = copy.stat().st_mtime_ns
    app.copying.begin()
    in_lane(app, qtbot, lambda workspace: write_entry(workspace, "later"))
    app.close()
    assert threads() == []
    assert [path.stat().st_mtime_ns for path in copies(folder)] == [made]


def test_a_damaged_journal_is_told_with_the_ways_on(open_app, folder, qtbot, at_rest, written):
    kept = DailyCopies(written.database).keep(SystemClock().today().replace(year=2020))
    path = written.database.path
    with path.open("r+b") as file:
        file.seek(path.stat().st_size * 3 // 4 // PAGE * PAGE)
        file.write(os.urandom(3 * PAGE))
    app = open_app()
    with qtbot.waitSignal(app.copying.damaged) as told:
        pass
    assert isinstance(told.args[0], DatabaseDamaged)
    sentence = str(told.args[0])
    assert sentence.startswith("The journal file is damaged. The newest copy is")
    assert "doctor --salvage" in sentence
    assert copies(folder) == [kept]
    boxes = app.shell.findChildren(QMessageBox)
    assert [box.informativeText() for box in boxes] == [sentence]


def test_a_journal_whose_first_page_is_gone_comes_back_by_a_button(
    make_app, folder, qtbot, written
):
    DailyCopies(written.database).keep(SystemClock().today())
    with written.database.path.open("r+b") as file:
        file.write(os.urandom(PAGE))
    app = make_app(folder)
    app.start()
    qtbot.waitUntil(lambda: app.unlocking.dialog is not None)
    page = app.unlocking.dialog.page()
    qtbot.mouseClick(page.rescue, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: app.unlocking.dialog.page() is not page)
    back = app.unlocking.dialog.page()
    said = back.text.text()
    assert "nothing is missing" in said
    with qtbot.waitSignal(app.lane.opened):
        qtbot.mouseClick(back.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: app.unlocking.dialog is None)
    assert in_lane(app, qtbot, lambda workspace: workspace.rows.count("journal_entries")) == 100
    (aside,) = written.database.path.parent.glob("journal-replaced-*.db")
    assert str(aside) in said


def test_a_key_that_is_wrong_brings_nothing_back(make_app, folder, qtbot, written, tmp_path):
    DailyCopies(written.database).keep(SystemClock().today())
    before = written.database.path.read_bytes()
    (tmp_path / "a.key").write_text("ab" * 32)
    app = make_app(folder)
    app.start()
    qtbot.waitUntil(lambda: app.unlocking.dialog is not None)
    page = app.unlocking.dialog.page()
    assert f"The key that was tried is in the file {tmp_path / 'a.key'}." in page.text.text()
    assert "most likely it is the key that is wrong" in page.text.text()
    qtbot.mouseClick(page.rescue, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.fault.text()))
    assert "Nothing in it could be read" in page.fault.text()
    assert written.database.path.read_bytes() == before


def test_the_demo_is_not_copied(folder):
    folder.create()
    folder.demo_mark.touch()
    with contextlib.closing(headless.open_workspace(folder)) as workspace:
        headless.keep_copy(workspace, lambda: False)
    assert copies(folder) == []


def test_whoever_writes_postpones_the_copy(monkeypatch):
    made = threading.Event()
    copier = Copier(lambda _stopped: made.set(), lambda _error: None)
    copier.note_writing()
    assert copier._round() > copying._QUIET / 2
    assert not made.is_set()
    monkeypatch.setattr(copying, "_QUIET", 0.0)
    copier.start()
    assert made.wait(60)
    copier.stop()


def test_a_damaged_journal_is_not_read_again_in_a_while():
    def make(_stopped):
        raise DatabaseDamaged("damaged")

    told = []
    copier = Copier(make, told.append)
    copier._written -= 2 * copying._QUIET
    assert copier._round() > 12 * 3600
    assert len(told) == 1


def test_a_journal_that_closes_ends_its_copier(make_app, folder, qtbot):
    app = started(make_app(folder), qtbot)
    qtbot.waitUntil(lambda: len(threads()) == 1)
    app.copying.rest()
    assert threads() == []
    app.copying.begin()
    app.copying.rest()
    in_lane(app, qtbot, lambda _workspace: None)
    assert threads() == []
