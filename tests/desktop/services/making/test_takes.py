"""What is recorded lies on the disk while it comes: sealed, found again, and never swept."""

from __future__ import annotations

import stat
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from desktop.core.errors import InvalidInput
from desktop.media.sealed import PIECE, SealedWriter
from desktop.services.making.takes import About, Takes
from desktop.services.media.own_files import OwnFiles
from tests.desktop.media.sounds import RATE, pcm

KEY = bytes(range(32))
ABOUT = About("Übung", RATE, "a-vision", "home")
VOICE = pcm(8.0)


@pytest.fixture
def root(own):
    return own.root / "takes"


@pytest.fixture
def left(root):
    """Record with what nobody ends while the test runs, as if it was killed; gives the id."""
    recording = []

    def made():
        take_id = uuid.uuid4().hex
        recording.append(Takes(root, KEY))
        for begin in range(0, len(VOICE), 9_000):
            recording[-1].add(take_id, ABOUT, VOICE[begin : begin + 9_000])
        return take_id

    yield made
    for each in recording:
        each.close()


def test_a_take_that_nobody_ended_is_found_but_for_its_last_moment(left, root):
    take_id = left()
    (found,) = Takes(root, KEY).waiting()
    about, take = Takes(root, KEY).take(take_id)
    assert (found.id, found.about, about, take.rate) == (take_id, ABOUT, ABOUT, RATE)
    assert found.seconds == pytest.approx(take.seconds, abs=0.01)
    assert len(VOICE) - PIECE <= len(take.samples) <= len(VOICE)
    assert VOICE.startswith(bytes(take.samples))
    assert abs(datetime.now(UTC) - found.begun) < timedelta(minutes=5)


def test_each_whole_piece_is_brought_to_the_disk_itself(root, monkeypatch):
    brought = []
    monkeypatch.setattr(SealedWriter, "sync", lambda writer: brought.append(writer.durable))
    takes = Takes(root, KEY)
    for begin in range(0, len(VOICE), 9_000):
        takes.add("0" * 32, ABOUT, VOICE[begin : begin + 9_000])
    assert brought == [PIECE * n for n in range(1, len(VOICE) // PIECE + 1)]
    takes.close()


def test_an_ended_take_is_whole(root):
    first = Takes(root, KEY)
    take_id = uuid.uuid4().hex
    first.add(take_id, ABOUT, VOICE)
    assert first.waiting() == []  # whoever records still has it
    first.close()
    assert bytes(Takes(root, KEY).take(take_id)[1].samples) == VOICE


def test_it_is_for_its_owner_alone_and_not_readable(left, root):
    take_id = left()
    path = root / f"{take_id}.take"
    content = path.read_bytes()
    assert len(content) > 4 * PIECE
    assert VOICE[1000:1100] not in content
    assert b"home" not in content
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(root.stat().st_mode) == 0o700


def test_no_sweep_takes_it(left, root, connection, uploads):
    take_id = left()
    sweeper = OwnFiles(connection, uploads)
    assert sweeper.sweep(datetime.now(UTC) + timedelta(days=3650)) == 0
    assert [one.id for one in Takes(root, KEY).waiting()] == [take_id]


def test_a_broken_take_gives_what_comes_before_the_damage(left, root):
    take_id = left()
    path = root / f"{take_id}.take"
    content = bytearray(path.read_bytes())
    content[2 * PIECE + 500] ^= 1
    path.write_bytes(content)
    samples = bytes(Takes(root, KEY).take(take_id)[1].samples)
    assert PIECE < len(samples) < 2 * PIECE
    assert VOICE.startswith(samples)


@pytest.mark.parametrize("content", [b"", b"VFM1", b"x" * 200_000])
def test_what_is_no_take_is_neither_offered_nor_touched(left, root, content):
    take_id = left()
    path = root / f"{take_id}.take"
    path.write_bytes(content)
    takes = Takes(root, KEY)
    assert takes.waiting() == []
    with pytest.raises(InvalidInput, match="cannot be read"):
        takes.take(take_id)
    assert path.read_bytes() == content


def test_another_key_opens_nothing_and_harms_nothing(left, root):
    take_id = left()
    assert Takes(root, bytes(32)).waiting() == []
    assert [one.id for one in Takes(root, KEY).waiting()] == [take_id]


def test_what_is_let_go_leaves_nothing(left, root):
    take_id = left()
    takes = Takes(root, KEY)
    takes.let_go(take_id)
    assert takes.waiting() == []
    assert list(root.iterdir()) == []
    takes.let_go(take_id)


def test_what_is_thrown_away_can_be_brought_back_until_the_app_ends(left, root):
    take_id = left()
    takes = Takes(root, KEY)
    assert takes.waiting()
    takes.set_aside(take_id)
    assert takes.waiting() == []
    takes.bring_back(take_id)
    assert [one.id for one in takes.waiting()] == [take_id]
    takes.set_aside(take_id)
    assert Takes(root, KEY).waiting() == []
    assert list(root.iterdir()) == []


def test_the_newest_is_offered_first(left, root):
    ids = [left(), left()]
    assert [one.id for one in Takes(root, KEY).waiting()] == ids[::-1]
