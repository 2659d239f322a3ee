"""Encrypted files: any content, read from any place; cut, swapped or foreign ones are told."""

from __future__ import annotations

import itertools
import stat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.media.sealed import PIECE, Damaged, SealedReader, SealedWriter

KEY = bytes(range(32))
SIZES = [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 17]
_names = itertools.count()


def content(size):
    return bytes((n * 7 + n // 251) % 256 for n in range(size))


def written(path, data, step=10_000):
    with SealedWriter(path, KEY) as writer:
        for place in range(0, len(data), step):
            writer.write(data[place : place + step])
        writer.finish()
    return path


@pytest.mark.parametrize("size", SIZES)
def test_what_was_written_is_read(tmp_path, size):
    path = written(tmp_path / "a", content(size))
    with SealedReader(path, KEY) as reader:
        assert reader.size == size
        assert reader.whole() == content(size)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 3 * PIECE), st.data())
def test_any_stretch_is_read(tmp_path_factory, size, data):
    path = written(tmp_path_factory.getbasetemp() / f"s{next(_names)}", content(size))
    with SealedReader(path, KEY) as reader:
        place, most = data.draw(st.integers(0, size + 5)), data.draw(st.integers(0, size + 5))
        assert reader.read(place, most) == content(size)[place : place + most]
    path.unlink()


def test_nothing_readable_is_on_the_disk(tmp_path):
    path = written(tmp_path / "a", b"I live by the sea. " * 9000)
    assert b"sea" not in path.read_bytes()


@pytest.mark.parametrize("size", SIZES[1:])
def test_every_cut_and_every_flipped_bit_is_told(tmp_path, size):
    path = written(tmp_path / "a", content(size))
    whole = path.read_bytes()
    for cut in (0, 10, 20, 30, len(whole) // 2, len(whole) - 1, len(whole) - PIECE - 16):
        if 0 <= cut < len(whole):
            path.write_bytes(whole[:cut])
            with pytest.raises(Damaged), SealedReader(path, KEY) as reader:
                reader.whole()
    for place in (0, 5, 25, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(Damaged), SealedReader(path, KEY) as reader:
            reader.whole()


def test_pieces_cannot_change_places(tmp_path):
    path = written(tmp_path / "a", content(3 * PIECE))
    whole, step = path.read_bytes(), PIECE + 16
    first, second = whole[20 : 20 + step], whole[20 + step : 20 + 2 * step]
    path.write_bytes(whole[:20] + second + first + whole[20 + 2 * step :])
    with pytest.raises(Damaged), SealedReader(path, KEY) as reader:
        reader.whole()


def test_another_key_reads_nothing_and_an_unfinished_file_is_none(tmp_path):
    path = written(tmp_path / "a", content(100))
    with pytest.raises(Damaged):
        SealedReader(path, bytes(32))
    part = tmp_path / "part"
    with SealedWriter(part, KEY) as writer:
        writer.write(content(2 * PIECE + 5))
    with pytest.raises(Damaged):
        SealedReader(part, KEY)


@pytest.mark.parametrize("torn", [0, 1, 15, 17, PIECE])
def test_a_broken_off_file_is_gone_on_with(tmp_path, torn):
    path, data = tmp_path / "part", content(4 * PIECE + 9)
    with SealedWriter(path, KEY) as writer:
        writer.write(data[: 3 * PIECE + 100])
        assert writer.durable == 3 * PIECE
    with path.open("ab") as file:
        file.write(bytes(torn))  # what a crash may leave behind the last whole piece
    with SealedWriter(path, KEY) as writer:
        assert writer.size == 3 * PIECE
        assert b"".join(writer.content()) == data[: 3 * PIECE]
        writer.write(data[3 * PIECE :])
        writer.finish()
    with SealedReader(path, KEY) as reader:
        assert reader.whole() == data


def test_what_another_key_began_is_begun_anew(tmp_path):
    path = tmp_path / "part"
    with SealedWriter(path, bytes(32)) as writer:
        writer.write(content(6 * PIECE))
    with SealedWriter(path, KEY) as writer:
        assert writer.size == 0
        writer.write(b"new")
        writer.finish()
    with SealedReader(path, KEY) as reader:
        assert reader.whole() == b"new"


def test_beginning_anew_takes_another_salt(tmp_path):
    path = tmp_path / "part"
    with SealedWriter(path, KEY) as writer:
        writer.write(content(2 * PIECE))
        before = path.read_bytes()[:20]
        writer.restart()
        assert writer.size == 0
        writer.write(b"other")
        writer.finish()
    assert path.read_bytes()[:20] != before
    with SealedReader(path, KEY) as reader:
        assert reader.whole() == b"other"
