"""What the Account room shows, as plain values that travel between threads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sync.report import Held


@dataclass(frozen=True, slots=True)
class OtherJournal:
    """Another profile of this computer; without an e-mail it was never signed in."""

    profile_id: str
    email: str


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """Where the account stands. `reports` are those of the last runs, the newest first."""

    email: str | None = None
    server: str | None = None
    is_local: bool = True
    waiting: int = 0
    held: tuple[Held, ...] = ()
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    """What held rows are called, by their tables and ids; not all of many, none of deleted ones."""
    reports: tuple[dict[str, Any], ...] = ()
    suspicious: dict[str, int] = field(default_factory=dict)
    """Tables whose many vanished rows wait for the member's word."""
    others: tuple[OtherJournal, ...] = ()
    demo: bool = False
    """This is the made-up life: there is nobody to sign in."""
    owner: str = ""
    """Whose journal is open, signed in or not; empty where it never met an account."""
    uploads: int = 0
    """Sounds of the member's own that are not on the server yet: what names them waits."""
