from __future__ import annotations

import base64
import json
import os
from dataclasses import replace

from desktop.account.session import Session, SessionFile

SESSION = Session(
    "header.payload.sign", "refresh-1", "u1", "a@example.org", "https://s.example", 3600.0, 1e9
)


def test_a_session_comes_back_and_the_file_tells_nothing(tmp_path):
    file = SessionFile(tmp_path, os.urandom(32))
    file.save(SESSION)
    assert file.load() == SESSION
    content = file.path.read_bytes()
    for secret in ("refresh-1", "payload", "example"):
        assert secret.encode() not in content
    assert file.path.stat().st_mode & 0o077 == 0


def test_another_key_or_a_torn_file_is_no_session(tmp_path):
    file = SessionFile(tmp_path, b"k" * 32)
    file.save(SESSION)
    assert SessionFile(tmp_path, b"x" * 32).load() is None
    content = file.path.read_bytes()
    for torn in (b"", content[:5], content[:-1], b"\0" + content[1:]):
        file.path.write_bytes(torn)
        assert file.load() is None


def test_the_mark_changes_with_the_file(tmp_path):
    file = SessionFile(tmp_path, b"k" * 32)
    assert file.mark() is None
    file.save(SESSION)
    first = file.mark()
    file.save(SESSION)
    assert file.mark() != first
    file.clear()
    file.clear()
    assert file.mark() is None
    assert not file.exists()


def test_the_subject_is_read_from_the_token():
    claims = base64.urlsafe_b64encode(json.dumps({"sub": "member"}).encode()).decode().rstrip("=")
    assert replace(SESSION, access_token=f"h.{claims}.s").subject() == "member"
    for token in ("", "a", "a.b", "a.!!.c", "a.W10.c"):
        assert replace(SESSION, access_token=token).subject() == ""


def test_a_session_does_not_show_its_tokens():
    assert "refresh-1" not in repr(SESSION)
