"""Garbage is collected on the GUI thread alone, and only while the window asks for it."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from desktop.qt.garbage import GarbageCollector


class Knot:
    """An object that only the collector can free, and that notes in which thread it went."""

    def __init__(self, gone):
        self.itself = self
        weakref.finalize(self, lambda: gone.append(threading.current_thread()))


@pytest.fixture
def collector(qapp):
    collector = GarbageCollector()
    collector.start()
    yield collector
    collector.stop()


def test_the_automatic_collector_rests_while_ours_is_on_duty(collector):
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()


def test_garbage_of_any_thread_goes_on_the_gui_thread(collector):
    gone = []

    def litter():
        for _ in range(2 * gc.get_threshold()[0]):
            Knot(gone)

    worker = threading.Thread(target=litter)
    worker.start()
    worker.join()
    assert not gone
    collector.look()
    assert set(gone) == {threading.current_thread()}
