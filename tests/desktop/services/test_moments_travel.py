"""Moments of two devices by way of a server: every column, both edits, whatever it holds."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest

from desktop.domain.moments import CHECK_IN, EVENT, MomentDraft
from desktop.services.moments import Moments
from desktop.services.trash import Trash
from desktop.store.rows import Rows
from desktop.store.schema import specs
from sync.remote.memory import MemoryServer
from tests.sync.test_engine_on_store import StoreDevice
from tests.sync.world import MEMBER

NOON = datetime(2026, 3, 10, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture(params=[CHECK_IN, EVENT], ids=lambda kind: kind.table)
def kind(request):
    return request.param


@pytest.fixture
def devices(tmp_path, kind):
    server = MemoryServer(specs().values())
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        device = StoreDevice(server, tmp_path / name)
        rows = Rows(device.db, MEMBER)
        device.moments = Moments(device.db, lambda rows=rows: rows, kind)
        made.append(device)
    yield made
    for device in made:
        device.db.close()


@pytest.fixture
def travelled(devices):
    """A moment that both devices have."""
    one, two = devices
    row_id = one.moments.new_id()
    one.moments.save(row_id, MomentDraft(NOON, "at peace", 7, "first\n\nsecond"))
    for _ in range(3):  # an emptied table would be asked about
        one.moments.save(one.moments.new_id(), MomentDraft(NOON, "Calm", 5))
    one.sync()
    two.sync()
    return row_id


def test_every_column_travels(devices, travelled, kind):
    one, two = devices
    spec = specs()[kind.table]
    row = one.rows(spec)[travelled]
    assert two.rows(spec)[travelled] == row
    assert None not in row.values()
    assert two.moments.get(travelled) == one.moments.get(travelled)


def test_a_change_of_every_part_travels(devices, travelled):
    one, two = devices
    base = two.moments.get(travelled).draft
    changed = MomentDraft(NOON.replace(hour=8), "Glad", 9, "")
    two.moments.save(travelled, changed, base)
    two.sync()
    one.sync()
    assert one.moments.get(travelled).draft == changed


def test_changes_of_different_parts_on_two_devices_are_both_kept(devices, travelled):
    one, two = devices
    base = one.moments.get(travelled).draft
    one.moments.save(travelled, base._replace(level=2, notes="first, longer\n\nsecond"), base)
    two.moments.save(travelled, base._replace(word="Calm", notes="first\n\nsecond\n\nthird"), base)
    for device in (one, two, one):
        device.sync()
    expected = MomentDraft(NOON, "Calm", 2, "first, longer\n\nsecond\n\nthird")
    assert one.moments.get(travelled).draft == two.moments.get(travelled).draft == expected


def test_what_the_server_holds_beyond_the_rules_stays_through_an_edit(devices, kind):
    one, two = devices
    row_id = str(uuid.uuid4())
    one.server.write(kind.table, {"id": row_id, "user_id": MEMBER, kind.word: " odd\tword "})
    one.server.edit(kind.table, row_id, {kind.level: 42})
    one.sync()
    base = one.moments.get(row_id).draft
    assert base == MomentDraft(None, " odd\tword ", 42)
    one.moments.save(row_id, base._replace(notes="mine"), base)
    report = one.sync()
    two.sync()
    assert (report.pushed, report.held) == (1, [])
    assert two.moments.get(row_id).draft == MomentDraft(None, " odd\tword ", 42, "mine")


def test_a_deletion_and_its_undoing_travel(devices, travelled):
    one, two = devices
    before = one.moments.get(travelled)
    trash_id = one.moments.delete(travelled)
    one.sync()
    two.sync()
    assert two.moments.get(travelled) is None
    Trash(one.db).restore(trash_id)
    one.sync()
    two.sync()
    assert two.moments.get(travelled) == one.moments.get(travelled) == before
