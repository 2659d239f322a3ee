"""Settings: everything in one file, by clicks, while the window stays at hand."""

from __future__ import annotations

import zipfile
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel

from desktop.services.export import exporting
from desktop.services.export.course import Stopped
from desktop.views.settings import leaving as leaving_card
from desktop.views.settings.room import SettingsRoom


class App(QObject):
    """Stands for the application as far as its end is told.

    The real one goes on for other tests, and so must all that Qt and the rooms would end with it.
    """

    aboutToQuit = Signal()  # noqa: N815 - Qt's name


@pytest.fixture
def app(monkeypatch):
    app = App()
    monkeypatch.setattr(leaving_card, "QCoreApplication", SimpleNamespace(instance=lambda: app))
    return app


@pytest.fixture
def leaving(app, kit, ask, pen, qtbot):
    pen.write("The heron on the weir")
    room = SettingsRoom(kit)
    qtbot.addWidget(room)
    room.show()
    ask(lambda workspace: workspace.user_id)
    yield room.leaving
    assert room


@pytest.fixture
def choose(monkeypatch):
    """Have the dialog for files answer; gives what it offered."""
    offered = []

    def answer(place):
        def chosen(_parent, _title, name, _kinds):
            offered.append(name)
            return str(place), ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
        return offered

    return answer


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_everything_goes_to_the_place_that_is_chosen_and_its_folder_is_shown(
    leaving, choose, qtbot, tmp_path, monkeypatch
):
    place, opened = tmp_path / "mine.zip", []
    offered = choose(place)
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    assert not leaving.show_folder.isVisible()
    assert not leaving.stop.isVisible()
    click(qtbot, leaving.export)
    qtbot.waitUntil(leaving.show_folder.isVisible)
    assert leaving.said.text() == f"Everything is in {place}."
    assert offered[0].endswith(".zip")
    assert "VibrationFit 20" in offered[0]
    with zipfile.ZipFile(place) as made:
        assert any(name.endswith("The heron on the weir.md") for name in made.namelist())
    click(qtbot, leaving.show_folder)
    assert [url.toLocalFile() for url in opened] == [str(tmp_path)]
    assert leaving.export.isEnabled()
    assert not leaving.stop.isVisible()


def test_the_card_says_beforehand_that_the_file_is_not_encrypted(leaving):
    said = [one.text() for one in leaving.findChildren(QLabel)]
    assert any("not encrypted: whoever has it can read it" in text for text in said)


def test_choosing_no_place_changes_nothing(leaving, choose, qtbot):
    choose("")
    click(qtbot, leaving.export)
    assert leaving.export.isEnabled()
    assert leaving.said.text() == ""


def test_a_file_that_the_dialog_did_not_ask_about_is_not_replaced(leaving, choose, qtbot, tmp_path):
    (tmp_path / "mine.zip").write_text("precious")
    choose(tmp_path / "mine")
    click(qtbot, leaving.export)
    qtbot.waitUntil(lambda: "already" in leaving.said.text())
    assert (tmp_path / "mine.zip").read_text() == "precious"
    choose(tmp_path / "mine.zip")
    click(qtbot, leaving.export)
    qtbot.waitUntil(leaving.show_folder.isVisible)
    assert zipfile.is_zipfile(tmp_path / "mine.zip")


def test_a_fault_is_told_in_the_card_and_one_can_try_again(leaving, choose, qtbot, tmp_path):
    choose(tmp_path / "nowhere" / "mine.zip")
    click(qtbot, leaving.export)
    qtbot.waitUntil(lambda: "Choose another place" in leaving.said.text())
    assert leaving.export.isEnabled()
    assert not leaving.show_folder.isVisible()


@pytest.fixture
def endless(leaving, choose, qtbot, tmp_path, monkeypatch):
    """An export that is on its way and ends when it is told to; gives its course."""
    heard = []

    def going_on(_source, _path, course, **_how):
        course.total = 10_000_000
        heard.append(course)
        while True:
            course.step()

    monkeypatch.setattr(exporting, "export_everything", going_on)
    choose(tmp_path / "mine.zip")
    click(qtbot, leaving.export)
    qtbot.waitUntil(lambda: leaving.said.text().endswith(" %"))
    return heard[0]


@pytest.mark.usefixtures("endless")
def test_an_export_is_stopped_by_a_click(leaving, qtbot):
    assert not leaving.export.isEnabled()
    click(qtbot, leaving.stop)
    qtbot.waitUntil(lambda: leaving.said.text() == "Stopped. No file was written.")
    assert leaving.export.isEnabled()
    assert not leaving.stop.isVisible()
    assert not leaving.show_folder.isVisible()


@pytest.mark.usefixtures("endless")
def test_an_export_ends_with_the_app(leaving, qtbot, app):
    app.aboutToQuit.emit()
    qtbot.waitUntil(lambda: leaving.said.text() == "Stopped. No file was written.")


def test_an_export_ends_with_its_room(leaving, endless, qtbot):
    leaving.deleteLater()
    qtbot.waitUntil(lambda: _is_stopped(endless))


def _is_stopped(course):
    try:
        course.step()
    except Stopped:
        return True
    return False
