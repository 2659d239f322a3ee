"""`export FILE.zip`: everything that was written, as text and as rows, in one file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from desktop.commands.base import DONE, Context, Subparsers, warn
from desktop.core.messages import count


def add(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    export = commands.add_parser(
        "export",
        help="write everything into one ZIP file",
        parents=[common],
        description="Writes all that you wrote as Markdown and CSV, and every row as JSON. The "
        "file is not encrypted: whoever has it can read it.",
    )
    export.add_argument("file", type=Path, metavar="FILE.zip")
    export.add_argument(
        "--overwrite", action="store_true", help="take the place of a file that is there"
    )
    export.set_defaults(run=_export)


def _export(context: Context, arguments: argparse.Namespace) -> int:
    from desktop.services.export.course import Course, Stopped  # late: most need none of it
    from desktop.services.export.exporting import export_everything, source_of

    with context.workspace() as workspace:
        try:
            done = export_everything(
                source_of(workspace), arguments.file, Course(), overwrite=arguments.overwrite
            )
        except KeyboardInterrupt:
            raise Stopped from None
    context.give({"file": str(done.path.absolute()), "files": done.files, "rows": done.rows})
    context.say(f"{count(done.rows, 'row')} in {count(done.files, 'file')}: {done.path}")
    if not context.json and sys.stderr.isatty():
        warn("The file is not encrypted: whoever has it can read it.")
    return DONE
