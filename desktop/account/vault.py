"""The way to the database key of a data folder, and what guards it.

One key of 32 random bytes opens all databases of a data folder. It is guarded by one of

* the key file that VIBRATIONFIT_KEY_FILE names (first of all, for machines without a desktop),
* the system's keyring,
* a passphrase,
* a key file that the member chose.

The demo has a key file of its own beside its database, and nothing else can guard it.
`keyguard.toml` says which one, never the key itself. Where a database exists already, no new
key is ever made: a lost guard is answered by the recovery key alone.
"""

from __future__ import annotations

import contextlib
import os
import tomllib
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from desktop.account import keyfile, recovery
from desktop.core.errors import InvalidInput, KeyUnavailable, WrongKey
from desktop.core.files import write_atomically
from desktop.core.paths import DataFolder, meant
from desktop.core.phrases import Phrase

KEY_FILE_VARIABLE = "VIBRATIONFIT_KEY_FILE"
_DEMO_KEY = "demo.key"
_ABSENT = Phrase("{variable} names a file that is not there", variable=KEY_FILE_VARIABLE)
_ABSENT_DEMO = Phrase("the key file of the demo is gone")


class GuardKind(StrEnum):
    """What may guard the key."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a guard
    FILE = "file"


class GuardChoice(NamedTuple):
    """The member's choice of a guard, with the passphrase or the file that it needs."""

    kind: GuardKind
    passphrase: str = ""
    file: Path | None = None


class VaultState(StrEnum):
    """What stands between us and the key."""

    OPEN = "open"  # the key can be had without asking anybody
    NEW = "new"  # nothing here yet, and the key can be made and kept without asking
    CHOOSE = "choose"  # nothing here yet, and there is no keyring: the member chooses a guard
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a state
    LOST = "lost"  # databases exist, their guard does not: the recovery key is needed


class Unlock(Protocol):
    """How the vault asks the member; None means that they declined."""

    def passphrase(self, *, wrong: bool) -> str | None:
        """Ask for the passphrase; `wrong` tells that the last one was not right."""

    def choose_guard(self) -> GuardChoice | None:
        """Ask, at the first start without a keyring, what shall guard the key."""


class Vault:
    """Finds, makes and guards the key of one data folder. Use it from one thread at a time."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._guard_file = folder.root / "keyguard.toml"

    def state(self) -> VaultState:
        """What is needed for the key, without asking anybody."""
        named = self._named_file()
        if named is not None:
            present = named.exists() or not self._has_databases()
            return VaultState.OPEN if present else VaultState.LOST
        try:
            guard = self._guard()
        except KeyUnavailable:
            return VaultState.LOST
        if guard:
            return self._guarded_state(guard)
        if self._has_databases():
            return VaultState.LOST
        from desktop.account import keystore

        return VaultState.NEW if keystore.available() else VaultState.CHOOSE

    def key(self, unlock: Unlock | None = None) -> bytes:
        """The key, made at the first start; raises KeyUnavailable or WrongKey."""
        named = self._named_file()
        if named is not None:
            return self._from_file(named, _ABSENT_DEMO if self._folder.is_demo else _ABSENT)
        guard = self._guard()
        if guard:
            return self._from_guard(guard, unlock)
        if self._has_databases():
            raise KeyUnavailable(_lost(Phrase("the file keyguard.toml is gone")))
        return self._first_key(unlock)

    def create(self, choice: GuardChoice) -> bytes:
        """Make the key of a new data folder; raises KeyUnavailable over existing databases."""
        with self._alone():
            guard = self._guard()
            if guard:
                return self._from_guard(guard, None)
            if self._has_databases():
                raise KeyUnavailable(_lost(Phrase("the file keyguard.toml is gone")))
            return self._put_under(choice, os.urandom(recovery.KEY_BYTES))

    def with_passphrase(self, passphrase: str) -> bytes:
        """The key behind a passphrase; raises WrongKey or KeyUnavailable."""
        from desktop.account import passphrase as guard

        return guard.unwrap(self._guard().get("passphrase") or {}, passphrase)

    def recover(self, text: str, choice: GuardChoice, fits: Callable[[bytes], bool]) -> bytes:
        """Open with the recovery key and guard the key anew.

        `fits` tells whether a key opens the databases of this folder. Raises WrongKey, and then
        nothing has changed.
        """
        key = recovery.parse(text)
        if not fits(key):
            raise WrongKey(
                Phrase("That recovery key belongs to another database. Nothing was changed.")
            )
        self.guard(key, choice)
        return key

    @property
    def is_fixed(self) -> bool:
        """Whether what guards the key cannot be changed from within the app."""
        return self._named_file() is not None

    @property
    def asks_passphrase(self) -> bool:
        """Whether a passphrase guards the key: without the member, nobody here comes to it."""
        if self._named_file() is not None:
            return False
        try:
            return bool(self._guard().get("guard") == GuardKind.PASSPHRASE)
        except KeyUnavailable:
            return False

    @property
    def file(self) -> Path | None:
        """The key file, where one guards the key."""
        named = self._named_file()
        try:
            guard = self._guard() if named is None else {}
        except KeyUnavailable:
            return None
        return Path(str(guard.get("file"))) if guard.get("guard") == GuardKind.FILE else named

    def guard(self, key: bytes, choice: GuardChoice) -> None:
        """Put the key under another guard; the keyring gives it up when the new one holds.

        A key file of before is the member's own: it stays where it is, and still opens the journal.
        """
        if self._folder.is_demo:
            raise InvalidInput(Phrase("The demo keeps its key in its own folder."), "guard")
        with self._alone():
            try:
                before = self._guard()
            except KeyUnavailable:
                before = {}
            self._put_under(choice, key)
            if before.get("guard") == GuardKind.KEYRING and choice.kind is not GuardKind.KEYRING:
                from desktop.account import keystore

                keystore.forget(str(before.get("id", "")))

    def description(self) -> Phrase:
        """What guards the key, in a few words."""
        named = self._named_file()
        if named is not None:
            whose = Phrase("of the demo") if self._folder.is_demo else KEY_FILE_VARIABLE
            return Phrase("the key file {path} ({whose})", path=named, whose=whose)
        guard = self._guard()
        words = {
            GuardKind.KEYRING: Phrase("the system's keyring"),
            GuardKind.PASSPHRASE: Phrase("a passphrase"),
            GuardKind.FILE: Phrase("the key file {path}", path=str(guard.get("file", ""))),
        }
        return words.get(guard.get("guard", "")) or Phrase("nothing yet")

    def _guarded_state(self, guard: dict[str, Any]) -> VaultState:
        kind = guard["guard"]
        if kind == GuardKind.PASSPHRASE:
            return VaultState.PASSPHRASE
        try:
            self._from_guard(guard, None)
        except (KeyUnavailable, WrongKey):
            return VaultState.LOST
        return VaultState.OPEN

    def _from_guard(self, guard: dict[str, Any], unlock: Unlock | None) -> bytes:
        kind = guard["guard"]
        if kind == GuardKind.FILE:
            return self._from_file(Path(str(guard.get("file", ""))), Phrase("its key file is gone"))
        if kind == GuardKind.PASSPHRASE:
            return self._ask_passphrase(unlock)
        from desktop.account import keystore

        key = keystore.load(str(guard.get("id", "")))
        if key is None:
            raise KeyUnavailable(_lost(Phrase("the keyring no longer holds it")))
        return key

    def _from_file(self, path: Path, lost: Phrase) -> bytes:
        try:
            return keyfile.read(path)
        except FileNotFoundError:
            if self._has_databases():
                raise KeyUnavailable(
                    _lost(Phrase("{lost} ({path})", lost=lost, path=path))
                ) from None
        key = keyfile.create(path, os.urandom(recovery.KEY_BYTES))
        if not self._guard():
            self._write_guard({"guard": GuardKind.FILE, "file": str(path)})
        return key

    def _ask_passphrase(self, unlock: Unlock | None) -> bytes:
        wrong = False
        while unlock is not None:
            answer = unlock.passphrase(wrong=wrong)
            if answer is None:
                break
            try:
                return self.with_passphrase(answer)
            except WrongKey:
                wrong = True
        raise KeyUnavailable(
            Phrase(
                "The database is protected by a passphrase, and nobody is here to type it. "
                "Start from a terminal or the window, or name a key file in "
                "{variable}.",
                variable=KEY_FILE_VARIABLE,
            )
        )

    def _first_key(self, unlock: Unlock | None) -> bytes:
        from desktop.account import keystore

        if keystore.available():
            try:
                return self.create(GuardChoice(GuardKind.KEYRING))
            except KeyUnavailable:
                # It is there but keeps nothing: the member chooses another guard below.
                if self._guard() or unlock is None:
                    raise
        choice = unlock.choose_guard() if unlock is not None else None
        if choice is None:
            raise KeyUnavailable(
                Phrase(
                    "This computer has no keyring to keep the database key. Set "
                    "{variable} to a file of your own (it is made if absent), or start "
                    "the window once and choose a passphrase.",
                    variable=KEY_FILE_VARIABLE,
                )
            )
        return self.create(choice)

    def _put_under(self, choice: GuardChoice, key: bytes) -> bytes:
        if choice.kind is GuardKind.FILE:
            if choice.file is None:
                raise InvalidInput(Phrase("Choose where the key file shall lie."), "file")
            path = meant(choice.file)
            if keyfile.create(path, key) != key:
                raise KeyUnavailable(
                    Phrase("{path} is the key file of another database.", path=path)
                )
            self._write_guard({"guard": GuardKind.FILE, "file": str(path)})
        elif choice.kind is GuardKind.PASSPHRASE:
            from desktop.account import passphrase as guard

            stored = guard.wrap(key, choice.passphrase)
            self._write_guard({"guard": GuardKind.PASSPHRASE, "passphrase": stored})
        else:
            from desktop.account import keystore

            account = f"database {os.urandom(8).hex()}"
            if not keystore.keep(account, key):
                raise KeyUnavailable(Phrase("The system's keyring did not keep the key."))
            self._write_guard({"guard": GuardKind.KEYRING, "id": account})
        return key

    def _guard(self) -> dict[str, Any]:
        try:
            found = tomllib.loads(self._guard_file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
            raise KeyUnavailable(_lost(Phrase("keyguard.toml cannot be read"))) from None
        if found.get("guard") not in list(GuardKind):
            raise KeyUnavailable(_lost(Phrase("keyguard.toml is not understood")))
        return found

    def _write_guard(self, content: dict[str, Any]) -> None:
        import tomli_w

        try:
            plain = {k: str(v) if isinstance(v, StrEnum) else v for k, v in content.items()}
            write_atomically(self._guard_file, tomli_w.dumps(plain).encode())
        except OSError as error:
            raise KeyUnavailable(
                Phrase(
                    "The data folder {root} cannot be written: {reason}.",
                    root=self._folder.root,
                    reason=error.strerror,
                )
            ) from None

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        try:
            self._folder.create()
            with FileLock(self._folder.root / "keyguard.lock", timeout=30):
                yield
        except Timeout:
            raise KeyUnavailable(
                Phrase("Another program is busy with the key of this data folder. Try again.")
            ) from None

    def _has_databases(self) -> bool:
        # A journal that is gone while its copies are there is found again by its own key alone.
        places = ("profiles/*/journal.db", "profiles/*/copies/*.db")
        return any(any(self._folder.root.glob(place)) for place in places)

    def _named_file(self) -> Path | None:
        """The key file that needs no choice: the demo's own, or that of the environment."""
        if self._folder.is_demo:
            return self._folder.root / _DEMO_KEY
        name = os.environ.get(KEY_FILE_VARIABLE)
        return meant(Path(name)) if name else None


def _lost(what: Phrase) -> Phrase:
    return Phrase(
        "The way to the database key is lost: {what}. Your recovery key opens the database; "
        "nothing was changed.",
        what=what,
    )
