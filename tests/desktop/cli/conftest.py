"""Two computers of one member, and one of somebody else."""

from __future__ import annotations

import pytest

from tests.desktop.cli.devices import Device


@pytest.fixture
def lonely(tmp_path):
    """A device that knows no server."""
    return Device(tmp_path / "lonely")


@pytest.fixture
def devices(tmp_path, backend, member):
    """Two devices of one member, both signed in."""
    pair = [Device(tmp_path / name, backend.environment) for name in ("desk", "lap")]
    return [device.arrive(member) for device in pair]


@pytest.fixture
def stranger(tmp_path, backend, other_member):
    """A device of another member, signed in."""
    return Device(tmp_path / "stranger", backend.environment).arrive(other_member)
