"""`audio import|export`: sounds of one's own come in, copies of what is here go out."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.commands.base import DONE, FAILED, Context, Subparsers, warn
from desktop.core.errors import InvalidInput
from desktop.core.messages import count
from desktop.core.phrases import Phrase


def add(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add the commands to the parser."""
    audio = commands.add_parser("audio", help="sounds of your own", parents=[common])
    actions = audio.add_subparsers(dest="action", required=True, metavar="ACTION")
    bring = actions.add_parser(
        "import", help="take sounds from files: MP3, M4A, OGG, FLAC, WAV", parents=[common]
    )
    bring.add_argument("files", nargs="+", type=Path, metavar="FILE")
    bring.add_argument("--set", dest="set_id", metavar="ID", help="the set that they go into")
    bring.set_defaults(run=_import)
    export = actions.add_parser(
        "export", help="copy the files of a set, with a playlist", parents=[common]
    )
    export.add_argument("set_id", metavar="SET", help="the id of the set")
    export.add_argument("--to", dest="folder", type=Path, required=True, metavar="FOLDER")
    export.set_defaults(run=_export)


def _import(context: Context, arguments: argparse.Namespace) -> int:
    from desktop.services.making.intake import take  # late: most commands need none of it
    from desktop.services.making.recordings import Told

    failed = False
    with context.workspace() as workspace:
        set_id = arguments.set_id
        if set_id is not None and workspace.rows.get("audio_sets", set_id) is None:
            raise InvalidInput(Phrase("There is no set with this id."))
        for path in arguments.files:
            try:
                kept = workspace.recordings.add(take(path), Told(), set_id)
            except InvalidInput as fault:
                failed = True
                warn(str(fault))
                continue
            context.give({"set": kept.set_id, "track": kept.track_id, "file": path.name})
            context.say(f"{kept.track_id}  {path.name}")
    return FAILED if failed else DONE


def _export(context: Context, arguments: argparse.Namespace) -> int:
    from desktop.services.making.exporting import export_set  # late, as above

    with context.workspace() as workspace:
        done = export_set(workspace.audio, workspace.media, arguments.set_id, arguments.folder)
    context.give(
        {
            "files": [str(path) for path in done.files],
            "playlist": str(done.playlist) if done.playlist else None,
            "missing": list(done.missing),
        }
    )
    context.say(f"{count(len(done.files), 'file')} copied to {arguments.folder}")
    for title in done.missing:
        warn(f"“{title}” is not on this computer and was left out.")
    return FAILED if done.missing else DONE
