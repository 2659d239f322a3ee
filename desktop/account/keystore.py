"""The system's keyring as guard; the only importer of the keyring package.

A keyring that keeps nothing (null), that only fails, or that would prompt on the terminal
(a chain with file backends, file backends themselves) counts as absent.
"""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING, cast

from desktop.account.recovery import KEY_BYTES
from desktop.core.errors import KeyUnavailable
from desktop.core.phrases import Phrase

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE = "VibrationFit"
_UNSOUND = (
    "keyring.backends.null",
    "keyring.backends.fail",
    "keyring.backends.chainer",
    "keyrings.",
)
_log = logging.getLogger(__name__)


def available() -> bool:
    """Tell whether this computer has a keyring that keeps a secret without the terminal."""
    return _sound() is not None


def name() -> str:
    """What the keyring of this computer calls itself, for the doctor."""
    backend = _sound()
    return type(backend).__module__.removeprefix("keyring.backends.") if backend else "none"


def load(account: str) -> bytes | None:
    """The key kept under a name, or None; raises KeyUnavailable when the keyring refuses."""
    backend = _sound()
    if backend is None:
        raise KeyUnavailable(
            Phrase(
                "This computer's keyring, which keeps the database key, is not there now. "
                "Unlock it or sign in to your desktop session; or use your recovery key."
            )
        )
    try:
        text = backend.get_password(_SERVICE, account)
    except Exception as error:  # noqa: BLE001 - any backend of any desktop may fail in its own way
        _log.info("the keyring refused: %s", type(error).__name__)
        raise KeyUnavailable(
            Phrase(
                "The keyring did not give out the database key. Unlock the keyring and try "
                "again; or use your recovery key."
            )
        ) from None
    with contextlib.suppress(ValueError):
        key = bytes.fromhex(text or "")
        if len(key) == KEY_BYTES:
            return key
    return None


def keep(account: str, key: bytes) -> bool:
    """Keep a key and read it back; False when the keyring did not keep it."""
    backend = _sound()
    if backend is None:
        return False
    try:
        backend.set_password(_SERVICE, account, key.hex())
        return backend.get_password(_SERVICE, account) == key.hex()
    except Exception as error:  # noqa: BLE001 - any backend of any desktop may fail in its own way
        _log.info("the keyring did not keep the key: %s", type(error).__name__)
        return False


def forget(account: str) -> None:
    """Remove a key that is guarded otherwise now; a keyring that refuses keeps it."""
    backend = _sound()
    if backend is not None:
        with contextlib.suppress(Exception):
            backend.delete_password(_SERVICE, account)


def _sound() -> KeyringBackend | None:
    try:
        import keyring

        chosen = keyring.get_keyring()
        # A chain would ask members that prompt; its first sound one serves alone.
        members = getattr(chosen, "backends", None)
        for backend in [chosen] if members is None else members:
            if not type(backend).__module__.startswith(_UNSOUND):
                return cast("KeyringBackend", backend)
    except Exception as error:  # noqa: BLE001 - any backend of any desktop may fail in its own way
        _log.info("no keyring: %s", type(error).__name__)
    return None
