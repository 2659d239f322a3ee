"""Where the made-up life lies: a data folder of its own beside the member's, with a mark in it.

The mark is what every other part goes by: a folder that has one keeps its key beside its database
and never meets a server. No folder without a mark is ever emptied.
"""

from __future__ import annotations

import shutil
import tomllib
from typing import NamedTuple

from desktop.core.errors import AppError, InvalidInput
from desktop.core.files import write_atomically
from desktop.core.paths import DataFolder
from desktop.core.phrases import Phrase

_MOST_ENTRIES = 1_000_000


class Mark(NamedTuple):
    """What the mark says: how many entries were wished for, 0 for the usual ones."""

    entries: int = 0
    complete: bool = False
    """The life is in the database; until then it has to be made (again)."""


def beside(folder: DataFolder) -> DataFolder:
    """The demo's data folder, beside a member's."""
    return DataFolder(folder.root.parent / f"{folder.root.name or 'VibrationFit'}-demo")


def prepare(folder: DataFolder, entries: int = 0, *, fresh: bool = False) -> None:
    """Mark the demo's folder; with `fresh` empty it first. Raises InvalidInput or AppError.

    The life itself is written when the journal is opened.
    """
    if not 0 <= entries <= _MOST_ENTRIES:
        raise InvalidInput(
            Phrase("The demo can have 1 to {most_entries} entries.", most_entries=_MOST_ENTRIES),
            "demo_size",
        )
    if not folder.is_demo and folder.root.exists() and any(folder.root.iterdir()):
        raise InvalidInput(
            Phrase(
                "{root} is there already and is no demo. Nothing was changed; move it away, or "
                "name another data folder.",
                root=folder.root,
            ),
            "data_dir",
        )
    if fresh:
        _empty(folder)
    if not folder.is_demo:
        write_mark(folder, Mark(entries))
    elif entries and entries != mark_of(folder).entries:
        raise InvalidInput(
            Phrase("The demo is there already with another size. Add --fresh to make it anew."),
            "demo_size",
        )


def mark_of(folder: DataFolder) -> Mark:
    """What the mark says; one that cannot be read says that the life has to be made."""
    try:
        found = tomllib.loads(folder.demo_mark.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return Mark()
    entries = found.get("entries")
    return Mark(entries if isinstance(entries, int) else 0, complete=found.get("complete") is True)


def write_mark(folder: DataFolder, mark: Mark) -> None:
    """Write the mark; raises AppError."""
    import tomli_w

    try:
        folder.create()
        write_atomically(folder.demo_mark, tomli_w.dumps(mark._asdict()).encode())
    except OSError as error:
        raise AppError(
            Phrase("{root} cannot be written: {reason}.", root=folder.root, reason=error.strerror)
        ) from None


def _empty(folder: DataFolder) -> None:
    if not folder.is_demo:
        return
    try:
        for path in sorted(folder.root.iterdir()):
            if path == folder.demo_mark:
                continue  # last, so that an interruption leaves a demo behind and no riddle
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        folder.demo_mark.unlink()
    except OSError as error:
        raise AppError(
            Phrase(
                "The demo could not be made anew, perhaps because it is open: {reason}. "
                "Close it, then try again.",
                reason=error.strerror,
            )
        ) from None
