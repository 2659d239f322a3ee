"""The yardsticks: the least code that could do the job at all, to compare ours with."""

from __future__ import annotations

import json
import sqlite3
import time
import uuid
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


def unsent(file: Path, owner: str) -> None:
    """Turn the copied entries into new ones of another member, which no server has seen."""
    base = sqlite3.connect(file)
    ids = [row_id for (row_id,) in base.execute("SELECT id FROM journal_entries")]
    with base:
        base.executemany(
            "UPDATE journal_entries SET id = ?, user_id = ?, updated_at = NULL WHERE id = ?",
            [(str(uuid.uuid4()), owner, row_id) for row_id in ids],
        )
    base.close()


def push(http: httpx.Client, file: Path) -> tuple[int, float]:
    """Insert what the file has and the server has not, and note its stamps: (rows, seconds).

    A transaction a page: without the stamps all rows would be sent again the next time.
    """
    start = time.perf_counter()
    base = sqlite3.connect(file)
    names = [name for name in _COLUMNS if name != "updated_at"]
    wanted = f"SELECT {', '.join(names)}, rowid FROM journal_entries WHERE updated_at IS NULL"
    rows = place = 0
    while True:
        page = base.execute(
            f"{wanted} AND rowid > ? ORDER BY rowid LIMIT {_PAGE}", [place]
        ).fetchall()
        if not page:
            break
        place = page[-1][-1]
        found = [dict(zip(names, row[:-1], strict=True)) for row in page]
        answer = http.post(
            "/journal_entries",
            json=[row | {"tags": json.loads(row["tags"] or "null")} for row in found],
            headers={"prefer": "return=representation"},
        )
        stored = answer.raise_for_status().json()
        with base:
            base.executemany(
                "UPDATE journal_entries SET updated_at = ? WHERE id = ?",
                [(row["updated_at"], row["id"]) for row in stored],
            )
        rows += len(stored)
    base.close()
    return rows, time.perf_counter() - start
