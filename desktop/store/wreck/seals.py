"""The seal of a page as SQLCipher 4 makes it: AES-256 in CBC mode under an HMAC-SHA512.

A page that opens is as it was written, in its place; any other is damaged. The key of the seals is
derived from the database key and the salt, which is the beginning of the file.
"""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
SALT = 16
_IV, _MAC = 16, 64
USABLE = PAGE - _IV - _MAC
_SALT_MASK, _ROUNDS = 0x3A, 2


class Seals:
    """Opens the pages of one file; owns nothing, any thread may use it."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        masked = bytes(byte ^ _SALT_MASK for byte in salt)
        self._seal = hmac.new(
            hashlib.pbkdf2_hmac("sha512", key, masked, _ROUNDS, len(key)), digestmod="sha512"
        )
        self._cipher = algorithms.AES(key)

    def opened(self, number: int, page: bytes) -> bytes | None:
        """What a page holds, in its place, or None when it is damaged.

        Where the first page has the salt, it gets as many bytes of nothing.
        """
        if len(page) != PAGE:
            return None
        begin = SALT if number == 1 else 0
        seal = self._seal.copy()
        seal.update(page[begin : USABLE + _IV] + number.to_bytes(4, "little"))
        if not hmac.compare_digest(seal.digest(), page[USABLE + _IV :]):
            return None
        mode = modes.CBC(page[USABLE : USABLE + _IV])
        reader = Cipher(self._cipher, mode).decryptor()
        return bytes(begin) + reader.update(page[begin:USABLE]) + reader.finalize()
