"""What a start loads before the first page is painted: little, so that it comes soon."""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

from desktop import headless
from desktop.app.application import Application
from desktop.core.clock import SystemClock
from desktop.core.paths import DataFolder
from desktop.core.settings import SettingsFile
from desktop.services.journal import EntryDraft
from tests.patience import PATIENCE

# Paints as the benchmark of the start does, and tells what is loaded at that moment: modules, and
# the types of QtWidgets that PySide had to build.
PROBE = """
import sys
from tests.bench import window_probe

def tell():
    types = vars(sys.modules["PySide6.QtWidgets"])
    print(*sorted(sys.modules), *(f"QtWidgets.{name}" for name in types), flush=True)

window_probe.tell = tell
window_probe.ours(sys.argv[1], sys.argv[2])
"""
NEVER = {
    "sqlmodel", "sqlalchemy", "pydantic", "httpx", "keyring", "supabase", "cryptography",
    "socket", "decimal", "hashlib", "difflib", "sync.engine", "sync.protocols", "sync.report",
    "sync.spec", "sync.merging.text", "sync.values", "sync.local.ledger", "sync.local.schema",
    "desktop.account.auth", "desktop.account.keystore", "desktop.account.session",
    "desktop.app.alone", "desktop.app.behind", "desktop.app.quick", "desktop.app.tray",
    "desktop.views.quick",
    "desktop.app.locking", "desktop.app.otherwindows", "desktop.qt.idle",
    "desktop.views.frame.cover", "desktop.views.unlock.locked",
    "desktop.app.commanding", "desktop.app.syncing", "desktop.qt.sync_process",
    "desktop.demo", "desktop.domain.fuzzy", "desktop.views.frame.demostrip",
    "desktop.views.frame.palette",
    "desktop.services.account", "desktop.services.doctor", "desktop.services.history",
    "desktop.services.search", "desktop.services.status", "desktop.services.trash",
    "desktop.services.drafts", "desktop.services.weaving", "desktop.store.keeping_triggers",
    "desktop.store.rows",
    "desktop.store.schema", "desktop.store.search.finding", "desktop.store.search.index",
    "desktop.store.tables", "desktop.store.trash", "desktop.store.validation",
    "desktop.store.versions", "desktop.store.writer",
    "desktop.views.audio.bar", "desktop.views.audio.room", "desktop.qt.sound.hearing",
    "desktop.qt.sound.listening", "desktop.qt.sound.player", "desktop.services.audio",
    "desktop.services.sets",
    "PySide6.QtMultimedia", "PySide6.QtDBus",
    "desktop.views.account.room", "desktop.views.search.room", "desktop.views.settings.room",
    "desktop.views.unlock.dialog",
    # A widget was asked for its `style()`: that builds five hundred members of enums.
    "QtWidgets.QStyle",
    # Something was answered with a widget of unknown type: that builds the types of all there are.
    "QtWidgets.QColorDialog",
}  # fmt: skip
NOT_FOR_A_LIST = {
    "desktop.views.pages.entry_page", "desktop.widgets.forms.entry_form",
    "desktop.widgets.writing.markdown_edit",
    "desktop.views.journal.filters", "desktop.views.history",
    "desktop.views.journal.memories", "desktop.views.journal.page_side",
    "desktop.views.trash",
}  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "room", "unwanted"),
    [("list", "journal", NEVER | NOT_FOR_A_LIST), ("today", "today", NEVER)],
)
def test_what_the_first_page_does_not_need_is_loaded_after_it(
    tmp_path, monkeypatch, moment, room, unwanted
):
    monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", str(tmp_path / "key"))
    folder = DataFolder(tmp_path / "data")
    with contextlib.closing(headless.open_workspace(folder)) as workspace:
        draft = EntryDraft(SystemClock().today(), "A quiet morning", None, ("calm",))
        workspace.journal.save(workspace.journal.new_id(), draft, "test")
    SettingsFile(folder.settings).change(room=room)
    done = subprocess.run(
        [sys.executable, "-c", PROBE, moment, str(folder.root)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, timeout=PATIENCE, check=True,
    )  # fmt: skip
    loaded = set(done.stdout.splitlines()[0].split())
    assert "desktop.services.journal" in loaded
    assert loaded & unwanted == set()


def test_what_is_kept_out_of_a_start_is_there():
    ours = {name for name in NEVER | NOT_FOR_A_LIST if name.startswith(("desktop.", "sync."))}
    assert {name for name in ours if find_spec(name) is None} == set()


@pytest.mark.parametrize("room", ["journal", "today"])
def test_the_log_tells_once_that_the_window_is_painted(
    tmp_path, monkeypatch, qapp, qtbot, caplog, room
):
    monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", str(tmp_path / "key"))
    folder = DataFolder(tmp_path / "data")
    folder.create()
    SettingsFile(folder.settings).change(room=room)
    caplog.set_level(logging.INFO, logger="desktop.app")
    app = Application(folder, qapp)
    qtbot.addWidget(app.shell)
    with qtbot.waitSignal(app.shell.room_painted):
        app.start()
    other = {"journal": "today", "today": "journal"}[room]
    with qtbot.waitSignal(app.shell.room_painted):
        app.shell.show_room(other)
    app.shell.close()
    app.close()
    qapp.setStyleSheet("")
    assert caplog.messages.count("window painted") == 1
