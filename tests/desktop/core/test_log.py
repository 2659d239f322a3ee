from __future__ import annotations

import logging
import sys

import pytest

from desktop.core.log import MaskingFormatter, masked


@pytest.mark.parametrize(
    "secret",
    [
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl",
        "sb_secret_abcdef",
        "ab" * 32,
        "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23",
        "name.surname+tag@example.org",
    ],
)
def test_secrets_and_addresses_are_masked(secret):
    assert secret not in masked(f"before {secret}, after")
    assert masked(f"before {secret}, after").startswith("before <")


def test_a_fault_is_logged_without_its_message():
    try:
        int("what the member wrote")
    except ValueError:
        record = logging.LogRecord("desktop", 40, __file__, 1, "fault", (), sys.exc_info())
    text = MaskingFormatter("%(message)s").format(record)
    assert "invalid literal" not in text
    assert "ValueError" in text
    assert "test_log.py" in text


def test_tables_ids_and_codes_stay_readable():
    line = "journal_entries acf09395-5ed3-4de8-9bd6-c70d6a4a99ea refused: 23514"
    assert masked(line) == line
