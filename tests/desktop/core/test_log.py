from __future__ import annotations

import logging
import sys

import pytest

from desktop.core.log import LogFile, MaskingFormatter, masked


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


def record(text):
    return logging.LogRecord("desktop", logging.INFO, __file__, 1, text, (), None)


def test_the_file_is_there_from_the_first_record_on(tmp_path):
    log = LogFile(tmp_path / "logs" / "app.log")
    assert not (tmp_path / "logs").exists()
    log.handle(record("window painted, said a@example.org"))
    log.close()
    line = (tmp_path / "logs" / "app.log").read_text()
    assert line.endswith("desktop: window painted, said <e-mail>\n")


def test_a_folder_that_cannot_be_made_silences_the_log_alone(tmp_path):
    (tmp_path / "logs").write_text("a file in the way")
    log = LogFile(tmp_path / "logs" / "app.log")
    log.handle(record("nobody hears this"))
    log.close()
