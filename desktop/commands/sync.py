"""`sync`: once, or watching; also the worker process of the window (`--stdio`)."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import sys

from desktop import headless
from desktop.commands import tell
from desktop.commands.base import (
    DONE,
    HELD,
    Context,
    Subparsers,
    TerminalUnlock,
    code_of,
    warn,
)
from desktop.commands.watch import Watch, keep_copy
from desktop.commands.wishes import Wishes, key_from_stdin
from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.services.faults import explain
from desktop.services.media.problems import sentence
from desktop.services.media.uploads import REFUSED
from desktop.services.workspace import Workspace
from sync.report import Report

_SECONDS = {"s": 1, "m": 60, "h": 3600}
_WAIT_FOR_OTHERS = 60.0


def add(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    sync = commands.add_parser("sync", help="synchronise with the server", parents=[common])
    sync.add_argument("--watch", action="store_true", help="go on, after changes and by the clock")
    sync.add_argument("--every", default="5m", metavar="5m", help="with --watch: 30s, 5m, 1h")
    sync.add_argument("--full", action="store_true", help="compare every table as a whole")
    sync.add_argument(
        "--accept-deletes",
        action="append",
        default=[],
        metavar="TABLE",
        help="many rows of the table are gone from the server: delete them here, too",
    )
    sync.add_argument(
        "--keep-deleted",
        action="append",
        default=[],
        metavar="TABLE",
        help="many rows of the table are gone from the server: put them back there",
    )
    sync.add_argument("--stdio", action="store_true", help=argparse.SUPPRESS)
    sync.add_argument("--key-stdin", action="store_true", help=argparse.SUPPRESS)
    sync.set_defaults(run=_sync)


def seconds_of(text: str) -> float:
    """A span like 30s, 5m or 1h in seconds; raises InvalidInput."""
    match = re.fullmatch(r"(\d+)([smh]?)", text.strip())
    seconds = int(match[1]) * _SECONDS[match[2] or "m"] if match else 0
    if not 1 <= seconds <= 7 * 24 * 3600:
        raise InvalidInput(Phrase("Write --every as 30s, 5m or 1h."))
    return float(seconds)


def _sync(context: Context, arguments: argparse.Namespace) -> int:
    choice = headless.SyncChoice(
        full_compare=arguments.full,
        accept_deletes=frozenset(arguments.accept_deletes),
        refuse_deletes=frozenset(arguments.keep_deleted),
    )
    every = seconds_of(arguments.every)
    key = key_from_stdin() if arguments.key_stdin else None
    wishes = Wishes()
    wishes.hear_signals()
    if arguments.stdio:
        wishes.hear_lines(sys.stdin)
        with contextlib.suppress(OSError, AttributeError):
            os.nice(5)  # the window and its writer come first
    teller = tell.teller(stdio=arguments.stdio, json=context.json)
    if arguments.watch:
        watch = Watch(context.folder, TerminalUnlock(), wishes, teller)
        return watch.run(every, choice, key=key, stays=arguments.stdio)
    workspace = headless.open_workspace(context.folder, TerminalUnlock(), key=key)
    with contextlib.closing(workspace):
        never_before = workspace.status.summary().last_success_at is None
        code = _once(workspace, choice, wishes, teller)
        # What has just come whole from the server needs no copy yet, and nobody shall wait for it.
        came_whole = never_before and code == DONE
        if not (arguments.stdio or came_whole):  # a window makes the copy by itself
            keep_copy(workspace, wishes)
    return code


def _once(
    workspace: Workspace, choice: headless.SyncChoice, wishes: Wishes, teller: tell.Teller
) -> int:
    teller.ready()
    try:
        # What names a sound goes only after the sound itself: one command sends both.
        headless.send_own(workspace, wishes.token(), teller.progress)
        report = headless.run_sync(
            workspace, wishes.token(), teller.progress, choice, wait=_WAIT_FOR_OTHERS
        )
    except Exception as error:  # noqa: BLE001 - every fault becomes a sentence
        fault = explain(error)
        teller.failed(fault)
        return code_of(fault)
    teller.finished(report)
    headless.index(workspace, wishes.token())
    return _code_of_run(report, refused=_tell_unsent(workspace))


def _tell_unsent(workspace: Workspace) -> bool:
    """Tell which sounds still wait, and the way on; whether the server refused one."""
    unsent = workspace.uploads.waiting()
    for problem in sorted({upload.problem or "" for upload in unsent}):
        number = sum(1 for upload in unsent if (upload.problem or "") == problem)
        waits = "sound of yours waits" if number == 1 else "sounds of yours wait"
        why = sentence(problem, sending=True)
        warn(f"{number} {waits} to be uploaded. {why}".rstrip())
    refused = any(upload.state == REFUSED for upload in unsent)
    if refused:
        warn("`vibrationfit media upload` tries again what the server refused.")
    return refused


def _code_of_run(report: Report, *, refused: bool) -> int:
    """The exit code of a finished run: what waits for the member is held back.

    So is what waits for a table that the server does not let this account read.
    """
    unread = any(report.denied_tables.values())
    return HELD if report.held or report.suspicious_deletes or unread or refused else DONE
