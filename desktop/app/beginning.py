"""What a window begins with: Qt's application, the first settings, and what it asks of the lane."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop.core.paths import DataFolder, resource
from desktop.core.settings import Settings, SettingsFile
from desktop.qt.lanes import Pulse

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.account import Accounts
    from desktop.services.workspace import Workspace

_SLICE_SECONDS = 0.015


def qt_application() -> QApplication:
    """Qt's application, made and named; it speaks the system's language if we have it."""
    # Asked for here and not by setStyle, whose answer would cost twenty milliseconds of enums.
    app = QApplication([sys.argv[0], "-style", "fusion"])
    app.setApplicationName("VibrationFit")
    app.setOrganizationName("VibrationFit")
    app.setDesktopFileName("vibrationfit")
    app.setWindowIcon(QIcon(str(resource("icons/app.svg"))))
    translations = resource("translations")
    if translations.is_dir() or not QLocale.system().name().startswith(("en", "C")):
        from desktop.app.languages import speak  # late: English needs none

        speak(app, translations)
    return app


def first_settings(folder: DataFolder) -> Settings:
    """What the first paint needs; a folder that cannot be read is told when the journal opens."""
    try:
        return SettingsFile(folder.settings).values
    except OSError:
        return Settings()


def pulse() -> Pulse[Workspace]:
    """How the lane of a window feels the store between two requests."""
    return Pulse(elsewhere=_written_elsewhere, here=_written_here, chore=_index_some)


# ---- in the database lane ----


def _written_elsewhere(workspace: Workspace) -> object:
    # The command line may also turn to another journal, without a word in this one's database.
    from desktop import headless

    version = workspace.connection.execute("PRAGMA data_version").fetchone()[0]
    return version, headless.whose(workspace)


def _written_here(workspace: Workspace) -> int:
    # To index a row is no change of it: a search would else be followed by the next one.
    return workspace.changes


def _index_some(workspace: Workspace) -> bool:
    return workspace.search.drain(_SLICE_SECONDS) > 0


def nothing(_workspace: Workspace) -> None:
    """Wait for one's turn."""


def is_current(workspace: Workspace) -> bool:
    """Whether the journal that is open is still the one to be open."""
    from desktop import headless

    return headless.is_current(workspace)


def identity(workspace: Workspace) -> tuple[str, bytes]:
    """Whose journal it is, and its key."""
    return workspace.profile.id, workspace.key


def door(workspace: Workspace) -> Accounts:
    """The accounts of the data folder."""
    from desktop import headless

    return headless.accounts(workspace.folder, key=workspace.key)


def lock_facts(workspace: Workspace) -> tuple[bool, Settings]:
    """Whether a passphrase guards the key, and the settings that say when to lock."""
    from desktop.services.keys import Keys

    return Keys(workspace.folder).asks_passphrase, workspace.settings.values
