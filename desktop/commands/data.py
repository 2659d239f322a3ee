"""`data list|get|put|delete TABLE`: rows of any mirrored table as JSON lines."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from desktop.commands.base import (
    DONE,
    FAILED,
    Context,
    Subparsers,
    amount,
    give_json,
    in_utf8,
    warn,
)
from desktop.core.errors import InvalidInput
from desktop.core.messages import count
from desktop.core.phrases import Phrase
from sync.values import parse_body


def add(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add the commands to the parser."""
    data = commands.add_parser("data", help="rows of any table, as JSON lines", parents=[common])
    actions = data.add_subparsers(dest="action", required=True, metavar="list|get|put|delete")
    listing = actions.add_parser("list", help="all rows of a table", parents=[common])
    listing.add_argument("table", metavar="TABLE")
    listing.add_argument("--limit", type=amount, default=0, help="0, the default, for all")
    listing.set_defaults(run=_list)
    get = actions.add_parser("get", help="rows by their ids", parents=[common])
    get.add_argument("table", metavar="TABLE")
    get.add_argument("ids", nargs="+", metavar="ID")
    get.set_defaults(run=_get)
    put = actions.add_parser(
        "put",
        help="insert or change rows, all of them or none",
        parents=[common],
        description="Reads one JSON object a line, from standard input unless given as arguments. "
        "With an id that exists the named columns are changed, otherwise a row is made.",
    )
    put.add_argument("table", metavar="TABLE")
    put.add_argument("rows", nargs="*", metavar="JSON")
    put.set_defaults(run=_put)
    delete = actions.add_parser("delete", help="move rows to the trash", parents=[common])
    delete.add_argument("table", metavar="TABLE")
    delete.add_argument("ids", nargs="*", metavar="ID", help="or one a line on standard input")
    delete.set_defaults(run=_delete)


def _list(context: Context, arguments: argparse.Namespace) -> int:
    limit = arguments.limit if arguments.limit > 0 else None
    with context.workspace() as workspace:
        for row in islice(workspace.rows.walk(arguments.table), limit):
            give_json(row)
    return DONE


def _get(context: Context, arguments: argparse.Namespace) -> int:
    code = DONE
    with context.workspace() as workspace:
        for row_id in arguments.ids:
            row = workspace.rows.get(arguments.table, row_id) or workspace.rows.get(
                arguments.table, row_id.lower()
            )
            if row is None:
                warn(f"There is no row {row_id} in {arguments.table}.")
                code = FAILED
            else:
                give_json(row)
    return code


def _put(context: Context, arguments: argparse.Namespace) -> int:
    rows = list(_objects(arguments.rows or _lines()))
    if not rows:
        raise InvalidInput(Phrase("There is nothing to put: give one JSON object a line."))
    with context.workspace() as workspace:
        ids = workspace.rows.put_many(arguments.table, rows)
        for row_id in ids:
            give_json(workspace.rows.get(arguments.table, row_id))
    _told(context, f"{count(len(ids), 'row')} saved on this computer.")
    return DONE


def _delete(context: Context, arguments: argparse.Namespace) -> int:
    ids = [_id_of(line) for line in (arguments.ids or _lines())]
    if not ids:
        raise InvalidInput(
            Phrase("There is nothing to delete: give ids as arguments or one a line.")
        )
    with context.workspace() as workspace:
        gone = workspace.rows.delete_many(arguments.table, ids)
    context.give({"deleted": gone, "absent": len(ids) - gone})
    _told(context, f"{count(gone, 'row')} moved to the trash.")
    if gone < len(ids):
        warn(f"{count(len(ids) - gone, 'row was', 'rows were')} not there.")
    return DONE if gone else FAILED


def _lines() -> Iterator[str]:
    # Some shells of Windows begin what they pipe with a byte order mark.
    lines = (line.strip().removeprefix("\ufeff") for line in sys.stdin)
    return (line for line in lines if line)


def _objects(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        try:
            value = parse_body(in_utf8(line))
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            raise InvalidInput(
                Phrase("Line {number} is no JSON object. Nothing was changed.", number=number)
            )
        yield value


def _id_of(line: str) -> str:
    if line.startswith("{"):
        value = next(_objects([line])).get("id")
        return str(value or "").lower()
    return line.lower()


def _told(context: Context, sentence: str) -> None:
    # Standard output carries rows alone, so what a reader wants to know goes beside it.
    if not context.json and sys.stderr.isatty():
        warn(sentence)
