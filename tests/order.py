"""Which tests begin first: those that take longest, so that no worker is left alone with them.

A plugin of pytest. The modules are handed out to the workers in the order in which they stand
(`--no-loadscope-reorder`); what is not named here comes after, as pytest has found it.
"""

from __future__ import annotations

# From a minute of work or of waiting down to a quarter of one.
LONG = (
    "tests/test_build.py",
    "tests/desktop/qt/sound/test_listening.py",
    "tests/desktop/app/test_sudden_death_of_rooms.py",
    "tests/desktop/cli/test_offline.py",
    "tests/sync/test_simulation.py",
    "tests/desktop/cli/test_two_devices.py",
    "tests/desktop/cli/test_sync_robust.py",
    "tests/desktop/demo/test_place.py",
    "tests/desktop/qt/sound/test_recording.py",
    "tests/desktop/cli/test_making.py",
    "tests/desktop/qt/sound/test_player.py",
    "tests/desktop/app/test_two_computers.py",
    "tests/sync/test_mutations.py",
    "tests/desktop/cli/test_media.py",
    "tests/backend/test_lifetime.py",
)
_PLACES = {name: place for place, name in enumerate(LONG)}


def pytest_collection_modifyitems(items):
    """Put the long ones first; the others stay in their order."""
    items.sort(key=lambda item: _PLACES.get(item.nodeid.split("::")[0], len(LONG)))
