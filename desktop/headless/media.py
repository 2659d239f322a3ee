"""Builds what carries media of a profile both ways: shelves, register, the way to the server."""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from desktop.core.settings import SettingsFile
from desktop.headless.syncing import may_sync, signed_in
from desktop.services.workspace import Workspace

if TYPE_CHECKING:  # the window is painted before any of this is needed
    from desktop.account.tokens import Tokens
    from desktop.core.server import Server
    from desktop.services.media.carrying import Carrier
    from desktop.services.media.fetching import Moved
    from desktop.services.media.library import MediaLibrary
    from desktop.services.media.uploads import Uploads
    from sync.cancel import CancelToken
    from sync.protocols import Progress

_LOOK_EVERY = 0.1


def fetcher(workspace: Workspace, told: Callable[[Moved], None]) -> Carrier:
    """What fetches and sends a profile's media on connections of its own; `told` hears in threads.

    What it fetches is told by the key of its address, what it sends by the id of the upload.
    """
    from desktop.services.media.carrying import Carrier
    from desktop.services.media.opening import library
    from desktop.services.media.uploading import Uploader
    from desktop.services.media.uploads import Uploads

    database, folder = workspace.database, workspace.folder
    profile_id, key = workspace.profile.id, workspace.key

    @contextlib.contextmanager
    def opened() -> Iterator[MediaLibrary]:
        with contextlib.closing(database.connect()) as connection:
            settings = SettingsFile(folder.settings)
            yield library(connection, folder, profile_id, key, settings)

    @contextlib.contextmanager
    def opened_uploads() -> Iterator[Uploads]:
        with contextlib.closing(database.connect()) as connection:
            settings = SettingsFile(folder.settings)
            yield Uploads(connection, library(connection, folder, profile_id, key, settings))

    def where() -> tuple[str, str]:
        return SettingsFile(folder.settings).values.media_bucket, workspace.user_id

    access = ProjectAccess(workspace)
    made = Carrier(opened, access, told)
    made.uploader = Uploader(opened_uploads, access, where, told)
    return made


def send_own(workspace: Workspace, cancel: CancelToken, progress: Progress | None = None) -> None:
    """Send the member's own files that wait, for a command that has no background.

    `progress` hears of the phase `upload`, in the calling thread. What cannot be sent goes on
    waiting, and the member is told by `Uploads.waiting`. Raises Cancelled.
    """
    uploads = workspace.uploads
    if not may_sync(workspace) or not uploads.waiting():
        return
    from desktop.services.media.background import Background

    uploads.hurry(refused=False)
    done = threading.Event()
    came: deque[Moved] = deque(maxlen=1)
    uploader = fetcher(workspace, came.append).uploader

    def send() -> float:
        try:
            uploader.upload_due()
        finally:
            work.stopping.set()
            done.set()
        return 0.0

    # Beside this thread: a server that says nothing keeps nobody from stopping.
    work = Background("own files", send)
    work.start()
    try:
        while not done.wait(_LOOK_EVERY):
            cancel.check()
            if progress is not None and came:
                progress("upload", "", came[0].size, came[0].total)
    finally:
        uploader.stop()
        work.stop()


class ProjectAccess:
    """The way to the member's project while somebody is signed in; safe in any thread."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self._found: tuple[Server, Tokens] | None = None

    def server(self) -> tuple[str, str] | None:
        """The project's address and publishable key, None when there is none."""
        from desktop.core.errors import InvalidInput

        if self._workspace.folder.is_demo:
            return None
        try:
            server = SettingsFile(self._workspace.folder.settings).values.server()
        except InvalidInput:
            return None
        return (server.url, server.key) if server is not None else None

    def token(self) -> str:
        """A token that is good now; raises SyncError."""
        return self._signed_in()[1].token()

    def renew(self, token: str) -> str:
        """Another token than this one; raises SyncError."""
        return self._signed_in()[1].renew(token)

    def _signed_in(self) -> tuple[Server, Tokens]:
        with self._lock:
            # A session belongs to the server that gave it: asked anew when the settings change.
            if self._found is None or self.server() != self._found[0]:
                self._found = None
                self._found = signed_in(self._workspace)
            return self._found
