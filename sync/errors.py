"""What can go wrong in a sync run.

SyncError
  Transient            the run may simply be tried again later
    Offline            no answer, or one that cannot be read
      NotTheServer     an answer that is not the server's (captive portal)
    Garbled            the server answered, but nobody can read what
    ServerBusy         429, 5xx, timeouts inside the database; carries retry_after in seconds
  SignInNeeded         the session is definitely over, or there is none
  Misconfigured        wrong address or key: the member must look at the settings
  Rejected             one row was refused for a reason of its own; the rest goes on
  ShapeChanged         a column or table is not (or no longer) there: discover again
    MayNotRead         the server does not let this account read a table
  AlreadyRunning       another process synchronises this profile right now
  Cancelled            the member asked to stop; everything done so far is kept

Messages name tables and server codes, never a member's words.
"""

from __future__ import annotations


class SyncError(Exception):
    """The root of all faults that a sync run reports."""


class Transient(SyncError):
    """A fault that passes by itself."""


class Offline(Transient):
    """The server could not be reached, or its answer cannot be read."""


class NotTheServer(Offline):
    """Somebody else answered in the server's place, such as the sign-in page of a network."""


class Garbled(Transient):
    """The server's answer cannot be read: cut, not JSON, or nested beyond all reason."""


class ServerBusy(Transient):
    """The server asks to come back later; `retry_after` is in seconds, if it said so."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class SignInNeeded(SyncError):
    """There is no session, or the server has definitely ended it."""


class Misconfigured(SyncError):
    """The server's address or key is wrong."""


class Rejected(SyncError):
    """The server refused a row for good; `code` is its SQLSTATE or PostgREST code.

    `named` is the column or the constraint that is to blame, where the server told it.
    """

    def __init__(
        self, code: str, message: str, status: int = 400, *, named: str | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.named = named


class ShapeChanged(SyncError):
    """The server lacks a column or a table that was asked for; `column` names it if known."""

    def __init__(self, message: str, column: str | None = None) -> None:
        super().__init__(message)
        self.column = column


class MayNotRead(ShapeChanged):
    """The server does not let this account read a table, or no longer does."""


class AlreadyRunning(SyncError):
    """Another process is synchronising this profile."""


class Cancelled(SyncError):
    """The member asked to stop."""
