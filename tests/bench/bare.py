"""The yardsticks: the least code that could do the job at all, to compare ours with."""

from __future__ import annotations

import json
import sqlite3
import time
from pathlib import Path

import httpx

_COLUMNS = ["id", "user_id", "entry_date", "content", "mood", "tags", "created_at", "updated_at"]
_PAGE = 1000


def client(url: str, key: str, token: str) -> httpx.Client:
    """A plain client that is signed in."""
    headers = {"apikey": key, "authorization": f"Bearer {token}"}
    return httpx.Client(base_url=f"{url}/rest/v1", headers=headers, timeout=60)


def pull(http: httpx.Client, file: Path) -> tuple[int, float]:
    """Copy all entries into a plain SQLite file, a transaction a page: (rows, seconds)."""
    start = time.perf_counter()
    base = sqlite3.connect(file)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute(f"CREATE TABLE journal_entries ({', '.join(_COLUMNS)}, PRIMARY KEY(id))")
    marks = ", ".join("?" * len(_COLUMNS))
    rows, last = 0, ""
    while True:
        query = {"select": "*", "order": "id", "limit": _PAGE}
        if last:
            query["id"] = f"gt.{last}"
        page = http.get("/journal_entries", params=query).raise_for_status().json()
        if not page:
            break
        with base:
            base.executemany(
                f"INSERT INTO journal_entries VALUES ({marks})",
                [[json.dumps(v) if isinstance(v, list) else v for v in map(row.get, _COLUMNS)]
                 for row in page],
            )  # fmt: skip
        rows, last = rows + len(page), page[-1]["id"]
    base.close()
    return rows, time.perf_counter() - start


def push(http: httpx.Client, rows: list[dict]) -> tuple[int, float]:
    """Insert rows in pages and take back what the server stored: (rows, seconds)."""
    start = time.perf_counter()
    for at in range(0, len(rows), _PAGE):
        http.post(
            "/journal_entries",
            json=rows[at : at + _PAGE],
            headers={"prefer": "return=representation"},
        ).raise_for_status().json()
    return len(rows), time.perf_counter() - start


def read(file: Path, owner: str) -> list[dict]:
    """The copied entries as new rows of another member."""
    base = sqlite3.connect(file)
    names = [n for n in _COLUMNS if n not in {"id", "updated_at"}]
    rows = base.execute(f"SELECT {', '.join(names)} FROM journal_entries").fetchall()
    base.close()
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return [row | {"user_id": owner, "tags": json.loads(row["tags"] or "null")} for row in found]
