"""What the first page needs of our modules without Qt.

PySide6 reads the source of every module that is imported after it, to learn whether Qt is used
there. What needs no Qt is therefore imported before, which makes a start a tenth shorter.
"""

from __future__ import annotations

import queue

from desktop import headless
from desktop.core import clock, messages, settings
from desktop.services import faults
from desktop.theme import palette, stylesheet

__all__ = [
    "clock", "faults", "headless", "messages", "palette", "queue", "settings",
    "stylesheet",
]  # fmt: skip
