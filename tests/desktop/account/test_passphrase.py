from __future__ import annotations

import os

import pytest

from desktop.account import passphrase
from desktop.core.errors import InvalidInput, KeyUnavailable, WrongKey

KEY = os.urandom(32)
WORDS = "a walk along the sea"


def test_the_right_words_give_the_key_back():
    assert passphrase.unwrap(passphrase.wrap(KEY, WORDS), WORDS) == KEY


def test_the_stored_form_holds_neither_key_nor_words():
    stored = str(passphrase.wrap(KEY, WORDS))
    assert KEY.hex() not in stored
    assert "sea" not in stored


def test_wrong_words_say_so():
    with pytest.raises(WrongKey, match="not the right one"):
        passphrase.unwrap(passphrase.wrap(KEY, WORDS), "a walk along the river")


def test_the_same_letters_in_another_encoding_are_the_same_words():
    stored = passphrase.wrap(KEY, "caf\u00e9 au lait")
    assert passphrase.unwrap(stored, "cafe\u0301 au lait") == KEY


def test_short_words_are_refused():
    with pytest.raises(InvalidInput, match="at least 8"):
        passphrase.wrap(KEY, "short")


@pytest.mark.parametrize(
    "damage",
    [
        {"salt": "?"}, {"key": ""}, {"nonce": ""}, {"passes": "many"}, {"memory_kib": 2**40},
        {"lanes": 0}, {"passes": 10**6},
    ],
)  # fmt: skip
def test_a_torn_guard_is_told_and_asks_for_the_recovery_key(damage):
    stored = passphrase.wrap(KEY, WORDS) | damage
    with pytest.raises(KeyUnavailable, match="recovery key"):
        passphrase.unwrap(stored, WORDS)
