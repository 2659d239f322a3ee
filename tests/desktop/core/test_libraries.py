from __future__ import annotations

import sys

import pytest

from desktop.core import libraries

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries of Linux")


@linux
def test_a_missing_library_is_told_with_its_package(monkeypatch):
    monkeypatch.setattr(libraries, "_loads", lambda name: name not in {"libEGL.so.1", "libGL.so.1"})
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    error = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    sentence = libraries.import_sentence(error)
    assert "apt-get install --no-install-recommends libegl1 libgl1" in sentence
    assert "\n" not in sentence


@linux
def test_a_screen_of_x11_needs_more(monkeypatch):
    monkeypatch.setattr(libraries, "_loads", lambda name: name != "libxcb-cursor.so.0")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert libraries.missing() == {"libxcb-cursor.so.0": "libxcb-cursor0"}
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert libraries.missing() == {}
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert libraries.missing()


@linux
def test_an_unknown_library_is_named_as_it_is(monkeypatch):
    monkeypatch.setattr(libraries, "_loads", lambda _name: True)
    error = ImportError("libhorse.so.3: cannot open shared object file")
    assert "libhorse.so.3" in libraries.import_sentence(error)


def test_another_fault_of_the_import_is_told_without_a_trace(monkeypatch):
    monkeypatch.setattr(libraries, "_loads", lambda _name: True)
    error = ModuleNotFoundError("No module named 'PySide6'", name="PySide6")
    assert "PySide6 is missing" in libraries.import_sentence(error)
