"""Autosave: in time, in order, and with nothing lost when the disk refuses."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer

from desktop.core.errors import DiskFull, InvalidInput
from desktop.core.messages import DISK_FULL
from desktop.qt import autosave
from desktop.qt.autosave import Autosave, SaveState


class Disk:
    """Takes drafts in order and answers when it is told to."""

    def __init__(self):
        self.drafts = []
        self.answers = []

    def write(self, key, draft, done, failed):
        self.drafts.append((key, draft))
        self.answers.append((done, failed))

    def land(self):
        done, _ = self.answers.pop(0)
        done("kept")

    def refuse(self, error):
        _, failed = self.answers.pop(0)
        failed(error)


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def saving(qtbot, disk, monkeypatch):
    monkeypatch.setattr(autosave, "RETRY_MS", 20)
    return Autosave(disk.write)


def drafts_after(disk, milliseconds):
    """How many drafts have been written when a timer rings; nothing before it does.

    Timers ring in the order of their times, however late a busy computer is.
    """
    found = []
    QTimer.singleShot(milliseconds, lambda: found.append(len(disk.drafts)))
    return found


def test_a_draft_is_written_by_itself_soon_after_the_last_key(saving, disk, qtbot):
    saving.note("a", lambda: "first")
    saving.note("a", lambda: "second")
    assert saving.state is SaveState.WAITING
    assert not disk.drafts
    later = drafts_after(disk, autosave.LONGEST_MS)
    qtbot.waitUntil(lambda: bool(disk.drafts))
    assert disk.drafts == [("a", "second")]
    assert 0 not in later
    assert saving.state is SaveState.SAVING
    with qtbot.waitSignal(saving.saved) as told:
        disk.land()
    assert told.args == ["a", "kept"]
    assert saving.state is SaveState.SAVED
    assert not saving.is_dirty("a")


def test_who_never_stops_typing_is_saved_all_the_same(saving, disk, qtbot):
    def type_on():
        saving.note("a", lambda: "words")
        return bool(disk.drafts)

    later = drafts_after(disk, 2 * autosave.LONGEST_MS)
    qtbot.waitUntil(type_on)
    assert 0 not in later


def test_flush_writes_behind_a_draft_that_is_still_under_way(saving, disk):
    saving.note("a", lambda: "old")
    saving.flush()
    saving.note("a", lambda: "new")
    saving.flush()
    assert disk.drafts == [("a", "old"), ("a", "new")]
    disk.land()
    assert saving.is_dirty("a")
    assert saving.unsaved("a") == "new"
    disk.land()
    assert not saving.is_dirty("a")


def test_a_full_disk_is_told_and_the_draft_is_tried_again(saving, disk, qtbot):
    saving.note("a", lambda: "precious")
    saving.flush()
    with qtbot.waitSignal(saving.refused) as told:
        disk.refuse(DiskFull(DISK_FULL))
    assert told.args == ["a", DISK_FULL]
    assert saving.state is SaveState.FAILED
    assert saving.unsaved("a") == "precious"
    qtbot.waitUntil(lambda: len(disk.drafts) == 2)
    disk.land()
    assert saving.state is SaveState.SAVED


def test_what_is_typed_after_a_fault_takes_the_place_of_what_failed(saving, disk):
    saving.note("a", lambda: "old")
    saving.flush()
    disk.refuse(DiskFull(DISK_FULL))
    saving.note("a", lambda: "new")
    saving.flush()
    assert disk.drafts[-1] == ("a", "new")
    disk.land()
    assert not saving.is_dirty("a")


def test_a_fault_of_an_overtaken_draft_is_of_no_matter(saving, disk, qtbot):
    saving.note("a", lambda: "old")
    saving.flush()
    saving.note("a", lambda: "new")
    saving.flush()
    with qtbot.assertNotEmitted(saving.refused):
        disk.refuse(DiskFull(DISK_FULL))
        disk.land()
    assert saving.state is SaveState.SAVED
    assert [d for _, d in disk.drafts] == ["old", "new"]


def test_what_the_member_must_mend_is_not_tried_again_by_itself(saving, disk, qtbot):
    saving.note("a", lambda: "too long")
    saving.flush()
    disk.refuse(InvalidInput("A tag is too long."))
    # Timers ring in the order of their times: one that would try again would have rung by then.
    qtbot.wait(3 * autosave.RETRY_MS)
    assert len(disk.drafts) == 1
    saving.note("a", lambda: "shorter")
    saving.flush()
    assert disk.drafts[-1] == ("a", "shorter")


def test_a_forgotten_draft_is_never_written_again(saving, disk):
    saving.note("a", lambda: "deleted")
    saving.flush()
    saving.forget("a")
    disk.refuse(DiskFull(DISK_FULL))
    saving.flush()
    assert len(disk.drafts) == 1
    assert saving.state is SaveState.SAVED


def test_drafts_of_several_things_do_not_mix(saving, disk):
    saving.note("a", lambda: "A")
    saving.note("b", lambda: "B")
    saving.flush()
    assert disk.drafts == [("a", "A"), ("b", "B")]
    disk.refuse(DiskFull(DISK_FULL))
    disk.land()
    assert saving.is_dirty("a")
    assert not saving.is_dirty("b")
