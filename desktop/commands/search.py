"""`search QUERY`: full-text search from the command line."""

from __future__ import annotations

import argparse
import contextlib
import sys
import time

from desktop.commands.base import DONE, Context, Subparsers, warn
from desktop.core.errors import StoreProblem
from desktop.core.messages import count
from desktop.services.workspace import Workspace

_PATIENCE = 10.0


def add(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    search = commands.add_parser(
        "search",
        help="search everything you wrote",
        parents=[common],
        description='Words, "phrases", prefixes*, and tag: mood: category: before: after:',
    )
    search.add_argument("query", nargs="+", metavar="QUERY")
    search.add_argument("--limit", type=int, default=50)
    search.set_defaults(run=_search)


def _search(context: Context, arguments: argparse.Namespace) -> int:
    with context.workspace() as workspace:
        _catch_up(workspace)
        query, limit = " ".join(arguments.query), max(1, arguments.limit)
        result = workspace.search.find(query, limit, typing=False)
    context.give(
        {
            "hits": [
                {
                    "table": hit.table,
                    "id": hit.row_id,
                    "day": hit.day,
                    "title": hit.title,
                    "snippet": "".join(text for text, _ in hit.snippet),
                    "marked": [text for text, marked in hit.snippet if marked],
                }
                for hit in result.hits
            ],
            "total": result.total,
            "capped": result.capped,
            "waiting": result.waiting,
        }
    )
    for hit in result.hits:
        text = "".join(_shown(part, marked=marked) for part, marked in hit.snippet)
        context.say(f"{hit.day or '          '}  {hit.table}  {hit.row_id}")
        context.say(f"    {hit.title + ': ' if hit.title else ''}{' '.join(text.split())}")
    if not context.json:
        more = "more than " if result.capped else ""
        number = result.total - 1 if result.capped else result.total
        context.say(f"{more}{count(number, 'hit')}")
    if result.waiting:
        warn(f"{count(result.waiting, 'row')} not searched yet: they are still being indexed.")
    return DONE


def _catch_up(workspace: Workspace) -> None:
    """Index what waits, for without a window nobody else does; a long queue goes on next time."""
    end = time.monotonic() + _PATIENCE
    with contextlib.suppress(StoreProblem):
        while time.monotonic() < end and workspace.search.drain():
            pass


def _shown(text: str, *, marked: bool) -> str:
    # Asterisks, because control sequences are cleaned out of members' texts.
    return f"*{text}*" if marked and sys.stdout.isatty() else text
