"""Opens the media library of a profile, in whatever thread has a connection to its database."""

from __future__ import annotations

from desktop.core.errors import InvalidInput
from desktop.core.paths import DataFolder
from desktop.core.settings import SettingsFile
from desktop.media.shelf import Shelf
from desktop.services.media.library import MediaLibrary
from desktop.store.transactions import Connection

_MEGABYTE = 1024 * 1024


def library(
    connection: Connection, folder: DataFolder, profile_id: str, key: bytes, settings: SettingsFile
) -> MediaLibrary:
    """The library on this connection; it lives in the connection's thread."""

    def server_url() -> str:
        try:
            server = settings.values.server()
        except InvalidInput:
            return ""  # told where the server is used; for reading addresses there is none
        return server.url if server is not None else ""

    shelf, own = Shelf(folder.media(profile_id), key), Shelf(folder.own_media(profile_id), key)
    return MediaLibrary(
        connection, shelf, server_url, lambda: settings.values.media_limit_mb * _MEGABYTE, own
    )
