"""The window's wiring: everything is made here, and only here views meet the rest."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.app.application import Application
    from desktop.core.paths import DataFolder

# How long the window and the lane wait for each other while both have work to do.
_TURN_SECONDS = 0.001


def run(folder: DataFolder, quick: str = "") -> int:
    """Open the window and stay until it is closed; 1 when there can be no window.

    `quick` names the small window that is wanted alone (see StartWords).
    """
    from desktop.app.screen import missing_screen
    from desktop.core import libraries

    absent = libraries.missing()
    sentence = libraries.sentence(absent) if absent else missing_screen()
    if sentence:
        print(sentence, file=sys.stderr)  # noqa: T201 - there is no window to say it in
        return 1
    _lay_ground()
    from desktop.app.signals import SignalWatch

    signals = SignalWatch()
    if quick:
        from desktop.app.alone import Alone

        return Alone(folder, quick).run(signals)
    return made(folder).run(signals)


def made(folder: DataFolder) -> Application:
    """The application with its window, ready to be shown."""
    _lay_ground()
    from desktop.app.application import Application

    return Application(folder)


def _lay_ground() -> None:
    """Load what a window stands on; the second time there is nothing left to do."""
    # Nothing made during the start becomes garbage; the first look for it comes after it.
    gc.disable()
    sys.setswitchinterval(_TURN_SECONDS)
    if "desktop.app.groundwork" not in sys.modules:
        from desktop.app import ahead

        ahead.load_qt()
        from desktop.app import groundwork  # noqa: F401 - before all that needs Qt
