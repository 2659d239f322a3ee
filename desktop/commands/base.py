"""What all commands share: where the data lies, how to print, how to ask."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desktop import headless
from desktop.core.errors import InvalidInput
from desktop.core.paths import DataFolder
from desktop.core.phrases import Phrase
from desktop.services.faults import Fault, FaultKind, explain
from desktop.services.workspace import Workspace
from sync.values import canonical_json

DONE, FAILED, OFFLINE, SIGN_IN, HELD = range(5)
# Control characters in a member's text must not steer their terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# How Python keeps bytes that it could not decode.
_NO_UTF8 = re.compile(r"[\udc80-\udcff]")

Run = Callable[["Context", argparse.Namespace], int]
Subparsers = Any  # argparse keeps the type of its subparsers to itself


@dataclass(frozen=True, slots=True)
class Context:
    """One call of the command line. Owns nothing; prints on this process's streams."""

    folder: DataFolder
    json: bool

    @contextlib.contextmanager
    def workspace(self) -> Iterator[Workspace]:
        """The current profile, open for the time of a block."""
        workspace = headless.open_workspace(self.folder, TerminalUnlock())
        try:
            yield workspace
        finally:
            workspace.close()

    def say(self, text: str) -> None:
        """Print a line for a reader; scripts that asked for JSON do not see it."""
        if not self.json:
            print(_CONTROL.sub("", text))  # noqa: T201 - the command line prints

    def give(self, value: Any) -> None:
        """Print one JSON value on its line, if JSON was asked for."""
        if self.json:
            give_json(value)


class TerminalUnlock:
    """Asks for a passphrase on the terminal; without a terminal it declines."""

    def passphrase(self, *, wrong: bool) -> str | None:
        """The passphrase as typed, or None."""
        if not sys.stdin.isatty():
            return None
        if wrong:
            warn("That passphrase is not the right one.")
        with contextlib.suppress(EOFError):
            return getpass.getpass("Passphrase: ") or None
        return None

    def choose_guard(self) -> None:
        """Decline: the choice of a guard belongs to the window or to VIBRATIONFIT_KEY_FILE."""


def told(error: BaseException) -> int:
    """Print the sentence of a fault and give its exit code."""
    fault = explain(error)
    with contextlib.suppress(OSError):
        warn(fault.sentence)
    return code_of(fault)


def code_of(fault: Fault) -> int:
    """The exit code of a fault."""
    codes = {
        FaultKind.OFFLINE: OFFLINE,
        FaultKind.ELSEWHERE: OFFLINE,
        FaultKind.SERVER: OFFLINE,
        FaultKind.SIGN_IN: SIGN_IN,
    }
    return codes.get(fault.kind, FAILED)


def give_json(value: Any) -> None:
    """Print one JSON value on its own line."""
    print(canonical_json(_jsonable(value)))  # noqa: T201 - the command line prints


def _jsonable(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _jsonable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_jsonable(inner) for inner in value]
    return value


def amount(text: str) -> int:
    """How many, from what was typed; none of them is 0."""
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("give 0 or a number above it")
    return number


def warn(sentence: str) -> None:
    """Print a sentence on stderr."""
    print(_CONTROL.sub("", sentence), file=sys.stderr)  # noqa: T201 - the command line prints


def in_utf8(words: str) -> str:
    """Words as they came by arguments or on standard input; raises InvalidInput.

    Bytes that are no UTF-8 are refused rather than guessed at: Latin-1 and its kin look alike, and
    a wrong guess would be found in the journal years later.
    """
    if _NO_UTF8.search(words):
        raise InvalidInput(
            Phrase("These words are not in UTF-8: nothing was kept. Convert them first.")
        )
    return words


def secret_line(prompt: str, *, from_stdin: bool) -> str:
    """A password: the first line of stdin, or typed unseen on a terminal."""
    if from_stdin:
        line = in_utf8(sys.stdin.readline())
        return line.rstrip("\r\n")
    if not sys.stdin.isatty():
        raise InvalidInput(Phrase("Give the password on standard input with --password-stdin."))
    return getpass.getpass(prompt)
