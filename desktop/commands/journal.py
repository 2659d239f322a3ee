"""`journal add|list|show`: entries from the command line."""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from typing import Any

from desktop.commands.base import DONE, FAILED, Context, Subparsers, amount, in_utf8, warn
from desktop.core.clock import SystemClock
from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.services.journal import Entry, EntryDraft, EntryFilter, EntryLine


def add(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add the commands to the parser."""
    journal = commands.add_parser("journal", help="write and read entries", parents=[common])
    actions = journal.add_subparsers(dest="action", required=True, metavar="add|list|show")
    entry = actions.add_parser("add", help="write an entry", parents=[common])
    entry.add_argument("text", nargs="*", help="the text; without it standard input is read")
    entry.add_argument("--date", default="today", help="YYYY-MM-DD, today or yesterday")
    entry.add_argument("--mood", help="one word for how you feel")
    entry.add_argument("--tag", action="append", default=[], help="may be given several times")
    entry.set_defaults(run=_add)
    listing = actions.add_parser("list", help="list entries, newest first", parents=[common])
    listing.add_argument("--tag")
    listing.add_argument("--mood")
    listing.add_argument("--since", metavar="DATE")
    listing.add_argument("--until", metavar="DATE")
    listing.add_argument("--limit", type=amount, default=0, help="0, the default, for all")
    listing.set_defaults(run=_list)
    show = actions.add_parser("show", help="show entries whole", parents=[common])
    show.add_argument("which", nargs="+", metavar="ID|DATE")
    show.set_defaults(run=_show)


def day_of(text: str) -> date:
    """A calendar day as members type it; raises InvalidInput."""
    today = SystemClock().today()
    if text in {"today", "yesterday"}:
        return today - timedelta(days=text == "yesterday")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(
            Phrase("Write a date as YYYY-MM-DD, for instance 2026-11-22, or today or yesterday."),
            "date",
        ) from None


def _add(context: Context, arguments: argparse.Namespace) -> int:
    content = " ".join(arguments.text)
    if not content or content == "-":
        if sys.stdin.isatty():
            warn("Write your entry; Ctrl-D ends it.")
        content = sys.stdin.read().rstrip("\n")
    if not content.strip():
        raise InvalidInput(Phrase("An entry needs a text: give it as words or on standard input."))
    for words in (content, arguments.mood or "", *arguments.tag):
        in_utf8(words)
    draft = EntryDraft(day_of(arguments.date), content, arguments.mood, tuple(arguments.tag))
    with context.workspace() as workspace:
        entry_id = workspace.journal.new_id()
        entry = workspace.journal.save(entry_id, draft, session=entry_id)
        workspace.journal.leave(entry_id)
    context.give(_plain(entry))
    context.say(f"Saved on this computer: {entry.id}")
    return DONE


def _list(context: Context, arguments: argparse.Namespace) -> int:
    wanted = EntryFilter(
        tag=arguments.tag,
        mood=arguments.mood,
        since=day_of(arguments.since) if arguments.since else None,
        until=day_of(arguments.until) if arguments.until else None,
    )
    with context.workspace() as workspace:
        ids = workspace.journal.ids(wanted)
        if arguments.limit > 0:
            ids = ids[: arguments.limit]
        for start in range(0, len(ids), 500):
            for line in workspace.journal.lines(ids[start : start + 500]):
                context.give(_plain(line))
                context.say(_row(line))
    return DONE


def _show(context: Context, arguments: argparse.Namespace) -> int:
    code = DONE
    with context.workspace() as workspace:
        for which in arguments.which:
            entry = workspace.journal.get(which.lower())
            if entry is None and not _is_day(which):
                warn(f"There is no entry {which}.")
                code = FAILED
                continue
            entries = [entry] if entry else _of_day(workspace.journal, day_of(which))
            for found in entries:
                context.give(_plain(found))
                context.say(_whole(found))
            if not entries:
                warn(f"There is no entry of {which}.")
                code = FAILED
    return code


def _of_day(journal: Any, day: date) -> list[Entry]:
    found = [journal.get(line.id) for line in journal.entries_of(day)]
    return [entry for entry in found if entry is not None]


def _is_day(text: str) -> bool:
    return text in {"today", "yesterday"} or (len(text) == 10 and text[:4].isdigit())


def _plain(entry: Entry | EntryLine) -> dict[str, Any]:
    return entry.as_dict() if isinstance(entry, EntryLine) else entry._asdict()


def _row(line: EntryLine) -> str:
    mood = f"  ({line.mood})" if line.mood else ""
    tags = "".join(f" #{tag}" for tag in line.tags)
    return f"{line.entry_date}  {line.id}  {line.first_line}{mood}{tags}"


def _whole(entry: Entry) -> str:
    head = f"{entry.entry_date}  {entry.id}"
    if entry.mood:
        head += f"  ({entry.mood})"
    lines = [head]
    if entry.tags:
        lines.append(" ".join(f"#{tag}" for tag in entry.tags))
    return "\n".join([*lines, "", entry.content, ""])
