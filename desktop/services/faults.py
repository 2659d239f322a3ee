"""Any fault as a kind and a sentence, the same for window and command line."""

from __future__ import annotations

import errno
import logging
from enum import StrEnum
from typing import NamedTuple

from desktop.core import messages
from desktop.core.errors import AppError, DatabaseBusy, SignInRefused
from desktop.core.phrases import Phrase
from sync import errors as sync_errors

_log = logging.getLogger(__name__)
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


class FaultKind(StrEnum):
    """What a fault asks of the member or of a script."""

    OFFLINE = "offline"  # passes by itself: no network
    ELSEWHERE = "elsewhere"  # passes by itself: another process synchronises this profile
    SERVER = "server"  # passes by itself: the server is busy or out of order
    SIGN_IN = "sign_in"
    CONFIG = "config"
    CANCELLED = "cancelled"
    LOCKED = "locked"  # another program holds the database
    ERROR = "error"


class Fault(NamedTuple):
    """A fault in plain words; `retry_after` is what the server asked for, in seconds."""

    kind: FaultKind
    sentence: Phrase
    retry_after: float | None = None


_SYNC = (
    (sync_errors.ServerBusy, FaultKind.SERVER, messages.BUSY),
    (sync_errors.Garbled, FaultKind.SERVER, messages.GARBLED),
    (sync_errors.NotTheServer, FaultKind.OFFLINE, messages.NOT_THE_SERVER),
    (sync_errors.Transient, FaultKind.OFFLINE, messages.OFFLINE),
    (sync_errors.AlreadyRunning, FaultKind.ELSEWHERE, messages.ALREADY_RUNNING),
    (sync_errors.SignInNeeded, FaultKind.SIGN_IN, messages.SIGN_IN_NEEDED),
    (sync_errors.Misconfigured, FaultKind.CONFIG, messages.WRONG_SERVER_KEY),
    (sync_errors.Cancelled, FaultKind.CANCELLED, messages.CANCELLED),
)


def explain(error: BaseException) -> Fault:
    """The kind and the sentence of a fault; a fault of ours is logged with its trace."""
    if isinstance(error, SignInRefused):
        return Fault(FaultKind.SIGN_IN, error.sentence)
    if isinstance(error, AppError):
        kind = FaultKind.LOCKED if isinstance(error, DatabaseBusy) else FaultKind.ERROR
        return Fault(kind, error.sentence)
    if isinstance(error, sync_errors.SyncError):
        return _of_sync(error)
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return Fault(FaultKind.ERROR, messages.DISK_FULL)
    if isinstance(error, OSError) and error.filename:
        sentence = Phrase(
            "{file} cannot be used: {reason}. See that it exists and that your user may write "
            "there, or choose another data folder.",
            file=str(error.filename),
            reason=error.strerror,
        )
        return Fault(FaultKind.ERROR, sentence)
    _log.error("fault of ours", exc_info=error)
    return Fault(FaultKind.ERROR, messages.UNEXPECTED)


def _of_sync(error: sync_errors.SyncError) -> Fault:
    _log.info("sync stopped: %s: %s", type(error).__name__, error)
    wait = getattr(error, "retry_after", None)
    for family, kind, sentence in _SYNC:
        if isinstance(error, family):
            # The engine's own messages name codes; only what was written for the member is shown.
            return Fault(kind, _own_words(error) or sentence, wait)
    refused = Phrase("The server refused: {reason}. Your writing is safe here.", reason=str(error))
    return Fault(FaultKind.ERROR, refused)


def _own_words(error: BaseException) -> Phrase | None:
    said = error.args[0] if error.args else None
    return said if isinstance(said, Phrase) else None
