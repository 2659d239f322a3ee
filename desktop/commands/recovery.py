"""`recovery-key`: prints the key that opens the journal when its guard is lost."""

from __future__ import annotations

import argparse

from desktop.commands.base import DONE, FAILED, Context, Subparsers, warn
from desktop.services.keys import Keys

_ASK = (
    "Whoever has the recovery key can read this journal. Add --show to print it, and keep it away "
    "from this computer."
)


def add(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    key = commands.add_parser(
        "recovery-key", help="the key for the day when the guard is lost", parents=[common]
    )
    key.add_argument("--show", action="store_true", help="print it")
    key.set_defaults(run=_show)


def _show(context: Context, arguments: argparse.Namespace) -> int:
    if not arguments.show:
        warn(_ASK)
        return FAILED
    with context.workspace() as workspace:  # what is printed has just opened the journal
        printable = Keys.recovery_key(workspace.key)
    context.give({"recovery_key": printable})
    context.say(printable)
    return DONE
