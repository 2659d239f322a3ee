"""The log files: short, turned over by size, and without a member's words or secrets.

What is logged names tables, ids, codes and places in our code. As a second wall the formatter
masks e-mail addresses, tokens and keys, and writes a fault with its type and its lines of code,
never with its message, which may quote what a member wrote.
"""

from __future__ import annotations

import logging
import re
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

_MASKS = (
    (re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*"), "<token>"),
    (re.compile(r"\bsb_secret_[\w-]+"), "<key>"),
    (re.compile(r"\b[0-9a-fA-F]{64}\b"), "<key>"),
    (re.compile(r"\b(?:[A-Z2-7]{4}-){5,}[A-Z2-7]{2,4}\b"), "<key>"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "<e-mail>"),
)
_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def masked(text: str) -> str:
    """The text without addresses, tokens and keys."""
    for pattern, stand_in in _MASKS:
        text = pattern.sub(stand_in, text)
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


def start_logging(folder: Path, *, name: str = "vibrationfit") -> None:
    """Send the log of this process to a file in the folder; a full disk silences it only."""
    root = logging.getLogger()
    if any(isinstance(handler, RotatingFileHandler) for handler in root.handlers):
        return
    logging.raiseExceptions = False
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = RotatingFileHandler(
            folder / f"{name}.log", maxBytes=500_000, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:
        root.addHandler(logging.NullHandler())
        return
    handler.setFormatter(
        MaskingFormatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s")
    )
    root.addHandler(handler)
    for ours in ("desktop", "sync"):
        logging.getLogger(ours).setLevel(logging.INFO)
