"""`media list|status|pin|unpin|fetch|upload|clear`: sound and pictures that are kept offline."""

from __future__ import annotations

import argparse
from typing import Any

from desktop import headless
from desktop.commands.base import DONE, FAILED, OFFLINE, SIGN_IN, Context, Subparsers, warn
from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.services.media.files import PINNABLE
from desktop.services.media.library import MediaLibrary, Standing, State
from desktop.services.media.problems import Problem, sentence
from desktop.services.media.uploads import Upload
from desktop.services.workspace import Workspace

_MEGABYTE = 1024 * 1024


def add(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add the commands to the parser."""
    media = commands.add_parser(
        "media", help="sound and pictures that are kept offline", parents=[common]
    )
    actions = media.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="audio sets and where they stand", parents=[common])
    listing.set_defaults(run=_list)
    status = actions.add_parser("status", help="what is kept, and its room", parents=[common])
    status.set_defaults(run=_status)
    for name, run, about in (
        ("pin", _pin, "keep a set or a vision offline, with what comes to it later"),
        ("unpin", _unpin, "do not keep it any more"),
    ):
        made = actions.add_parser(name, help=about, parents=[common])
        made.add_argument(
            "ids", nargs="+", metavar="ID", help="of a set, a track, a vision or a picture"
        )
        made.set_defaults(run=run)
    fetch = actions.add_parser("fetch", help="fetch all that is to be kept", parents=[common])
    fetch.add_argument(
        "--wait", type=float, default=60.0, metavar="SECONDS", help="for what has to be tried again"
    )
    fetch.set_defaults(run=_fetch)
    upload = actions.add_parser(
        "upload", help="send what you recorded or brought along", parents=[common]
    )
    upload.set_defaults(run=_upload)
    clear = actions.add_parser("clear", help="let go of all that is not pinned", parents=[common])
    clear.set_defaults(run=_clear)


def _list(context: Context, _arguments: argparse.Namespace) -> int:
    with context.workspace() as workspace:
        for row in workspace.rows.walk("audio_sets"):
            standing = workspace.media.standing("audio_sets", row["id"])
            pinned = workspace.media.is_pinned("audio_sets", row["id"])
            context.give(
                {"id": row["id"], "title": row["title"], "pinned": pinned, **_told(standing)}
            )
            mark = "kept offline" if pinned else "not kept"
            context.say(f"{row['id']}  {row['title'] or 'Untitled'}: {mark}, {_spelt(standing)}")
    return DONE


def _status(context: Context, _arguments: argparse.Namespace) -> int:
    with context.workspace() as workspace:
        media = workspace.media
        pins = media.pins()
        context.give(
            {
                "bytes": media.used_bytes(),
                "limit": media.limit,
                "pinned": [{"table": p.table, "id": p.row_id, **_told(p.standing)} for p in pins],
                "uploads": [_waiting(upload) for upload in workspace.uploads.waiting()],
            }
        )
        context.say(f"{_size(media.used_bytes())} of {_size(media.limit)} are used.")
        for pin in pins:
            context.say(f"{pin.row_id}: {_spelt(pin.standing)}")
        if not pins:
            context.say("Nothing is kept offline yet.")
        _tell_uploads(context, workspace)
    return DONE


def _pin(context: Context, arguments: argparse.Namespace) -> int:
    with context.workspace() as workspace:
        for row_id in arguments.ids:
            standing = workspace.media.pin(_table_of(workspace, row_id), row_id)
            context.give({"id": row_id, **_told(standing)})
            context.say(f"{row_id}: {_spelt(standing)}")
    return DONE


def _unpin(context: Context, arguments: argparse.Namespace) -> int:
    with context.workspace() as workspace:
        for row_id in arguments.ids:
            workspace.media.unpin(_table_of(workspace, row_id), row_id)
    return DONE


def _fetch(context: Context, arguments: argparse.Namespace) -> int:
    from desktop.services.media.fetching import Moved, wait_until_done  # late: brings the network

    with context.workspace() as workspace:
        media = workspace.media
        media.check()
        workspace.own_files.sweep()

        def told(moved: Moved) -> None:
            if moved.ended:
                context.give({"key": moved.key, "bytes": moved.size, "total": moved.total})

        fetcher = headless.fetcher(workspace, told)
        workspace.uploads.hurry()
        fetcher.uploader.upload_due()
        done = wait_until_done(fetcher, media, max(0.0, arguments.wait))
        faults = _faults(media)
        for fault in faults:
            warn(fault)
        here = sum(1 for pin in media.pins() if pin.standing.state is State.HERE)
        context.say(f"{here} of {len(media.pins())} are here.")
    if not done:
        return OFFLINE
    return FAILED if faults else DONE


def _upload(context: Context, _arguments: argparse.Namespace) -> int:
    with context.workspace() as workspace:
        workspace.uploads.hurry()
        before = len(workspace.uploads.waiting())
        headless.fetcher(workspace, lambda _moved: None).uploader.upload_due()
        waiting = workspace.uploads.waiting()
        context.give({"sent": before - len(waiting), "waiting": [_waiting(one) for one in waiting]})
        context.say(f"{before - len(waiting)} of {before} files were sent.")
        _tell_uploads(context, workspace)
    problems = {one.problem for one in waiting}
    if Problem.SIGN_IN in problems:
        return SIGN_IN
    if Problem.UNREACHABLE in problems:
        return OFFLINE
    return FAILED if problems - {None} else DONE


def _waiting(upload: Upload) -> dict[str, Any]:
    problem = sentence(upload.problem or "", sending=True)
    return {
        "id": upload.id, "state": upload.state, "total": upload.size, "problem": problem,
    }  # fmt: skip


def _tell_uploads(context: Context, workspace: Workspace) -> None:
    waiting = workspace.uploads.waiting()
    for problem in sorted({upload.problem or "" for upload in waiting}):
        some = [upload for upload in waiting if (upload.problem or "") == problem]
        waits = "sound of yours waits" if len(some) == 1 else "sounds of yours wait"
        size = _size(sum(upload.size for upload in some))
        why = sentence(problem, sending=True)
        if not why and not headless.may_sync(workspace):
            why = sentence(Problem.SIGN_IN, sending=True)
        context.say(f"{len(some)} {waits} to be uploaded, {size}. {why}".rstrip())


def _clear(context: Context, _arguments: argparse.Namespace) -> int:
    with context.workspace() as workspace:
        workspace.own_files.sweep()
        freed = workspace.media.clear()
        context.give({"freed": freed})
        context.say(f"{_size(freed)} were freed.")
    return DONE


def _faults(media: MediaLibrary) -> list[str]:
    problems = {pin.standing.problem for pin in media.pins()}
    return sorted(sentence(code) for code in problems if code)


def _table_of(workspace: Workspace, row_id: str) -> str:
    for table in PINNABLE:
        if workspace.rows.get(table, row_id) is not None:
            return table
    raise InvalidInput(Phrase("There is no set, vision, track or picture with this id."))


def _told(standing: Standing) -> dict[str, Any]:
    return {
        "state": str(standing.state), "bytes": standing.size, "total": standing.total,
        "files": standing.files, "here": standing.here, "problem": sentence(standing.problem),
    }  # fmt: skip


def _spelt(standing: Standing) -> str:
    words = {
        State.NOWHERE: "it names no files",
        State.AWAY: "on the server alone",
        State.WAITING: "waits to be fetched",
        State.PARTLY: "partly here",
        State.HERE: "here",
        State.FAILED: "cannot be fetched",
    }
    count = f"{standing.here} of {standing.files} files" if standing.files else ""
    size = _size(standing.total) if standing.total else ""
    return ", ".join(part for part in (words[standing.state], count, size) if part)


def _size(number: int) -> str:
    if number < _MEGABYTE:
        return f"{(number + 1023) // 1024} KB"
    return f"{number / _MEGABYTE:,.1f} MB"
