"""From anywhere in the window to the file: the palette leads to the export."""

from __future__ import annotations

import contextlib
import zipfile

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop import headless
from tests.desktop.applications import write_entry

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_the_palette_leads_to_the_export(open_app, folder, qtbot, monkeypatch, tmp_path):
    with contextlib.closing(headless.open_workspace(folder)) as workspace:
        write_entry(workspace, "The heron on the weir")
    place = tmp_path / "mine.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    app = open_app()
    app.shell.activateWindow()
    qtbot.waitExposed(app.shell)
    qtbot.keyClick(app.shell, Qt.Key.Key_P, CTRL | SHIFT)
    palette = app.commanding.opened
    qtbot.waitUntil(palette.isVisible)
    qtbot.keyClicks(palette.field, "export everything")
    assert palette.offered()[0] == "Export everything I wrote…"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: app.shell.current is not None and app.shell.current.name == "settings")
    leaving = app.shell.current.leaving
    qtbot.waitUntil(leaving.show_folder.isVisible)
    with zipfile.ZipFile(place) as made:
        assert "README.txt" in made.namelist()
        assert any(name.endswith("The heron on the weir.md") for name in made.namelist())
