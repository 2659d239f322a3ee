"""Seeded simulations of one member on several devices, judged by an exact oracle.

A failing seed prints how to replay it. Campaigns: VF_SIMULATION_SEEDS=2000 (seeds a test),
VF_SIMULATION_FROM=100000 (first seed), VF_SIMULATION_SEED=123 (that one alone).
"""

from __future__ import annotations

import os

import pytest

from tests.sync.simulation import Plan, Simulation

_SEEDS = int(os.environ.get("VF_SIMULATION_SEEDS", "70"))
_FIRST = int(os.environ.get("VF_SIMULATION_FROM", "1"))
_ONLY = os.environ.get("VF_SIMULATION_SEED")


def seeds():
    return [int(_ONLY)] if _ONLY else range(_FIRST, _FIRST + _SEEDS)


def run_all(folder, plans):
    tally = {}
    for plan in plans:
        simulation = Simulation(folder, plan)
        try:
            simulation.run()
        except Exception as fault:
            replay = f"VF_SIMULATION_SEED={plan.seed} python -m pytest {__file__}"
            raise AssertionError(f"{fault}\n{plan}\nreplay: {replay}") from fault
        finally:
            simulation.close()
        for name, count in simulation.tally.counts.items():
            tally[name] = tally.get(name, 0) + count
    return tally


@pytest.mark.timeout(0)
def test_two_devices_lose_nothing(tmp_path):
    tally = run_all(tmp_path, [Plan(seed) for seed in seeds()])
    if not _ONLY:
        # A simulation in which nothing goes wrong would prove nothing.
        for fault in ("offline", "lost", "late", "killed", "late commit", "nobody"):
            assert tally.get(fault, 0) > 10, tally


@pytest.mark.timeout(0)
def test_three_devices_lose_nothing(tmp_path):
    run_all(tmp_path, [Plan(seed, devices=3) for seed in seeds()])


@pytest.mark.timeout(0)
def test_rows_that_change_their_natural_keys_lose_nothing(tmp_path):
    run_all(tmp_path, [Plan(seed, moves=True) for seed in seeds()])


@pytest.mark.timeout(0)
def test_one_member_at_one_device_at_a_time_meets_no_conflict(tmp_path):
    run_all(tmp_path, [Plan(seed, calm=True) for seed in seeds()])
