from __future__ import annotations

import os
import stat
import threading

import pytest

from desktop.account import keyfile, recovery
from desktop.core.errors import KeyUnavailable, WrongKey

posix = pytest.mark.skipif(os.name != "posix", reason="the mode bits of POSIX")


@posix
def test_a_new_file_is_its_owners_alone(tmp_path):
    key = os.urandom(32)
    assert keyfile.create(tmp_path / "deep" / "key", key) == key
    assert stat.S_IMODE((tmp_path / "deep" / "key").stat().st_mode) == 0o600


def test_an_existing_file_is_never_overwritten(tmp_path):
    first = keyfile.create(tmp_path / "key", os.urandom(32))
    assert keyfile.create(tmp_path / "key", os.urandom(32)) == first


def test_of_many_that_make_it_at_once_all_get_the_same_key(tmp_path):
    keys = []
    start = threading.Barrier(8)

    def make():
        start.wait()
        keys.append(keyfile.create(tmp_path / "key", os.urandom(32)))

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1
    assert [path.name for path in tmp_path.glob(".key*")] == []


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_file_that_others_can_read_is_refused_with_the_way_on(tmp_path, mode):
    path = tmp_path / "key"
    keyfile.create(path, os.urandom(32))
    path.chmod(mode)
    with pytest.raises(KeyUnavailable, match="chmod 600"):
        keyfile.read(path)


def test_a_recovery_key_serves_as_content(tmp_path):
    key = os.urandom(32)
    path = tmp_path / "key"
    path.write_text(recovery.printable(key) + "\n")
    path.chmod(0o600)
    assert keyfile.read(path) == key


@pytest.mark.parametrize("content", [b"", b"hello", b"ab" * 31, b"\xff" * 32])
def test_a_file_without_a_key_is_refused(tmp_path, content):
    path = tmp_path / "key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(WrongKey, match="holds no key"):
        keyfile.read(path)


def test_a_folder_is_no_key_file(tmp_path):
    with pytest.raises(KeyUnavailable):
        keyfile.read(tmp_path)


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(KeyUnavailable, match="cannot be made"):
        keyfile.create(tmp_path / "file" / "key", os.urandom(32))
