"""A passphrase as guard: Argon2id makes a key of it, which encrypts the database key.

Only the encrypted key is stored. A changed passphrase encrypts the same database key anew.
"""

from __future__ import annotations

import base64
import binascii
import os
from typing import Any

from desktop.account.recovery import KEY_BYTES
from desktop.core.errors import InvalidInput, KeyUnavailable, WrongKey
from desktop.core.phrases import Phrase

SHORTEST = 8
# RFC 9106, second recommendation: 64 MiB and three passes; a tenth of a second on a laptop.
_PASSES, _MEMORY_KIB, _LANES = 3, 64 * 1024, 4
_MOST_MEMORY_KIB, _MOST_PASSES, _MOST_LANES = 2 * 1024 * 1024, 64, 64
_TAG_BYTES = 16
_LABEL = b"vibrationfit database key"
_WRONG = Phrase("That passphrase is not the right one. Nothing was changed.")
_TORN = Phrase(
    "The file keyguard.toml is damaged, so the passphrase cannot open the database. "
    "Your recovery key can."
)


def wrap(key: bytes, passphrase: str) -> dict[str, Any]:
    """The stored form of a database key under a passphrase; raises InvalidInput if too short."""
    if len(passphrase) < SHORTEST:
        raise InvalidInput(
            Phrase("Choose a passphrase of at least {shortest} characters.", shortest=SHORTEST),
            "passphrase",
        )
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    derived = _derive(passphrase, salt, _PASSES, _MEMORY_KIB, _LANES)
    return {
        "salt": _text(salt),
        "passes": _PASSES,
        "memory_kib": _MEMORY_KIB,
        "lanes": _LANES,
        "nonce": _text(nonce),
        "key": _text(AESGCM(derived).encrypt(nonce, key, _LABEL)),
    }


def unwrap(stored: dict[str, Any], passphrase: str) -> bytes:
    """The database key; raises WrongKey for another passphrase, KeyUnavailable for a torn file."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        salt, nonce, sealed = (base64.b64decode(stored[n]) for n in ("salt", "nonce", "key"))
        passes, memory, lanes = (int(stored[n]) for n in ("passes", "memory_kib", "lanes"))
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise KeyUnavailable(_TORN) from None
    too_much = passes > _MOST_PASSES or memory > _MOST_MEMORY_KIB or lanes > _MOST_LANES
    if too_much or len(sealed) != KEY_BYTES + _TAG_BYTES:
        raise KeyUnavailable(_TORN)
    try:
        key = AESGCM(_derive(passphrase, salt, passes, memory, lanes)).decrypt(
            nonce, sealed, _LABEL
        )
    except InvalidTag:
        raise WrongKey(_WRONG) from None
    except ValueError:
        raise KeyUnavailable(_TORN) from None
    return key


def _derive(passphrase: str, salt: bytes, passes: int, memory: int, lanes: int) -> bytes:
    import unicodedata

    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    # The same letters may be typed in two encodings, one per platform.
    secret = unicodedata.normalize("NFKC", passphrase).encode("utf-8")
    try:
        return hash_secret_raw(secret, salt, passes, memory, lanes, KEY_BYTES, Type.ID)
    except HashingError:
        raise KeyUnavailable(_TORN) from None


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
