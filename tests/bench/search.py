"""How quickly 100,000 entries are searched and listed: `python -m tests.bench.search`.

Everything goes through the services, as the window asks it: encrypted database, a page of 50 hits
with snippets. Beside it stands the plainest full-text search there is (Python's own sqlite3, no
encryption, FTS5 ordered by rank) over the same words, so that the ratio holds on any machine;
`cpu` is the time that the search itself worked, which holds on a machine that is busy.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from desktop.core.ids import LOCAL_USER_ID
from desktop.services.journal import EntryDraft, EntryFilter, Journal
from desktop.services.search import Search
from desktop.store.database import Database
from desktop.store.rows import Rows
from tests.fakes.diary import Diary, write_diary

_AIM_FEW, _AIM_ANY = 10.0, 50.0
_FEW = 1000
_COMMON = ("the", "river", "light", "heart", "morning", "grateful", "garden", "again", "i", "love")


def main() -> None:
    """Fill a database, index it, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3, help="times that each query is asked")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "journal.db", bytes(32))
        database.open()
        with contextlib.closing(database.connect()) as connection:
            diary = _filled(connection, arguments.entries)
            search = Search(connection)
            _indexed(search)
            _size(database.path)
            bare = _bare(connection)
            _searched(search, bare, diary, arguments.rounds)
            _listed(Journal(connection, lambda: Rows(connection, LOCAL_USER_ID)), search)


def _filled(connection, count: int) -> Diary:
    start = time.perf_counter()
    diary = write_diary(connection, LOCAL_USER_ID, count)
    _say(f"{count:,} entries written", time.perf_counter() - start)
    return diary


def _indexed(search: Search) -> None:
    start, batches, left, total = time.perf_counter(), [], search.waiting(), search.waiting()
    while left:
        began = time.perf_counter()
        left = search.drain()
        batches.append((time.perf_counter() - began) * 1000)
    seconds = time.perf_counter() - start
    _say(f"indexed in the background, {total / seconds:,.0f} rows/s", seconds)
    p50, p95 = _middle_and_late(batches)
    print(f"  {len(batches):,} transactions: p50 {p50:.0f} ms, p95 {p95:.0f} ms, "
          f"longest {max(batches):.0f} ms (aim 50)")  # fmt: skip


def _size(path: Path) -> None:
    size = sum(f.stat().st_size for f in path.parent.iterdir() if f.name.startswith(path.name))
    print(f"  {size / 1e6:,.0f} MB on the disk")


def _bare(connection) -> sqlite3.Connection:
    start = time.perf_counter()
    bare = sqlite3.connect(":memory:")
    bare.execute("CREATE VIRTUAL TABLE entries USING fts5 (content, tokenize = 'unicode61')")
    bare.executemany(
        "INSERT INTO entries VALUES (?)", connection.execute("SELECT content FROM journal_entries")
    )
    bare.commit()
    _say("the same words in the plainest index, in memory", time.perf_counter() - start)
    return bare


def _queries(diary: Diary) -> dict[str, list[str]]:
    draw = random.Random(7)
    names = diary.names
    rare, known = names[len(names) // 2 :], names[8:80]
    letters = "abcdefghilmnoprstuwy"
    return {
        "rare words": draw.sample(rare, 40),
        "words in some hundred entries": draw.sample(known, 40),
        "common words": list(_COMMON),
        "two words, one rare": [f"{draw.choice(_COMMON)} {word}" for word in draw.sample(rare, 30)],
        "two common words": [" ".join(draw.sample(_COMMON, 2)) for _ in range(20)],
        "one letter, typing": list(letters),
        "two letters, typing": sorted({word[:2] for word in draw.sample(names, 60)}),
        "three letters, typing": sorted({word[:3] for word in draw.sample(names, 60)}),
        "phrases": ['"on the way home"', '"the light on the water"', '"my oldest friend"'],
        "tags and moods": ['tag:"work life"', "tag:mus*", "mood:calm", "mood:calm tag:family"],
        "a tag and a rare word": [f"tag:garden {word}" for word in draw.sample(rare, 20)],
        "all but a word": ["-river", "light -river"],
        "a period": ["before:2020", "after:2024-03 before:2024-04 river"],
    }


def _searched(search: Search, bare: sqlite3.Connection, diary: Diary, rounds: int) -> None:
    heads = ("hits", "p50", "p95", "of aim", "cpu p95", "bare p95")
    print(f"\n{'search (ms)':34}" + "".join(f"{h:>{max(8, len(h) + 2)}}" for h in heads))
    few, every = [], []
    for name, queries in _queries(diary).items():
        hits, times, bare_times = 0, [], []
        for query in queries * rounds:
            result, took, worked = _timed(lambda query=query: search.find(query))
            times.append((took, worked))
            every.append((took, worked))
            if result.total <= _FEW:
                few.append((took, worked))
            hits = max(hits, result.total)
            bare_times.append(_timed(lambda query=query: _asked(bare, query))[1])
        aim = _AIM_FEW if hits <= _FEW else _AIM_ANY
        shown = f"{hits:,}" if hits <= _FEW else "> 1,000"
        late = _middle_and_late(bare_times)[1]
        plain = f"{late:10.1f}" if ":" not in queries[0] and "-" not in queries[0] else f"{'':>10}"
        print(f"{name:34}{shown:>8}{_figures(times, aim)}{plain}")
    for name, times, aim in (("up to 1,000 hits", few, _AIM_FEW), ("any", every, _AIM_ANY)):
        print(f"{name:34}{'':8}{_figures(times, aim)}")


def _figures(times: list[tuple[float, float]], aim: float) -> str:
    p50, p95 = _middle_and_late([took for took, _ in times])
    worked = _middle_and_late([worked for _, worked in times])[1]
    return f"{p50:8.1f}{p95:8.1f}{p95 / aim:8.2f}{worked:9.1f}"


def _asked(bare: sqlite3.Connection, query: str) -> list:
    words = query.strip('"') if query.startswith('"') else query
    match = query if query.startswith('"') else " AND ".join(f'"{w}"' for w in words.split())
    if not query.startswith('"') and len(query) <= 3:
        match += " *"
    sql = (
        "SELECT rowid, snippet(entries, 0, '[', ']', '', 28) FROM entries "
        "WHERE entries MATCH ? ORDER BY rank LIMIT 50"
    )
    return bare.execute(sql, (match,)).fetchall()


def _listed(journal: Journal, search: Search) -> None:
    print(f"\n{'journal (ms)':42}{'p50':>8}{'p95':>8}")
    ids = journal.ids()
    middle = ids[len(ids) // 2 :][:50]
    day = date(2024, 2, 29)
    for name, ask in (
        ("all ids (aim 60)", journal.ids),
        ("a page of 50 lines (aim 3)", lambda: journal.lines(middle)),
        ("the first page", journal.first_page),
        ("ids with a tag", lambda: journal.ids(EntryFilter(tag="family"))),
        ("ids with a mood", lambda: journal.ids(EntryFilter(mood="calm"))),
        ("ids of a year", lambda: journal.ids(EntryFilter(since=day, until=date(2025, 2, 28)))),
        ("all tags with counts", journal.tags),
        ("all moods with counts", journal.moods),
        ("marked days of a month", lambda: journal.days(date(2024, 2, 1), day)),
        ("on this day", lambda: journal.on_this_day(day)),
    ):
        p50, p95 = _middle_and_late([_timed(ask)[1] for _ in range(20)])
        print(f"{name:42}{p50:8.1f}{p95:8.1f}")
    _written(journal, search)


def _written(journal: Journal, search: Search) -> None:
    entry_id, saves, finds = journal.new_id(), [], []
    journal.save(entry_id, EntryDraft(date(2026, 7, 1), "The first save loads the packages"), "s")
    for number in range(50):
        text = f"Written and found at once, whatever stands before it: heron{number}x"
        draft = EntryDraft(date(2026, 7, 1), text)
        saves.append(_timed(lambda draft=draft: journal.save(entry_id, draft, "s"))[1])
        result, took, _ = _timed(lambda number=number: search.find(f"heron{number}x"))
        finds.append(took)
        if result.total != 1:
            raise SystemExit("what was just written was not found")
    for name, times in (("an autosave", saves), ("finding what was just saved", finds)):
        p50, p95 = _middle_and_late(times)
        print(f"{name:42}{p50:8.1f}{p95:8.1f}")


def _timed(ask: Callable[[], object]) -> tuple:
    start, worked = time.perf_counter(), time.thread_time()
    result = ask()
    worked = time.thread_time() - worked
    return result, (time.perf_counter() - start) * 1000, worked * 1000


def _middle_and_late(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def _say(what: str, seconds: float) -> None:
    print(f"{what}: {seconds:.1f} s", flush=True)


if __name__ == "__main__":
    main()
