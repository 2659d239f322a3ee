"""What the outside wants of a running sync: signals, and lines on standard input.

A signal may arrive while any lock is held, so its handler only drops a word into a queue that
is made for that; a thread of ours picks it up, stops the run under way and passes the word on.
"""

from __future__ import annotations

import json
import queue
import signal
import sys
import threading
from types import FrameType
from typing import TextIO

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from sync.cancel import CancelToken

NOW, CANCEL, QUIT = "now", "cancel", "quit"
_KEY_BYTES = 32


class Wishes:
    """Owns the token of the run under way; made and read on the main thread."""

    def __init__(self) -> None:
        self._raw: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._due: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._token = CancelToken()
        self._signalled = False
        self.over = False
        threading.Thread(target=self._relay, name="wishes", daemon=True).start()

    def hear_signals(self) -> None:
        """Let Ctrl-C and a polite end from outside stop at the next safe point.

        The second one stops at once, which loses nothing either.
        """
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)

    def hear_lines(self, stream: TextIO) -> None:
        """Take wishes as JSON lines; the end of the stream means quit."""
        threading.Thread(target=self._listen, args=(stream,), name="stdin", daemon=True).start()

    def token(self) -> CancelToken:
        """A token for a new run; cancelled already when the end was asked for."""
        self._token = CancelToken()
        if self.over:
            self._token.cancel()
        return self._token

    def next(self, seconds: float) -> str | None:
        """The next wish, or None when none came in that time."""
        try:
            return self._due.get(timeout=max(0.0, seconds))
        except queue.Empty:
            return None

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        if self._signalled:
            raise KeyboardInterrupt
        self._signalled = True
        self._raw.put(QUIT)

    def _listen(self, stream: TextIO) -> None:
        for line in stream:
            try:
                wish = json.loads(line).get("do")
            except (ValueError, AttributeError):
                continue
            if wish in {NOW, CANCEL, QUIT}:
                self._raw.put(wish)
        self._raw.put(QUIT)

    def _relay(self) -> None:
        while not self.over:
            wish = self._raw.get()
            self.over = wish == QUIT
            if wish in {CANCEL, QUIT}:
                self._token.cancel()
            self._due.put(wish)


def key_from_stdin() -> bytes:
    """The database key from the first line of standard input; raises InvalidInput."""
    try:
        key = bytes.fromhex(json.loads(sys.stdin.readline())["key"])
    except (ValueError, KeyError, TypeError, AttributeError):
        key = b""
    if len(key) != _KEY_BYTES:
        raise InvalidInput(Phrase("There is no key in the first line of standard input."))
    return key
