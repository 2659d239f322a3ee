"""Two computers that each chose another vision to live by: the later choice holds on both."""

from __future__ import annotations

import pytest


@pytest.fixture
def visions(devices):
    """Three versions that both computers have; the first is the active one."""
    desk, lap = devices
    with desk.workspace() as workspace:
        steps = workspace.vision_steps
        first = steps.new_draft()
        workspace.visions.set_part(first, "fun", "I play.")
        steps.make_active(first)
        others = [steps.new_from(first) for _ in range(2)]
    for device in devices:
        device.sync()
    assert active(lap) == [first]
    return first, *others


def choose(device, row_id):
    with device.workspace() as workspace:
        workspace.vision_steps.make_active(row_id)


def active(device):
    return [i for i, row in device.rows("vision_versions").items() if row["is_active"]]


def on_server(backend, member):
    sql = "SELECT id::text FROM vision_versions WHERE user_id = %s AND is_active"
    return [row_id for (row_id,) in backend.sql(sql, (member.id,))]


def a_minute_passes(backend):
    """What the server noted by now is a minute ago, also by its own stamps."""
    backend.sql(
        "BEGIN; SET LOCAL session_replication_role = replica; "
        "UPDATE vision_versions SET updated_at = updated_at - interval '1 minute'; COMMIT"
    )


def two_minutes_pass_since_the_choice(device):
    """The choice of this computer was two minutes ago, also by its own note of it."""
    with device.workspace() as workspace:
        noted = workspace.connection.execute(
            "UPDATE local_meta SET value = json_set(value, '$.at', strftime("
            "'%Y-%m-%dT%H:%M:%f', json_extract(value, '$.at'), '-2 minutes') || '000+00:00') "
            "WHERE key = 'activation'"
        )
        assert noted.rowcount == 1


@pytest.mark.parametrize("lap_was_first", [True, False])
def test_the_later_choice_holds_though_the_other_one_was_sent_before(
    devices, visions, backend, member, lap_was_first
):
    desk, lap = devices
    if lap_was_first:
        choose(lap, visions[2])
        lap.sync()
        a_minute_passes(backend)
        choose(desk, visions[1])
    else:
        choose(desk, visions[1])
        choose(lap, visions[2])
        lap.sync()
    later = visions[1] if lap_was_first else visions[2]
    for device in (desk, lap):
        device.sync()
    assert on_server(backend, member) == [later]
    assert active(desk) == active(lap) == [later]


def test_writing_on_in_ones_own_choice_makes_it_no_later(devices, visions, backend, member):
    desk, lap = devices
    choose(desk, visions[1])
    # More than what the clocks of both computers may seem to be apart: the server tells seconds.
    two_minutes_pass_since_the_choice(desk)
    choose(lap, visions[2])
    lap.sync()
    a_minute_passes(backend)
    with desk.workspace() as workspace:
        workspace.visions.set_part(visions[1], "health", "I am well.")
    for device in (desk, lap, desk):
        device.sync()
    assert on_server(backend, member) == [visions[2]]
    assert active(desk) == active(lap) == [visions[2]]
    assert lap.row(visions[1], "vision_versions")["health"] == "I am well."
