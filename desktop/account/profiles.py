"""Which profiles a data folder holds and which one is current (`profiles.toml`).

A profile is a folder with one database. The first one starts as a local profile without an
account; signing in binds it to the account. Window and command line follow the same file.
"""

from __future__ import annotations

import tomllib
from typing import Any, NamedTuple

from desktop.core.errors import AppError
from desktop.core.files import write_atomically
from desktop.core.ids import LOCAL_USER_ID
from desktop.core.paths import DataFolder
from desktop.core.phrases import Phrase

LOCAL_PROFILE = "local"


class Profile(NamedTuple):
    """One member's place on this computer; `email` and `server` are empty before sign-in.

    `adopting` tells that rows of the local member may still have to be given to the account.
    """

    id: str
    user_id: str = LOCAL_USER_ID
    email: str = ""
    server: str = ""
    adopting: bool = False

    @property
    def is_local(self) -> bool:
        """Tell whether nobody has signed in here yet."""
        return self.user_id == LOCAL_USER_ID


class Profiles:
    """Reads and writes profiles.toml; each method reads the file anew, so any thread may ask."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder

    def current(self) -> Profile:
        """The profile that window and command line use now."""
        name, profiles = self._read()
        return profiles.get(name) or Profile(name)

    def all(self) -> list[Profile]:
        """All profiles of this data folder."""
        name, profiles = self._read()
        return list(({name: Profile(name)} | profiles).values())

    def mark(self, profile: Profile) -> tuple[object, ...]:
        """A value that changes when another process turns to a profile, or signs in or out."""
        try:
            status = self._folder.profiles.stat()
        except OSError:
            written: tuple[int, ...] = ()
        else:
            written = (status.st_mtime_ns, status.st_ino, status.st_size)
        return written, self._folder.session(profile.id).exists()

    def of_account(self, user_id: str) -> Profile | None:
        """The profile that belongs to an account, if there is one."""
        return next((p for p in self.all() if p.user_id == user_id and not p.is_local), None)

    def new_for(self, user_id: str, email: str, server: str) -> Profile:
        """A profile for another account; nothing is written before `keep`."""
        import hashlib

        taken = {p.id for p in self.all()}
        name = f"account-{hashlib.sha256(user_id.encode()).hexdigest()[:12]}"
        while name in taken:
            name += "x"
        return Profile(name, user_id, email, server)

    def keep(self, profile: Profile, *, current: bool = True) -> Profile:
        """Write a profile down, and make it the current one unless told otherwise."""
        name, profiles = self._read()
        profiles[profile.id] = profile
        self._write(profile.id if current else name, profiles)
        return profile

    def remove(self, profile: Profile) -> None:
        """Forget a profile that is not the current one; its folder stays."""
        name, profiles = self._read()
        profiles.pop(profile.id, None)
        self._write(name, profiles)

    def _read(self) -> tuple[str, dict[str, Profile]]:
        try:
            found = tomllib.loads(self._folder.profiles.read_text(encoding="utf-8"))
            profiles = {n: _profile(n, entry) for n, entry in found.get("profiles", {}).items()}
            current = found.get("current") or LOCAL_PROFILE
            for name in (current, *profiles):
                self._folder.profile(name)  # raises for a name that is not one of ours
        except FileNotFoundError:
            return LOCAL_PROFILE, {}
        except (OSError, ValueError, TypeError, AttributeError):
            raise AppError(
                Phrase(
                    "The file {profiles}, which names your profiles, cannot be read. Mend or move "
                    "it; the databases beside it are untouched.",
                    profiles=self._folder.profiles,
                )
            ) from None
        return current, profiles

    def _write(self, current: str, profiles: dict[str, Profile]) -> None:
        import tomli_w

        document = {
            "current": current,
            "profiles": {p.id: _entry(p) for p in profiles.values()},
        }
        write_atomically(self._folder.profiles, tomli_w.dumps(document).encode())


def _entry(profile: Profile) -> dict[str, Any]:
    entry: dict[str, Any] = profile._asdict()
    del entry["id"]
    if not profile.adopting:
        del entry["adopting"]
    return entry


def _profile(name: str, entry: dict[str, Any]) -> Profile:
    texts = [entry.get(field) or "" for field in ("user_id", "email", "server")]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("not a profile")
    user_id, email, server = texts
    return Profile(
        name, user_id or LOCAL_USER_ID, email, server, adopting=bool(entry.get("adopting"))
    )
