from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.patience import PATIENCE


def test_of_many_updates_of_one_version_one_wins(world):
    spec = world.spec("journal_entries")
    shape = world.remote.inspect(spec)
    [stored] = world.add("journal_entries", world.entry())

    def write(n):
        changes = {"content": f"writer {n}"}
        return world.remote.update(spec, shape, stored.id, stored.version, changes)

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(write, range(16)))
    winners = [row for row in results if row is not None]

    assert len(winners) == 1
    assert world.get("journal_entries", stored.id) == winners[0]


def test_an_update_that_waits_for_another_one_sees_that_it_lost(backend, real_world):
    world = real_world
    spec = world.spec("journal_entries")
    shape = world.remote.inspect(spec)
    [stored] = world.add("journal_entries", world.entry())
    with backend.connect() as web, ThreadPoolExecutor(1) as pool:
        web.execute(
            "update public.journal_entries set content = 'theirs' where id = %s", (stored.id,)
        )
        ours = pool.submit(
            world.remote.update, spec, shape, stored.id, stored.version, {"content": "ours"}
        )
        waits = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
        while not backend.sql(waits)[0][0]:
            assert not ours.done(), "the update did not wait"
        web.commit()
        assert ours.result(timeout=PATIENCE) is None
    assert world.get("journal_entries", stored.id).values["content"] == "theirs"
