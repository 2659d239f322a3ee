"""Sign-up, sign-in and sign-out, and which profile a sign-in leads to (decision 9).

`sign_up` and `sign_in` only talk to the server: the window calls them in its free lane.
`arrival` and `settle` only touch this computer: they belong to the database lane, after the
member was asked what shall happen to what they wrote before.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from desktop.account.profiles import Profile, Profiles
from desktop.account.session import Session, SessionFile
from desktop.core import messages
from desktop.core.errors import AppError
from desktop.core.files import copy_missing
from desktop.core.ids import LOCAL_USER_ID
from desktop.core.paths import DataFolder
from desktop.core.phrases import Phrase
from desktop.core.server import Server
from desktop.services.owners import other_owner, rows_of
from desktop.store.database import Database
from desktop.store.transactions import Connection
from sync.errors import Misconfigured, SyncError

_LOCK_SECONDS = 30
_OPEN_SAYS = Phrase(
    "The journal that shall join the account's is open in a window. Close it, or sign in there; "
    "nothing was changed."
)


class Arrival(StrEnum):
    """What a sign-in means on this computer."""

    FIRST = "first"  # what was written here before joins the account, if the member wants so
    SAME = "same"  # the account that is here already goes on
    OTHER = "other"  # another profile is opened; the present one stays as it is


@dataclass(frozen=True, slots=True)
class Settled:
    """Where a sign-in led: the profile that is current now, and how many rows joined it."""

    profile: Profile
    joined: int = 0


@dataclass(frozen=True, slots=True)
class SignedOut:
    """What sign-out found: changes that wait for a later sign-in, and if the server knows."""

    was_signed_in: bool
    waiting: int = 0
    told: bool = False


class Opener(Protocol):
    """Opens databases; the wiring of the application brings it."""

    def open_profile(self, profile: Profile) -> tuple[Database, Connection]:
        """The database of a profile and a connection for the calling thread."""

    def waiting(self, connection: Connection) -> int:
        """How many changes are not on the server yet."""


class Accounts:
    """The accounts of one data folder; safe in any thread, for each call stands alone.

    After `settle` and `sign_out` the caller opens the workspace anew: its profile has changed.
    """

    def __init__(
        self,
        folder: DataFolder,
        key: bytes,
        server: Callable[[], Server | None],
        opener: Opener,
    ) -> None:
        self._folder = folder
        self._key = key
        self._server = server
        self._opener = opener
        self._profiles = Profiles(folder)

    def sign_up(self, email: str, password: str) -> Session | None:
        """Make an account on the server; None when its e-mail must be confirmed first."""
        from desktop.account.auth import Authority

        with Authority(self._chosen_server()) as authority:
            return authority.sign_up(email.strip(), password)

    def sign_in(self, email: str, password: str) -> Session:
        """Ask the server for a session; raises AccountProblem or an error of sync.errors."""
        from desktop.account.auth import Authority

        with Authority(self._chosen_server()) as authority:
            return authority.sign_in(email.strip(), password)

    def greet(self) -> str:
        """Ask whether the server answers, and give its address; raises like sign_in."""
        from desktop.account.auth import Authority

        server = self._chosen_server()
        with Authority(server) as authority:
            authority.greet()
        return server.url

    def arrival(self, session: Session) -> Arrival:
        """What `settle` would do; ask the member about joining when it is FIRST."""
        current = self._present()
        if current.user_id == session.user_id:
            return Arrival.SAME
        return Arrival.FIRST if current.is_local and self._has_rows(current) else Arrival.OTHER

    def settle(self, session: Session, *, join: bool, alone: bool = False) -> Settled:
        """Make the account's profile the current one and keep the session in it.

        With `join` what was written before the first sign-in moves to the account; otherwise it
        stays in the local profile. Who is `alone` has no journal open: then no other program may
        have the one open whose rows move to another file, or its last words stayed behind.
        """
        current = self._present()
        known = current if current.user_id == session.user_id else self._known(session)
        # An empty local profile has nothing to be kept apart for.
        join = join or (current.is_local and not self._has_rows(current))
        joined = 0
        if known is None and current.is_local and join:
            known, joined = self._adopt(current, session)
        elif known is None:
            known = self._profiles.new_for(session.user_id, session.email, session.server)
            self._open(known).close()
        elif current.is_local and join:
            joined = self._join(current, known, alone=alone)
        if current.id != known.id and not (current.is_local and join):
            # Kept apart: written down, so that it is found again among the others.
            self._profiles.keep(current, current=False)
        profile = known._replace(email=session.email, server=session.server)
        self._session_file(profile).save(session)
        self._profiles.keep(profile)
        return Settled(profile, joined)

    def finish_adoption(self, profile: Profile, connection: Connection) -> int:
        """Give rows of the local member to the account, and count them; twice changes nothing.

        Needed after a crash in the middle of `settle`, and for what a window that was open
        meanwhile still wrote under the local member.
        """
        from desktop.store.joining import adopt_account

        moved = rows_of(connection, LOCAL_USER_ID)
        if moved:
            adopt_account(connection, LOCAL_USER_ID, profile.user_id)
        return moved

    def sign_out(self) -> SignedOut:
        """Forget the session; everything written stays, and so does the profile."""
        profile = self._profiles.current()
        file = self._session_file(profile)
        session = file.load()
        if not file.exists():
            return SignedOut(was_signed_in=False)
        file.clear()
        waiting = 0
        # A full disk or a damaged file keeps nobody signed in; it is told where it is used.
        with contextlib.suppress(AppError), contextlib.closing(self._open(profile)) as connection:
            waiting = self._opener.waiting(connection)
        told = session is not None and self._tell_server(session)
        return SignedOut(was_signed_in=True, waiting=waiting, told=told)

    def signed_in_as(self) -> str | None:
        """The e-mail address of the member who is signed in, or None."""
        profile = self._profiles.current()
        return profile.email or None if self._session_file(profile).is_usable() else None

    def current(self) -> Profile:
        """The profile that is current now."""
        return self._profiles.current()

    def others(self) -> list[Profile]:
        """The other profiles of this computer that hold a journal."""
        current = self._profiles.current()
        return [
            profile
            for profile in self._profiles.all()
            if profile.id != current.id and self._database_path(profile).exists()
        ]

    def turn_to(self, profile_id: str) -> Profile:
        """Make another profile of this computer the current one; its session is its own."""
        for profile in self.others():
            if profile.id == profile_id:
                return self._profiles.keep(profile)
        raise AppError(Phrase("That journal is not on this computer any more."))

    def _present(self) -> Profile:
        """The current profile, and whose it is also where profiles.toml was lost.

        Another account must never take over the journal of one that was only forgotten.
        """
        current = self._profiles.current()
        if not current.is_local or not self._database_path(current).exists():
            return current
        with contextlib.closing(self._open(current)) as connection:
            owner = other_owner(connection, LOCAL_USER_ID)
        if owner is None:
            return current
        session = self._session_file(current).load()
        of_owner = session is not None and session.user_id == owner
        email, server = (session.email, session.server) if session and of_owner else ("", "")
        return current._replace(user_id=owner, email=email, server=server)

    def _known(self, session: Session) -> Profile | None:
        """The profile of an account, by its folder where profiles.toml was lost."""
        named = self._profiles.of_account(session.user_id)
        made = self._profiles.new_for(session.user_id, session.email, session.server)
        return named or (made if self._database_path(made).exists() else None)

    def _adopt(self, local: Profile, session: Session) -> tuple[Profile, int]:
        bound = local._replace(user_id=session.user_id, email=session.email, server=session.server)
        with self._still(local):
            # Written down first: a crash in between is finished at the next start.
            self._profiles.keep(bound._replace(adopting=True))
            connection = self._open(bound)
            with contextlib.closing(connection):
                joined = self.finish_adoption(bound, connection)
            return self._profiles.keep(bound), joined

    def _join(self, local: Profile, account: Profile, *, alone: bool) -> int:
        from desktop.services.media.own_files import keeping_at
        from desktop.store.joining import join_database
        from desktop.store.upkeep import is_in_use

        if not self._has_rows(local):
            return 0
        sounds = self._folder.own_media(account.id)
        # Whoever tidies up beside this finds no file that its rows do not name yet.
        with self._still(local), self._still(account), keeping_at(sounds):
            other, mine = self._opener.open_profile(local)
            with contextlib.closing(mine):
                joined = rows_of(mine, LOCAL_USER_ID)
            if alone and is_in_use(other):
                raise AppError(_OPEN_SAYS)
            # Before the rows that name them: a crash leaves a file too many rather than too few.
            copy_missing(self._folder.own_media(local.id), sounds)
            connection = self._open(account)
            with contextlib.closing(connection):
                join_database(connection, other, LOCAL_USER_ID, account.user_id)
            # Its file stays where it is; the member's rows live on in the account's.
            self._profiles.keep(account)
            self._profiles.remove(local)
        return joined

    @contextlib.contextmanager
    def _still(self, profile: Profile) -> Iterator[None]:
        """Keep sync away from a profile while its rows change their owner."""
        from filelock import FileLock, Timeout

        folder = self._folder.profile(profile.id)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with FileLock(folder / "sync.lock", timeout=_LOCK_SECONDS):
                yield
        except Timeout:
            raise AppError(messages.ALREADY_RUNNING) from None

    def _has_rows(self, profile: Profile) -> bool:
        if not self._database_path(profile).exists():
            return False
        connection = self._open(profile)
        with contextlib.closing(connection):
            return bool(rows_of(connection, profile.user_id))

    def _open(self, profile: Profile) -> Connection:
        return self._opener.open_profile(profile)[1]

    def _database_path(self, profile: Profile) -> Path:
        return self._folder.profile(profile.id) / "journal.db"

    def _session_file(self, profile: Profile) -> SessionFile:
        return SessionFile(self._folder.profile(profile.id), self._key)

    def _tell_server(self, session: Session) -> bool:
        from desktop.account.auth import Authority

        try:
            server = self._chosen_server()
            if not server.same_place(session.server):
                return False
            with Authority(server) as authority:
                authority.sign_out(session.access_token)
        except (SyncError, AppError):
            return False
        return True

    def _chosen_server(self) -> Server:
        server = self._server()
        if server is None:
            raise Misconfigured(messages.NO_SERVER)
        return server
