"""What every test gets: no screen, no keyring, folders of its own, and no unheard warnings."""

from __future__ import annotations

import gc
import logging
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import keyring
import pytest

from tests.fakes.keyring import MemoryKeyring

pytest_plugins = ["tests.backend.fixtures"]

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


@pytest.fixture(autouse=True)
def garbage_stays_on_the_gui_thread(request):
    """As in the application: no lane frees a widget, and none is left for the next test."""
    if "qapp" not in request.fixturenames:
        yield
        return
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
