"""What every test gets: no screen, no keyring, folders of its own, and no unheard warnings."""

from __future__ import annotations

import gc
import logging
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Nothing of a test is ever told to the desktop of whoever runs it.
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nowhere"
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = "unix:path=/nowhere"

import keyring
import pytest

from tests.fakes.keyring import MemoryKeyring

pytest_plugins = ["tests.backend.fixtures", "tests.order"]

for _name in [n for n in os.environ if n.startswith("VIBRATIONFIT_")]:
    del os.environ[_name]


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    """Keep each test inside its own folders, whatever the code under test asks for."""
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME"):
        folder = tmp_path / variable.lower()
        folder.mkdir()
        monkeypatch.setenv(variable, str(folder))


@pytest.fixture(autouse=True)
def memory_keyring():
    """A working keyring of this test's own; tests of absent keyrings set another."""
    before = keyring.get_keyring()
    fake = MemoryKeyring()
    keyring.set_keyring(fake)
    yield fake
    keyring.set_keyring(before)


@pytest.fixture(scope="session")
def qapp(qapp):
    """The application, whose memory of styled widgets lasts when a test takes its sheet off.

    Qt forgets that memory with the last style sheet, and with it the connections by which it hears
    that a widget ends. A menu that was never shown keeps its mark of being styled: under the next
    sheet it is remembered, without such a connection, and the sheet after that walks over it
    though it may be freed by then. So one widget of our own keeps a sheet on to the end.
    """
    from PySide6.QtWidgets import QWidget

    keeper = QWidget()
    keeper.setStyleSheet("QWidget {}")
    yield qapp
    keeper.deleteLater()


@pytest.fixture
def qtbot(qapp, request):
    """pytest-qt's robot, which waits as long as all tests do."""
    from tests.robot import PatientBot

    return PatientBot(request)


@pytest.fixture(autouse=True)
def garbage_stays_on_the_gui_thread(request):
    """As in the application: no lane frees a widget, and none is left for the next test."""
    if "qapp" not in request.fixturenames:
        yield
        return
    # What the test before held to its very end goes first; what is left then stays, and need not
    # be looked through again at the end of this test: packages are some hundred thousand objects.
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def no_unheard_warnings(caplog):
    """Fail a test that logged a warning or worse without looking at it (caplog.clear())."""
    yield
    loud = [
        record
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and record.name.split(".")[0] in {"desktop", "sync"}
    ]
    assert not loud, [f"{r.name}: {r.getMessage()}" for r in loud]
