"""The door to the vault for the window and the doctor: what opens the journal, and what guards it.

All of it may take a tenth of a second (a passphrase) or ask the system's keyring, so the window
calls it off its own thread.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from desktop.account import recovery
from desktop.account.vault import GuardChoice, GuardKind, Unlock, Vault, VaultState
from desktop.core.errors import InvalidInput, StoreProblem, WrongKey
from desktop.core.paths import DataFolder
from desktop.core.phrases import Phrase
from desktop.store.database import Database

__all__ = ["GuardChoice", "GuardKind", "Keys", "Unlock", "VaultState", "choice"]


def choice(kind: str, passphrase: str = "", file: str = "") -> GuardChoice:
    """A choice of a guard from plain words; raises InvalidInput for an unknown kind."""
    try:
        guard = GuardKind(kind)
    except ValueError:
        raise InvalidInput(
            Phrase("Choose the keyring, a passphrase or a key file."), "guard"
        ) from None
    return GuardChoice(guard, passphrase, Path(file) if file else None)


class Keys:
    """The key of one data folder; use it from one thread at a time."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._vault = Vault(folder)

    def state(self) -> VaultState:
        """What stands between us and the key."""
        return self._vault.state()

    def key(self, unlock: Unlock | None = None) -> bytes:
        """The key, made at the first start; raises KeyUnavailable or WrongKey."""
        return self._vault.key(unlock)

    def create(self, guard: GuardChoice) -> bytes:
        """Make the key of a new data folder under the member's choice of a guard."""
        return self._vault.create(guard)

    def with_passphrase(self, passphrase: str) -> bytes:
        """The key behind the passphrase; raises WrongKey, and nothing has changed."""
        return self._vault.with_passphrase(passphrase)

    def recover(self, text: str, guard: GuardChoice) -> bytes:
        """Open with the recovery key and guard the key anew; raises WrongKey."""
        return self._vault.recover(text, guard, self._fits)

    def guard(self, key: bytes, guard: GuardChoice) -> None:
        """Put the key under another guard; raises WrongKey for a key that opens nothing here."""
        if not self._fits(key):
            raise WrongKey(Phrase("That key does not open this journal. Nothing was changed."))
        self._vault.guard(key, guard)

    @staticmethod
    def recovery_key(key: bytes) -> str:
        """The printable form of a key, for the member to keep in a safe place."""
        return recovery.printable(key)

    def description(self) -> Phrase:
        """What guards the key, in a few words."""
        return self._vault.description()

    @property
    def is_fixed(self) -> bool:
        """Whether what guards the key cannot be changed from within the app."""
        return self._vault.is_fixed

    @property
    def asks_passphrase(self) -> bool:
        """Whether a passphrase guards the key, so that a window can be locked with it."""
        return self._vault.asks_passphrase

    @property
    def file(self) -> Path | None:
        """The key file, where one guards the key."""
        return self._vault.file

    @staticmethod
    def keyring() -> str | None:
        """The name of this computer's keyring, or None when there is none that keeps secrets."""
        from desktop.account import keystore

        return keystore.name() if keystore.available() else None

    def _fits(self, key: bytes) -> bool:
        """Tell whether a key opens the databases here, or a copy; what is damaged has no say."""
        verdicts = []
        root = self._folder.root
        for path in (*root.glob("profiles/*/journal.db"), *root.glob("profiles/*/copies/*.db")):
            if not path.stat().st_size:
                continue
            try:
                with contextlib.closing(Database(path, key).connect()):
                    verdicts.append(True)
            except WrongKey:
                verdicts.append(False)
            except StoreProblem:
                continue
        return any(verdicts) or not verdicts
