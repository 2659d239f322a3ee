"""`vibrationfit` and `python -m desktop`: the window, or a command of the command line."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.core.startwords import StartWords, start_words

if TYPE_CHECKING:
    from desktop.core.paths import DataFolder


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window when no command is named, else run the command."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    start = start_words(words)
    if start is not None:
        return _window(start)
    from desktop import cli

    return cli.main(words)


def _window(start: StartWords) -> int:
    from desktop.core import libraries
    from desktop.core.log import start_logging

    folder = _folder(start)
    if folder is None:
        return 1
    with contextlib.suppress(OSError):
        folder.create()
    start_logging(folder.logs)
    try:
        from desktop.app import run

        return run(folder, start.quick)
    except ImportError as error:
        _tell(libraries.import_sentence(error))
        return 1


def _folder(start: StartWords) -> DataFolder | None:
    """The data folder of this start; None, and a sentence told, when it cannot be used."""
    from desktop.core.errors import AppError
    from desktop.core.paths import DataFolder

    try:
        folder = DataFolder.chosen(start.data_dir)
        if not start.demo:
            return folder
        from desktop.demo import place

        folder = place.beside(folder)
        place.prepare(folder, start.demo_size, fresh=start.fresh)
    except AppError as error:
        _tell(str(error))
        return None
    return folder


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)  # noqa: T201 - there is no window to say it


if __name__ == "__main__":
    sys.exit(main())
