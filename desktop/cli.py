"""The command line: parses, calls one command, turns faults into sentences and exit codes.

0 done · 2 offline or transient · 3 sign-in needed · 4 rows held back · 1 anything else. It never
imports Qt and never prompts without a terminal.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from desktop.commands import (
    account,
    audio,
    data,
    doctor,
    export,
    journal,
    media,
    recovery,
    search,
    status,
    sync,
)
from desktop.commands.base import FAILED, Context, Run, told, warn
from desktop.core import messages
from desktop.core.errors import AppError
from desktop.core.log import start_logging
from desktop.core.paths import DataFolder

_GROUPS = (
    account, sync, status, journal, search, data, export, audio, media, doctor, recovery,
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """Answers wrong usage with exit code 1; argparse's own 2 would read as "offline"."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how it is meant."""
        self.print_usage(sys.stderr)
        self.exit(FAILED, f"{self.prog}: {message}\n")


class _Version(argparse.Action):
    """Prints the version; looking it up takes longer than most commands."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        print(_version())  # noqa: T201 - the command line prints
        parser.exit()


def parser() -> argparse.ArgumentParser:
    """The parser with all commands."""
    # Both places are right: before the command and after it. Only what was given counts.
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--data-dir", metavar="DIR", help="the data folder")
    common.add_argument("--json", action="store_true", help="print JSON instead of sentences")
    demo = common.add_argument_group("the demo")
    demo.add_argument("--demo", action="store_true", help="work in a made-up life, not in yours")
    demo.add_argument("--fresh", action="store_true", help="with --demo: make it anew")
    demo.add_argument(
        "--demo-size", type=int, metavar="N", help="with --demo: about N entries, when it is made"
    )
    top = Parser(
        prog="vibrationfit",
        description="An offline-first journal. Without a command it opens the window; "
        "--quick-entry and --check-in alone open a small one.",
        epilog="Exit codes: 0 done, 2 offline or transient, 3 sign-in needed, "
        "4 rows held back, 1 anything else.",
        parents=[common],
    )
    top.add_argument("--version", action=_Version, nargs=0, help="print the version")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for group in _GROUPS:
        group.add(commands, common)
    return top


def main(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code."""
    _prepare_streams()
    try:
        parsed = _parsed(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    try:
        folder = _folder(parsed)
    except AppError as error:
        return told(error)
    with contextlib.suppress(OSError):
        folder.create()
    start_logging(folder.logs)
    run: Run = parsed.run
    try:
        code = run(Context(folder, getattr(parsed, "json", False)), parsed)
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()
        return FAILED
    except KeyboardInterrupt:
        warn(messages.CANCELLED)
        return FAILED
    except Exception as error:  # noqa: BLE001 - a member never sees a traceback
        return told(error)
    return code


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    reader = parser()
    parsed = reader.parse_args(list(arguments))
    if not hasattr(parsed, "demo") and (hasattr(parsed, "fresh") or hasattr(parsed, "demo_size")):
        reader.error("--fresh and --demo-size belong to --demo")
    return parsed


def _folder(parsed: argparse.Namespace) -> DataFolder:
    """The data folder of this call; the demo's is made at its first use."""
    folder = DataFolder.chosen(getattr(parsed, "data_dir", None))
    if not hasattr(parsed, "demo"):
        return folder
    from desktop.demo import making, place

    folder = place.beside(folder)
    place.prepare(folder, getattr(parsed, "demo_size", 0), fresh=hasattr(parsed, "fresh"))
    making.make(folder)
    # On the stream of remarks: what a script reads stays what the command gives.
    warn(messages.DEMO)
    return folder


def _prepare_streams() -> None:
    """UTF-8 on all streams, whatever the locale; a stream that was closed is an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
    # What is not UTF-8 comes in as it does in arguments, where `base.in_utf8` finds it.
    streams: tuple[tuple[Any, str], ...] = (
        (sys.stdin, "surrogateescape"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    )
    for stream, errors in streams:
        with contextlib.suppress(AttributeError, OSError):
            stream.reconfigure(encoding="utf-8", errors=errors)
    with contextlib.suppress(AttributeError, ValueError):
        signal.signal(signal.SIGTERM, _stop)


def _stop(_number: int, _frame: Any) -> NoReturn:
    raise KeyboardInterrupt


def _silence() -> None:
    # Python would complain once more when it flushes at exit.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"vibrationfit {version('vibrationfit-desktop')}"
    except PackageNotFoundError:
        return "vibrationfit"
