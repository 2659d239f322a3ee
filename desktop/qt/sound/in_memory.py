"""A sound in memory, in the form in which Qt's player reads it.

On Linux it is a file of the system that lies in memory alone, has no name, and is gone with the
process: Qt (6.11) forgets 32 KiB for each device that it reads from, and nothing for a file.
Elsewhere it is a device.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl


class InMemory(QObject):
    """Owns the content until it is deleted; lives on the GUI thread.

    `device` is what is to be read, or None where `url` names all that is needed.
    """

    def __init__(self, content: bytes, suffix: str, parent: QObject) -> None:
        super().__init__(parent)
        self.device: QIODevice | None = None
        self.url = QUrl(f"sound.{suffix}")
        descriptor = _nameless_file(content)
        if descriptor is not None:
            self.url = QUrl.fromLocalFile(str(_path(descriptor)))
            self.destroyed.connect(partial(os.close, descriptor))
            return
        buffer = self.device = QBuffer(self)
        buffer.setData(QByteArray(content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)


def _nameless_file(content: bytes) -> int | None:
    """A file in memory with this content, None where the system has no such files."""
    make = getattr(os, "memfd_create", None)
    if make is None:
        return None
    try:
        descriptor: int = make("sound")  # other programs that are started do not inherit it
    except OSError:
        return None
    try:
        with os.fdopen(descriptor, "wb", closefd=False) as file:
            file.write(content)
        if _path(descriptor).exists():
            return descriptor
    except OSError:
        pass
    os.close(descriptor)
    return None


def _path(descriptor: int) -> Path:
    return Path(f"/proc/self/fd/{descriptor}")
