"""What a window stands on: Qt's libraries loaded ahead, and PySide6's bytecode kept."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop.app import ahead, bytecode
from tests.patience import PATIENCE

# Imports PySide6 with the bytecode kept in a file; tells how many of its modules were compiled.
IMPORT = """
import builtins, sys
from pathlib import Path
from desktop.app import bytecode

compiled, plain = [], builtins.compile

def counting(source, filename, *rest, **more):
    if str(filename).startswith("shibokensupport/"):
        compiled.append(filename)
    return plain(source, filename, *rest, **more)

builtins.compile = counting
with bytecode.kept(Path(sys.argv[1]), write=sys.argv[2] == "write"):
    from PySide6 import QtCore
assert builtins.compile is counting
from shibokensupport.signature import parser
assert not isinstance(parser.arglistParser, parser.ArglistParser), "its pattern can wait"
try:
    QtCore.QSize("wide", 2)
except TypeError as error:
    assert "(w: int, h: int, /)" in str(error), error
else:
    raise AssertionError("no size is wide")
assert QtCore.Qt.Key.Key_A.name == "Key_A"
print(len(compiled))
"""

AHEAD = """
import sys
from pathlib import Path
from desktop.app import ahead

thread = ahead.load_qt()
thread.join()
assert "PySide6" not in sys.modules
loaded = Path("/proc/self/maps").read_text()
assert "libQt6Widgets" in loaded and "QtWidgets.abi3" in loaded
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(["x"])
print(QLabel("words").sizeHint().width() > 0)
"""


def run(code, *arguments, **environment):
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        capture_output=True, text=True, timeout=PATIENCE, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.strip()


def test_pyside_is_compiled_once_and_then_no_more(tmp_path):
    file = str(tmp_path / "kept.bin")
    assert int(run(IMPORT, file, "write")) > 5
    assert run(IMPORT, file, "write") == "0"


@pytest.mark.parametrize("kept", [b"", b"nonsense", bytecode.MAGIC_NUMBER + b"cut off"])
def test_what_is_broken_or_of_another_python_is_made_anew(tmp_path, kept):
    file = tmp_path / "kept.bin"
    file.write_bytes(kept)
    assert int(run(IMPORT, str(file), "write")) > 5
    assert run(IMPORT, str(file), "write") == "0"


def test_it_goes_without_where_nothing_can_or_shall_be_written(tmp_path):
    assert int(run(IMPORT, str(tmp_path / "nowhere" / "kept.bin"), "write")) > 5
    file = tmp_path / "kept.bin"
    assert int(run(IMPORT, str(file), "not")) > 5
    assert not file.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has the means for it")
def test_qts_libraries_come_ahead_of_its_import():
    assert run(AHEAD) == "True"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has the means for it")
def test_a_c_library_without_the_means_is_no_fault(monkeypatch):
    monkeypatch.setattr(ahead.ctypes, "CDLL", lambda _name: object())
    told = []
    monkeypatch.setattr(threading, "excepthook", told.append)
    ahead.load_qt().join()
    assert told == []


def test_it_lies_where_python_is_told_to_keep_bytecode(tmp_path):
    code = "from desktop.app import bytecode; print(bytecode.place())"
    said = run(code, PYTHONPYCACHEPREFIX=str(tmp_path))
    assert tmp_path in Path(said).parents
