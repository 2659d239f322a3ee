"""`status`: where things stand, without asking the server."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import datetime
from typing import Any

from desktop.commands.base import DONE, Context, Subparsers
from desktop.core.messages import count, waiting
from desktop.services.telling import absent_sentences, held_sentence, told


def add(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    status = commands.add_parser("status", help="what waits and who is signed in", parents=[common])
    status.set_defaults(run=_status)


def _status(context: Context, _arguments: argparse.Namespace) -> int:
    with context.workspace() as workspace:
        summary = workspace.status.summary()
        held = workspace.status.held()
        profile = workspace.profile
    facts: dict[str, Any] = asdict(summary)
    facts["profile"] = profile.id
    if summary.last_report is not None:
        facts["last_report"] = told(summary.last_report)
    facts["user_id"] = profile.user_id
    facts["data_folder"] = str(context.folder.root)
    context.give(facts)
    context.say(f"Signed in as {summary.signed_in_as}" if summary.signed_in_as else "Not signed in")
    context.say(f"Server: {summary.server or 'none set'}")
    if summary.signed_in_as or summary.waiting:
        context.say(waiting(summary.waiting, summary.held))
    else:
        context.say("Everything is saved on this computer")
    if summary.uploads:
        noun = "recording or file waits" if summary.uploads == 1 else "recordings and files wait"
        context.say(f"{summary.uploads} {noun} to be uploaded; what names them follows by itself")
    if summary.last_success_at:
        moment = datetime.fromisoformat(summary.last_success_at).astimezone()
        context.say(f"Last synchronised: {moment:%Y-%m-%d %H:%M}")
    if summary.held:
        context.say(f"{count(summary.held, 'row')} held back by the server")
    for row in held:
        context.say(f"    {held_sentence(row)}")
    for line in absent_sentences(summary.last_report or {}):
        context.say(line)
    context.say(f"Data folder: {context.folder.root}")
    return DONE
