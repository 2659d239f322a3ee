"""Looks for a screen before Qt does: without one Qt would abort the whole process."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Mapping
from pathlib import Path

_SAYS = (
    "There is no screen to open a window on. Start the app in a desktop session, "
    "or use the commands instead: vibrationfit --help lists them."
)


def missing_screen(environment: Mapping[str, str] | None = None) -> str | None:
    """What to say when no window can be opened, or None when one can, as far as is known."""
    environment = os.environ if environment is None else environment
    if not sys.platform.startswith("linux"):
        return None
    chosen = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if chosen and chosen != "xcb" and not chosen.startswith("wayland"):
        return None
    if chosen != "xcb" and _wayland_answers(environment):
        return None
    if not chosen.startswith("wayland") and _x11_answers(environment):
        return None
    return _SAYS


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY", "")
    folder = environment.get("XDG_RUNTIME_DIR", "")
    return bool(name) and (Path(folder) / name).exists()


def _x11_answers(environment: Mapping[str, str]) -> bool:
    display = environment.get("DISPLAY", "")
    if not display:
        return False
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return True  # the look at the libraries says it better
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    opened = x11.XOpenDisplay(display.encode())
    if not opened:
        return False
    x11.XCloseDisplay(opened)
    return True
