"""`.ci/install` on machines whose Python does not fit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

INSTALL = Path(__file__).resolve().parents[1] / ".ci" / "install"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script for Debian and Ubuntu")


@pytest.fixture
def checkout(tmp_path):
    """A checkout on a machine without apt, whose Pythons a test makes."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "cat", "dirname"):
        (programs / name).symlink_to(shutil.which(name))
    folder = tmp_path / "checkout"
    (folder / ".ci").mkdir(parents=True)
    shutil.copy(INSTALL, folder / ".ci")
    return folder


def python(checkout, name, *, fits):
    """A Python that says whether its version fits and notes for what it was called."""
    program = checkout.parent / "bin" / name
    program.write_text(
        "#!/bin/sh\n"
        f'case "$1" in -c) exit {int(not fits)};; --version) echo "Python 3.10.12";;\n'
        f'*) echo "{name} $*" >> "{checkout}/called"; exit 9;; esac\n',
        encoding="utf-8",
    )
    program.chmod(0o755)


def install(checkout):
    environment = {**os.environ, "PATH": str(checkout.parent / "bin")}
    command = ["sh", str(checkout / ".ci" / "install")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_python_that_does_not_fit_ends_in_one_sentence(checkout):
    python(checkout, "python3", fits=False)
    done = install(checkout)
    assert done.returncode == 1
    assert done.stderr == (
        "VibrationFit needs Python 3.11, 3.12 or 3.13, and this is Python 3.10.12; "
        "install one of them, with its venv package, and run this again.\n"
    )
    assert not (checkout / "called").exists()


def test_a_fitting_python_beside_it_is_taken(checkout):
    python(checkout, "python3", fits=False)
    python(checkout, "python3.12", fits=True)
    install(checkout)
    assert (checkout / "called").read_text(encoding="utf-8") == "python3.12 -m venv .venv\n"


def test_the_systems_own_python_comes_first(checkout):
    python(checkout, "python3", fits=True)
    python(checkout, "python3.12", fits=True)
    install(checkout)
    assert (checkout / "called").read_text(encoding="utf-8") == "python3 -m venv .venv\n"
