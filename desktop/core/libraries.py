"""System libraries that Qt needs and a bare machine lacks, with the packages that bring them."""

from __future__ import annotations

import ctypes
import os
import re
import sys

# Library -> the package of Debian 12 and Ubuntu that holds it.
_PACKAGES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libbrotlidec.so.1": "libbrotli1",
}
_ON_SCREEN = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_SOUND = {"libpulse.so.0": "libpulse0", "libXrandr.so.2": "libxrandr2"}
_NAMED = re.compile(r"(lib[\w.+-]+\.so(?:\.\d+)*)")


def missing(*, sound: bool = False) -> dict[str, str]:
    """The libraries that the window lacks on this computer, each with its package."""
    if not sys.platform.startswith("linux"):
        return {}
    wanted = dict(_PACKAGES)
    if _on_x11():
        wanted |= _ON_SCREEN
    if sound:
        wanted |= _SOUND
    return {library: package for library, package in wanted.items() if not _loads(library)}


def sentence(absent: dict[str, str]) -> str:
    """What to install, in one plain sentence."""
    packages = " ".join(sorted(set(absent.values())))
    return (
        f"The window needs system libraries that are not installed ({', '.join(sorted(absent))}); "
        f"install them with: sudo apt-get install --no-install-recommends {packages}"
    )


def import_sentence(error: ImportError) -> str:
    """Why the window could not be loaded, and what to do about it."""
    absent = missing()
    named = _NAMED.search(str(error))
    if named:
        library = named[1]
        absent.setdefault(library, (_PACKAGES | _ON_SCREEN | _SOUND).get(library, library))
    if absent:
        return sentence(absent)
    part = error.name or "a part"
    return (
        f"The window cannot be loaded: {part} is missing or does not fit. Install the app anew "
        "as its README says; your journal is untouched, and the command line works."
    )


def _on_x11() -> bool:
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform:
        return platform.startswith("xcb")
    return bool(os.environ.get("DISPLAY")) and not os.environ.get("WAYLAND_DISPLAY")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
