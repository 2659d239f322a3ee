"""The log files: short, turned over by size, and without a member's words or secrets.

What is logged names tables, ids, codes and places in our code. As a second wall the formatter
masks e-mail addresses, tokens and keys, and writes a fault with its type and its lines of code,
never with its message, which may quote what a member wrote.
"""

from __future__ import annotations

import logging
import re
import traceback
from pathlib import Path
from types import TracebackType

_MASKS = (
    (r"eyJ[\w-]+\.[\w-]+\.[\w-]*", "<token>"),
    (r"\bsb_secret_[\w-]+", "<key>"),
    (r"\b[0-9a-fA-F]{64}\b", "<key>"),
    (r"\b(?:[A-Z2-7]{4}-){5,}[A-Z2-7]{2,4}\b", "<key>"),
    (r"[\w.+-]+@[\w-]+\.[\w.-]+", "<e-mail>"),
)
_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def masked(text: str) -> str:
    """The text without addresses, tokens and keys."""
    for pattern, stand_in in _MASKS:
        text = re.sub(pattern, stand_in, text)
    return text


class MaskingFormatter(logging.Formatter):
    """Formats records without private text."""

    def format(self, record: logging.LogRecord) -> str:
        """The masked line of a record."""
        return masked(super().format(record))

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 - logging's own name
        """Where and what, but not the message."""
        kind, _, place = ei
        name = kind.__name__ if kind else "fault"
        return "".join(traceback.format_tb(place)) + name


class LogFile(logging.Handler):
    """Writes records to a file that is turned over by size; a full disk silences it only.

    The file and what it takes are loaded at the first record, which comes after the first page.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        if self._file is None:
            self._file = self._opened()
        self._file.emit(record)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        super().close()

    def _opened(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler

        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = RotatingFileHandler(
                self._path, maxBytes=500_000, backupCount=3, encoding="utf-8"
            )
        except OSError:
            return logging.NullHandler()
        file.setFormatter(
            MaskingFormatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s")
        )
        return file


def start_logging(folder: Path, *, name: str = "vibrationfit") -> None:
    """Send the log of this process to a file in the folder."""
    root = logging.getLogger()
    if any(isinstance(handler, LogFile) for handler in root.handlers):
        return
    logging.raiseExceptions = False
    root.addHandler(LogFile(folder / f"{name}.log"))
    for ours in ("desktop", "sync"):
        logging.getLogger(ours).setLevel(logging.INFO)
