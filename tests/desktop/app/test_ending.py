"""Faults that nobody caught: logged with a trace, told calmly, and the app goes on."""

from __future__ import annotations

import sys
import threading

import pytest

from desktop.app.ending import hear_faults


@pytest.fixture
def told(monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    told = []
    hear_faults(lambda: told.append("told"))
    return told


def test_a_fault_in_a_slot_is_logged_and_told(told, caplog):
    fault = ValueError("some private words")
    sys.excepthook(ValueError, fault, None)
    assert told == ["told"]
    assert caplog.records[-1].exc_info[1] is fault
    caplog.clear()


def test_a_fault_in_a_thread_is_logged_and_the_window_is_left_alone(told, caplog):
    thread = threading.Thread(target=lambda: 1 // 0, name="a helper")
    thread.start()
    thread.join()
    assert told == []
    assert "a helper" in caplog.records[-1].getMessage()
    caplog.clear()


def test_a_window_that_is_gone_does_not_make_things_worse(monkeypatch, caplog):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)

    def gone():
        raise RuntimeError("Internal C++ object already deleted.")

    hear_faults(gone)
    sys.excepthook(ValueError, ValueError(), None)
    assert caplog.records
    caplog.clear()
