"""A member's session with the server, and the encrypted file that holds it between runs.

The file lies beside the profile's database, outside of all backups, because a refresh token that
comes back from an old copy would end the session on every device. It is encrypted under a key
derived from the database key, and replaced atomically.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import logging
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop.core.files import write_atomically
from desktop.core.paths import SESSION

_LABEL = b"vibrationfit session v1"
_NONCE_BYTES = 12
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, repr=False)
class Session:
    """Tokens of one sign-in; `saved_at` is this computer's wall clock when they arrived."""

    access_token: str
    refresh_token: str
    user_id: str
    email: str
    server: str
    expires_in: float
    saved_at: float

    def subject(self) -> str:
        """The member's id as it stands in the access token, or an empty text."""
        try:
            part = self.access_token.split(".")[1]
            claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
            return str(claims.get("sub") or "")
        except (IndexError, ValueError, AttributeError, binascii.Error):
            return ""


class SessionFile:
    """Owns `session.bin` of one profile; safe in any thread, for each call stands alone."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.path = folder / SESSION
        self.lock_path = folder / "session.lock"
        self._key = hmac.digest(key, _LABEL, "sha256")

    def exists(self) -> bool:
        """Tell whether there is a file, usable or not."""
        return self.path.exists()

    def is_usable(self) -> bool:
        """Tell whether somebody is signed in: the file is there, and this key opens it."""
        return self.path.exists() and self.load() is not None

    def mark(self) -> tuple[int, int] | None:
        """A value that changes whenever the file does; None without a file."""
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def load(self) -> Session | None:
        """The session, or None when there is none that this key opens."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            data = self.path.read_bytes()
            nonce, sealed = data[:_NONCE_BYTES], data[_NONCE_BYTES:]
            return Session(**json.loads(AESGCM(self._key).decrypt(nonce, sealed, _LABEL)))
        except FileNotFoundError:
            return None
        except (OSError, InvalidTag, ValueError, TypeError) as error:
            _log.info("the session file cannot be used: %s", type(error).__name__)
            return None

    def save(self, session: Session) -> None:
        """Write the session durably before anybody uses it; raises OSError."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = os.urandom(_NONCE_BYTES)
        plain = json.dumps(asdict(session)).encode()
        write_atomically(self.path, nonce + AESGCM(self._key).encrypt(nonce, plain, _LABEL))

    def clear(self) -> None:
        """Forget the session."""
        self.path.unlink(missing_ok=True)
