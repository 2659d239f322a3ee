"""What the first page needs of our modules without Qt, then PySide6 itself; see `desktop.app`.

PySide6 puts itself before every import that comes after it and reads the source of each module, to
learn whether Qt is used there. That serves its `__feature__`, other names for the same things, of
which we use none: the import of before is put back.
"""

from __future__ import annotations

import builtins
import queue

from desktop import headless
from desktop.app import bytecode
from desktop.core import clock, messages, settings
from desktop.services import faults
from desktop.theme import palette, stylesheet

with bytecode.kept(bytecode.place()):
    from PySide6 import QtCore

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)

__all__ = [
    "QtCore", "clock", "faults", "headless", "messages", "palette", "queue", "settings",
    "stylesheet",
]  # fmt: skip
