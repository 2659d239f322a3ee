"""Loads Qt's libraries ahead, in a thread of its own, while Python still reads modules.

The system binds libraries without Python's lock, so the second core does what would else come one
after the other. It is a head start and nothing more: what cannot be loaded here is left to the
import of PySide6, which says what is wrong.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import threading
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

# The first one brings Qt's own libraries along.
_MODULES = ("QtWidgets", "QtCore", "QtGui", "QtSvg")
_FONTS = "libfontconfig.so.1"
# Libraries as well: after the first of Qt's is begun, they would wait until all of it is bound.
_BEFORE = ("datetime", "dis", "json", "queue", "tempfile", "unicodedata", "zipfile", "sqlcipher3")


def load_qt() -> threading.Thread | None:
    """Begin to load Qt's libraries and the list of fonts; only on Linux is there a way to."""
    if sys.platform != "linux":
        return None
    for name in _BEFORE:
        with contextlib.suppress(ImportError):
            import_module(name)
    thread = threading.Thread(target=_load, name="qt ahead", daemon=True)
    thread.start()
    return thread


def _load() -> None:
    package = find_spec("PySide6")
    if package is None:
        return
    # A C library of another kind may have no such function, or be loaded in another way.
    with contextlib.suppress(OSError, AttributeError):
        _bind(package.submodule_search_locations or ())
        ctypes.CDLL(_FONTS).FcInit()


def _bind(folders: Iterable[str]) -> None:
    # Called as any function of the C library: ctypes' own way of loading keeps Python's lock.
    bind = ctypes.CDLL(None).dlopen
    bind.restype = ctypes.c_void_p
    bind.argtypes = (ctypes.c_char_p, ctypes.c_int)
    for folder in folders:
        for module in _MODULES:
            bind(os.fsencode(Path(folder) / f"{module}.abi3.so"), os.RTLD_NOW)
