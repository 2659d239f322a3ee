"""Whether the system asks for less motion, as far as it can be asked.

Qt does not tell (its accessibility hints know of contrast alone), so each system is asked in its
own way. Not for the GUI thread: a desktop that is slow to answer is waited for a moment.
"""

from __future__ import annotations

import contextlib
import plistlib
import sys
from pathlib import Path
from typing import Any

_PORTAL = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_SETTINGS = "org.freedesktop.portal.Settings"
_PATIENCE_MS = 400
_CLIENT_AREA_ANIMATION = 0x1042
_UNIVERSAL_ACCESS = "Library/Preferences/com.apple.universalaccess.plist"


def is_reduced() -> bool:
    """Tell whether the member asked the system for still pictures; False where it cannot tell."""
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "darwin":
        return mac(Path.home() / _UNIVERSAL_ACCESS)
    return _free_desktop()


def mac(path: Path) -> bool:
    """What the settings of macOS say in this file."""
    with contextlib.suppress(OSError, plistlib.InvalidFileException, ValueError, AttributeError):
        return bool(plistlib.loads(path.read_bytes()).get("reduceMotion", False))
    return False


def desired(reduced: Any, animations: Any, factor: Any) -> bool:
    """What a desktop says: the common setting, GNOME's, and KDE's factor of lengths."""
    if reduced is not None and str(reduced) == "1":
        return True
    if isinstance(animations, bool) and not animations:
        return True
    try:
        return factor is not None and float(factor) == 0.0
    except (TypeError, ValueError):
        return False


def _windows() -> bool:
    import ctypes

    shown = ctypes.c_int(1)
    library: Any = getattr(ctypes, "windll").user32  # noqa: B009 - there on Windows alone
    asked = library.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, ctypes.byref(shown), 0)
    return bool(asked) and not shown.value


def _free_desktop() -> bool:
    try:
        from PySide6.QtDBus import QDBusConnection
    except ImportError:
        return False
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    return desired(
        _read(bus, "org.freedesktop.appearance", "reduced-motion"),
        _read(bus, "org.gnome.desktop.interface", "enable-animations"),
        _read(bus, "org.kde.kdeglobals.KDE", "AnimationDurationFactor"),
    )


def _read(bus: Any, space: str, key: str) -> Any:
    from PySide6.QtDBus import QDBus, QDBusMessage, QDBusVariant

    question = QDBusMessage.createMethodCall(_PORTAL, _PATH, _SETTINGS, "Read")
    question.setArguments([space, key])
    answer = bus.call(question, QDBus.CallMode.Block, _PATIENCE_MS)
    if answer.type() != QDBusMessage.MessageType.ReplyMessage or not answer.arguments():
        return None
    value = answer.arguments()[0]
    while isinstance(value, QDBusVariant):  # the portal wraps what it read once more
        value = value.variant()
    return value
