"""`vibrationfit` and `python -m desktop`: the window, or a command of the command line."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window when no command is named, else run the command."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    asked, folder = _window_folder(words)
    if asked:
        return _window(folder)
    from desktop import cli

    return cli.main(words)


def _window_folder(words: list[str]) -> tuple[bool, str | None]:
    """Whether nothing but a data folder is named, and which one."""
    if not words:
        return True, None
    if len(words) == 2 and words[0] == "--data-dir":
        return True, words[1]
    if len(words) == 1 and words[0].startswith("--data-dir="):
        return True, words[0].partition("=")[2]
    return False, None


def _window(name: str | None) -> int:
    from desktop.core import libraries
    from desktop.core.log import start_logging
    from desktop.core.paths import DataFolder

    folder = DataFolder.chosen(name)
    with contextlib.suppress(OSError):
        folder.create()
    start_logging(folder.logs)
    try:
        from desktop.app import run

        return run(folder)
    except ImportError as error:
        print(libraries.import_sentence(error), file=sys.stderr)  # noqa: T201 - no window to say it
        return 1


if __name__ == "__main__":
    sys.exit(main())
