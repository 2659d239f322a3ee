from __future__ import annotations

import pytest

from sync.errors import Offline
from tests.fakes.faulty_remote import Fault, FaultyRemote, Killed


class Counting:
    """Stands for a server that only counts."""

    def __init__(self):
        self.done = 0

    def count(self, _table):
        self.done += 1
        return self.done

    def manifest(self, _table, _shape, _after, limit):
        return list(range(limit))


@pytest.mark.parametrize(
    ("fault", "error", "done"),
    [
        (Fault.DROP, Offline, 0),
        (Fault.LOSE, Offline, 1),
        (Fault.KILL_BEFORE, Killed, 0),
        (Fault.KILL_AFTER, Killed, 1),
    ],
)
def test_a_fault_fires_before_or_after_the_server_acted(fault, error, done):
    server = Counting()
    remote = FaultyRemote(server, chances={}, script=[fault])
    with pytest.raises(error):
        remote.count("t")
    assert server.done == done
    assert remote.fired == {fault: 1}
    assert remote.count("t") == done + 1


def test_a_short_page_is_never_empty_and_the_same_seed_throws_the_same_dice():
    runs = []
    for _ in range(2):
        remote = FaultyRemote(Counting(), seed=7, chances={Fault.SHORT: 0.5})
        runs.append([len(remote.manifest("t", None, None, 10)) for _ in range(50)])
    assert runs[0] == runs[1]
    assert min(runs[0]) >= 1
    assert min(runs[0]) < 10
