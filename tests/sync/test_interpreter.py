"""What a run sets in Python itself is set back at its end, however it ends."""

from __future__ import annotations

import gc
import sys

import pytest

from sync.cancel import CancelToken
from sync.engine import RunOptions
from sync.errors import Cancelled


def state():
    return gc.get_threshold(), sys.getswitchinterval()


@pytest.mark.parametrize("breaks", [False, True])
def test_python_is_set_for_a_run_and_set_back(world, breaks):
    one, before, cancel, during = world.device(), state(), CancelToken(), set()
    world.put("notes", content="Words.")

    def progress(*_told):
        during.add(state())
        if breaks:
            cancel.cancel()

    engine = one.engine()
    if breaks:
        with pytest.raises(Cancelled):
            engine.run(cancel, progress, RunOptions())
    else:
        engine.run(cancel, progress, RunOptions())
    [(thresholds, interval)] = during
    assert thresholds[0] > before[0][0]
    assert interval < before[1]
    assert state() == before
