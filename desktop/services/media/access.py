"""The way to the member's own project, as fetching and sending need it."""

from __future__ import annotations

from typing import Protocol


class Access(Protocol):
    """The way to the member's own project: its address, key and tokens; safe in any thread."""

    def server(self) -> tuple[str, str] | None:
        """The project's address and publishable key, None when there is none."""

    def token(self) -> str:
        """A token that is good now; raises SyncError."""

    def renew(self, token: str) -> str:
        """Another token than this one; raises SyncError."""
