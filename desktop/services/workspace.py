"""One open profile: its database, its settings and the services that work on them."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.account.profiles import Profile
from desktop.core.paths import DataFolder
from desktop.core.settings import SettingsFile
from desktop.services.history import History
from desktop.services.journal import Journal
from desktop.services.search import Search
from desktop.services.status import Status
from desktop.services.trash import Trash
from desktop.store.database import Database
from desktop.store.rows import Rows
from desktop.store.transactions import Connection


@dataclass(slots=True)
class Workspace:
    """Owns one connection to the profile's database; lives in the thread that opened it.

    `key` is the database key, which the window hands to the process that synchronises.
    """

    folder: DataFolder
    profile: Profile
    key: bytes = field(repr=False)
    settings: SettingsFile
    database: Database
    connection: Connection
    rows: Rows
    journal: Journal
    history: History
    trash: Trash
    search: Search
    status: Status

    @property
    def user_id(self) -> str:
        """The id that owns what is written here."""
        return self.profile.user_id

    def close(self) -> None:
        """Close the connection; the workspace is of no use afterwards."""
        self.connection.close()
