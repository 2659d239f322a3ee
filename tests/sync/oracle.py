"""The oracle of the simulation: nothing lost, nothing doubled, everybody the same."""

from __future__ import annotations

import json

from tests.sync.hands import TOKEN, texts, tokens_of


def judge(run):
    """Fail where a healed simulation lost, doubled or kept apart what was written in it."""
    for device in run.world.devices:
        assert device.outbox() == [], "something still waits"
        assert not device.ledger.held(), "something is held back"
    run.world.assert_same()
    there = {name: run.world.server_rows(name) for name in ("notes", "leaves", "days")}
    _judge_losses(run, there)
    _judge_duplicates(run, there)
    if run.plan.calm:
        assert run.conflicts == 0, "a conflict with nobody"


def judge_clashes(run):
    """Fail where something was lost, or waits without a reason, or differs without waiting."""
    there = {name: run.world.server_rows(name) for name in ("notes", "leaves", "days")}
    for device in run.world.devices:
        waits, aside = set(device.outbox()), device.aside()
        assert waits <= device.ledger.held().keys() | aside, "waits without a reason"
        for table, rows in there.items():
            here = device.rows(table)
            for key in here.keys() | rows.keys():
                if (table, key) not in waits | aside:
                    assert here.get(key) == rows.get(key), f"{table} {key} differs"
    here = [row for d in run.world.devices for name in there for row in d.rows(name).values()]
    _judge_losses(run, there, tokens_of(here))


def _judge_losses(run, there, aside=frozenset()):
    present = {t for rows in there.values() for t in tokens_of(rows.values())}
    aside = set(aside)
    for device in run.world.devices:
        aside |= tokens_of(values for _, _, values in device.attic.kept)
        trash = [json.loads(r[0]) for r in device.only.execute("SELECT data FROM trash")]
        aside |= tokens_of(trash)
    everything = {f"t{n}t" for n in range(1, run.tokens + 1)}
    lost = everything - present - aside - run.removed
    assert not lost, f"lost: {sorted(lost)}"
    gone = {key for key in run.born.values() if key[1] not in there[key[0]]}
    for token, (table, key) in run.born.items():
        if (table, key) in gone and table == "notes":
            assert token in run.removed, f"row of {token} vanished"


def _judge_duplicates(run, there):
    for token in run.born:
        homes = [
            key for rows in there.values() for key, row in rows.items()
            if any(token in TOKEN.findall(text) for text in texts(row))
        ]  # fmt: skip
        assert len(homes) <= 1, f"{token} lives in {len(homes)} rows"
    days = [row["day"] for row in there["days"].values()]
    assert len(days) == len(set(days)), "two rows for one day"
    if run.plan.calm:
        for rows in there.values():
            for row in rows.values():
                found = [t for text in texts(row) for t in TOKEN.findall(text)]
                assert len(found) == len(set(found)), f"doubled in {row['id']}"
