"""First pull and push of 10,000 entries: `python -m tests.bench.sync_throughput`.

Each beside a bare loop of httpx and plain sqlite3 on the same server, in turn, so that the ratio
of rows per second holds on any machine. Ours is a whole run, as the command line does it: what
the server has is discovered, every table is looked at, everything is encrypted and journalled.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from desktop.core.paths import DataFolder
from tests.backend.server import Backend
from tests.bench import bare
from tests.bench.devices import fill, signed_in, synchronised

_AIM = 0.7


def main() -> None:
    """Run both kinds of both directions in turn and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, Backend() as backend:
        os.environ |= backend.environment | {"VIBRATIONFIT_KEY_FILE": str(Path(name) / "key")}
        figures: dict[str, list[float]] = {}
        for turn in range(arguments.rounds + 1):
            speeds = _round(backend, Path(name) / str(turn), arguments.entries)
            for what, speed in speeds if turn else ():  # the first round warms the caches
                figures.setdefault(what, []).append(speed)
    for what in ("push", "pull"):
        ours, theirs = (statistics.median(figures[f"{kind} {what}"]) for kind in ("our", "bare"))
        print(f"first {what}: {ours:8,.0f} rows/s, bare loop {theirs:8,.0f} rows/s, "
              f"ratio {ours / theirs:.2f} (aim {_AIM})")  # fmt: skip


def _round(backend: Backend, folder: Path, count: int) -> list[tuple[str, float]]:
    folder.mkdir()
    member, other = backend.sign_up(), backend.sign_up()
    first = signed_in(folder / "first", member)
    fill(first, count)
    pushed = _synced(first)
    with bare.client(backend.url, backend.publishable_key, member.token) as http:
        start = time.perf_counter()
        rows, _ = bare.pull(http, folder / "bare.db")
        bare_pull = count / (time.perf_counter() - start)
        if rows != count:
            raise SystemExit(f"{rows} of {count} entries arrived on the server")
    pulled = _synced(signed_in(folder / "second", member))
    with bare.client(backend.url, backend.publishable_key, other.token) as http:
        bare.unsent(folder / "bare.db", other.id)
        sent, seconds = bare.push(http, folder / "bare.db")
        if sent != count:
            raise SystemExit(f"{sent} of {count} entries were sent by the bare loop")
    return [
        ("our push", count / pushed),
        ("our pull", count / pulled),
        ("bare pull", bare_pull),
        ("bare push", count / seconds),
    ]


def _synced(folder: DataFolder) -> float:
    report, seconds = synchronised(folder)
    print(f"  {report.pulled} pulled, {report.pushed} pushed, {report.requests} requests, "
          f"{seconds:.2f} s")  # fmt: skip
    return seconds


if __name__ == "__main__":
    main()
