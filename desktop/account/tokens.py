"""Access tokens for sync, refreshed by one process at a time (sync.md P18 to P20).

Refresh tokens serve once. So the refresher holds a file lock, reads the session from disk again
under it (another process may have been faster), writes the new one durably before it is used,
and gives the session up only when the server says so in so many words.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from desktop.account.session import Session, SessionFile
from desktop.core import messages
from desktop.core.clock import SystemClock
from sync.errors import SignInNeeded, Transient

_LOCK_SECONDS = 60
_MARGIN_SECONDS = 30.0
_log = logging.getLogger(__name__)


class Refresher(Protocol):
    """Who gives new tokens for old ones; `desktop.account.auth.Authority` does."""

    def refresh(self, refresh_token: str) -> Session:
        """A new session; raises SignInNeeded only when the old one is definitely over."""

    def close(self) -> None:
        """Let go of the connections."""


class Tokens:
    """The TokenSource of one profile; safe to call from several threads and processes.

    `authority` makes the refresher, late, because importing it takes a quarter of a second.
    """

    def __init__(
        self,
        file: SessionFile,
        authority: Callable[[], Refresher],
        clock: SystemClock | None = None,
    ) -> None:
        self._file = file
        self._authority = authority
        self._clock = clock or SystemClock()
        self._lock = threading.Lock()
        self._session: Session | None = None
        self._mark: tuple[int, int] | None = None
        self._deadline = 0.0

    def token(self) -> str:
        """A token that is valid now; raises SignInNeeded, Offline or ServerBusy."""
        with self._lock:
            session = self._current()
            if self._clock.monotonic() < self._deadline:
                return session.access_token
            return self._renewed(session.access_token)

    def renew(self, refused: str) -> str:
        """A newer token after the server refused this one; raises like token()."""
        with self._lock:
            session = self._current()
            if session.access_token != refused:
                return session.access_token
            return self._renewed(refused)

    def user_id(self) -> str:
        """The member's id, as it stands in the token; raises SignInNeeded."""
        with self._lock:
            session = self._current()
            return session.subject() or session.user_id

    def server(self) -> str:
        """The address of the server that gave the session; raises SignInNeeded."""
        with self._lock:
            return self._current().server

    def _current(self) -> Session:
        """The session as it lies on disk now; another process may have changed it."""
        mark = self._file.mark()
        if mark is None or mark != self._mark or self._session is None:
            self._take(self._file.load(), mark)
        if self._session is None:
            raise SignInNeeded(messages.SIGN_IN_NEEDED)
        return self._session

    def _take(self, session: Session | None, mark: tuple[int, int] | None) -> None:
        self._session, self._mark = session, mark
        if session is None:
            self._deadline = 0.0
            return
        # Between processes only the wall clock is common; a wrong guess costs one refresh, or
        # one refused request that `renew` answers. From here on only growing seconds count.
        age = self._wall() - session.saved_at
        left = session.expires_in - age if age >= -_MARGIN_SECONDS else 0.0
        margin = min(_MARGIN_SECONDS, session.expires_in / 10)
        self._deadline = self._clock.monotonic() + left - margin

    def _renewed(self, old: str) -> str:
        from filelock import FileLock, Timeout

        try:
            with FileLock(self._file.lock_path, timeout=_LOCK_SECONDS):
                return self._renewed_alone(old)
        except Timeout:
            raise Transient(messages.ALREADY_RUNNING) from None

    def _renewed_alone(self, old: str) -> str:
        self._take(self._file.load(), self._file.mark())
        session = self._session
        if session is None:
            raise SignInNeeded(messages.SIGN_IN_NEEDED)
        if session.access_token != old and self._clock.monotonic() < self._deadline:
            return session.access_token
        authority = self._authority()
        try:
            fresh = authority.refresh(session.refresh_token)
        except SignInNeeded:
            _log.info("the server has ended the session")
            self._file.clear()
            self._take(None, None)
            raise
        finally:
            authority.close()
        if fresh.user_id != session.user_id:
            raise SignInNeeded(messages.SESSION_OVER)
        self._keep(fresh)
        return fresh.access_token

    def _keep(self, session: Session) -> None:
        try:
            self._file.save(session)
        except OSError as error:
            # The server still takes a token of one generation before, so nothing is lost yet.
            _log.info("the session could not be written: %s", error.strerror)
        self._take(session, self._file.mark())

    def _wall(self) -> float:
        return self._clock.now().timestamp()
