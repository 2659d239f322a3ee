"""The recovery key: the database key in a form that can be printed and typed again.

Fourteen groups like ABCD-EFGH hold the 32 bytes and three bytes of their checksum in base32, an
alphabet without 0, 1, 8 and 9. Case, spaces and hyphens do not matter, and the look-alikes 0, 1
and 8 are read as O, I and B, so that a typing slip is either mended or found.
"""

from __future__ import annotations

from desktop.core.errors import WrongKey
from desktop.core.phrases import Phrase

KEY_BYTES = 32
_CHECK_BYTES = 3
_GROUP = 4
_LOOK_ALIKES = str.maketrans("018", "OIB")


def printable(key: bytes) -> str:
    """The recovery key of a database key: 14 groups of four letters and digits."""
    import base64

    letters = base64.b32encode(key + _check(key)).decode("ascii").rstrip("=")
    return "-".join(letters[i : i + _GROUP] for i in range(0, len(letters), _GROUP))


def parse(text: str) -> bytes:
    """The database key of a recovery key; raises WrongKey with a sentence."""
    import base64
    import binascii
    import re

    letters = re.sub(r"[\s\-\u2013\u2014_.]", "", text).upper().translate(_LOOK_ALIKES)
    try:
        data = base64.b32decode(letters)
    except (binascii.Error, ValueError):
        data = b""
    key = data[:KEY_BYTES]
    if len(data) != KEY_BYTES + _CHECK_BYTES or data[KEY_BYTES:] != _check(key):
        raise WrongKey(
            Phrase(
                "That is not a recovery key, or a letter is mistyped. It is 14 groups of four "
                "letters and digits. Nothing was changed."
            )
        )
    return key


def _check(key: bytes) -> bytes:
    import hashlib

    return hashlib.sha256(b"vibrationfit recovery" + key).digest()[:_CHECK_BYTES]
