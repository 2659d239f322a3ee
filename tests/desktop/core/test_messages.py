"""Sentences that window and command line share."""

from __future__ import annotations

from desktop.core import messages


def test_what_was_refused_is_not_said_to_be_on_the_server():
    assert messages.waiting(0) == "Everything is on the server"
    assert messages.waiting(0, held=1) == "Everything else is on the server"
    assert messages.waiting(2, held=1) == "2 changes waiting"
