from __future__ import annotations

import os

import pytest

from desktop.core.files import create_once, write_atomically


def test_a_file_is_replaced_whole_and_for_its_owner_alone(tmp_path):
    path = tmp_path / "deep" / "file"
    write_atomically(path, b"one")
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o077 == 0
    assert list(path.parent.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_old_file_and_no_part(tmp_path, monkeypatch):
    path = tmp_path / "file"
    write_atomically(path, b"one")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"two")
    assert path.read_bytes() == b"one"
    assert list(tmp_path.glob("*file*")) == [path]


def test_a_file_is_created_once(tmp_path):
    path = tmp_path / "file"
    assert create_once(path, b"one")
    assert not create_once(path, b"two")
    assert path.read_bytes() == b"one"


def test_without_hard_links_it_is_created_once_as_well(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(95, "not supported")

    monkeypatch.setattr(os, "link", refuse)
    assert create_once(tmp_path / "file", b"one")
    assert not create_once(tmp_path / "file", b"two")
    assert (tmp_path / "file").read_bytes() == b"one"


@pytest.mark.parametrize("links", [True, False])
def test_a_full_disk_leaves_no_empty_file_that_passes_for_the_new_one(tmp_path, monkeypatch, links):
    def refuse(*_):
        raise OSError(95, "not supported")

    real, path = os.fsync, tmp_path / "file"
    # Without links the file is written twice: there the disk is full at the second time.
    room_for = [] if links else ["the first"]

    def sync(descriptor):
        if not room_for:
            raise OSError(28, "No space left on device")
        room_for.clear()
        real(descriptor)

    if not links:
        monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(os, "fsync", sync)
    with pytest.raises(OSError, match="No space"):
        create_once(path, b"the key")
    assert list(tmp_path.glob("*file*")) == []
    monkeypatch.setattr(os, "fsync", real)
    assert create_once(path, b"the key")
    assert path.read_bytes() == b"the key"
