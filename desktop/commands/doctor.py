"""`doctor`: examines everything, mends what is safe, and says what it did."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from desktop import headless
from desktop.commands.base import DONE, FAILED, OFFLINE, Context, Subparsers, TerminalUnlock, warn


def add(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    doctor = commands.add_parser(
        "doctor", help="examine everything and mend what is safe", parents=[common]
    )
    doctor.add_argument(
        "--salvage",
        action="store_true",
        help="a database is damaged: save what can be read into a new one; the old one is kept",
    )
    doctor.set_defaults(run=_doctor)


def _doctor(context: Context, arguments: argparse.Namespace) -> int:
    findings = []
    doctor = headless.doctor(context.folder, TerminalUnlock(), salvaging=arguments.salvage)
    for finding in doctor.examine():
        findings.append(finding)
        mark = {True: "ok  ", False: "FAIL", None: "    "}[finding.ok]
        context.say(f"{mark if not finding.mended else 'done'} {finding.area}: {finding.sentence}")
    bad = [f for f in findings if f.ok is False]
    context.give({"ok": not bad, "findings": [asdict(f) for f in findings]})
    if not bad:
        return DONE
    for finding in bad:
        warn(finding.sentence)
    return OFFLINE if all(f.offline for f in bad) else FAILED
