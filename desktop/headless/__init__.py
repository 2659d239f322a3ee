"""The wiring without Qt: opens workspaces, builds and runs the sync engine, fetches media.

Command line, demo and window ask here alone. Nothing slow is imported before it is needed.
"""

from __future__ import annotations

from desktop.account.vault import Unlock
from desktop.headless.media import fetcher, send_own
from desktop.headless.opening import (
    LEDGER_MARK,
    ProfileOpener,
    accounts,
    bring_back,
    copier,
    doctor,
    footing,
    is_current,
    keep_copy,
    open_workspace,
    whose,
)
from desktop.headless.syncing import (
    Changes,
    SyncChoice,
    build_engine,
    index,
    may_sync,
    run_sync,
)

__all__ = [
    "LEDGER_MARK", "Changes", "ProfileOpener", "SyncChoice", "Unlock", "accounts", "bring_back",
    "build_engine", "copier", "doctor", "fetcher", "footing", "index", "is_current", "keep_copy",
    "may_sync", "open_workspace", "run_sync", "send_own", "whose",
]  # fmt: skip
