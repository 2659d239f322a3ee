"""Sets of sounds on this computer, and a listener's many rows: for tests and benchmarks."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime

from desktop.media.addresses import key_of, parsed
from desktop.services.workspace import Workspace
from desktop.store.transactions import writing


def record_set(workspace: Workspace, contents: Iterable[bytes], title: str = "Vision") -> list[str]:
    """A set whose tracks have these contents, each fetched and sealed; gives the tracks' ids."""
    media, rows = workspace.media, workspace.rows
    made, ids = rows.put("audio_sets", {"title": title}), []
    for number, content in enumerate(contents):
        url = f"https://a.example.com/{made}/{number}.mp3"
        media.register.settled(media.register.enter(parsed(url)), media.shelf.put(content))
        values = {"audio_set_id": made, "title": f"Track {number}", "order_index": number}
        ids.append(rows.put("audio_tracks", {**values, "audio_url": url}))
    return ids


def write_library(workspace: Workspace, tracks: int, sets: int, kept: int = 2) -> list[str]:
    """Many tracks in some sets, straight into the tables; gives the sets' ids.

    Every file is on the shelf, though nothing can be heard of it; some sets are kept offline, and
    every second track was listened to.
    """
    draw, moment = random.Random(tracks), datetime.now(UTC).isoformat(timespec="microseconds")
    ids = [_id(draw) for _ in range(sets)]
    rows = [(_id(draw), ids[n * sets // tracks], n) for n in range(tracks)]
    names = [f"{draw.getrandbits(256):064x}" for _ in rows]
    connection, user = workspace.connection, workspace.user_id
    shelf = workspace.media.shelf
    for name in names:
        path = shelf.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"VFM1")
    with writing(connection):
        connection.executemany(
            "INSERT INTO audio_sets (id, user_id, title, is_active, created_at, updated_at) "
            "VALUES (?, ?, ?, 1, ?, ?)",
            [(one, user, f"Set {n}: a life by the sea", moment, moment)
             for n, one in enumerate(ids)],
        )  # fmt: skip
        connection.executemany(
            "INSERT INTO audio_tracks (id, user_id, audio_set_id, title, duration, audio_url, "
            "order_index, is_active, created_at) VALUES (?, ?, ?, ?, '3:25', ?, ?, 1, ?)",
            [(one, user, set_id, f"Track {n}", _url(one), n, moment)
             for one, set_id, n in rows],
        )  # fmt: skip
        connection.executemany(
            "INSERT INTO local_media (key, url, state, name, kind, mime, seconds, size, total, "
            "used_at) VALUES (?, ?, 'ready', ?, 'sound', 'audio/mpeg', 205, 3000000, 3000000, ?)",
            [(key_of(parsed(_url(one))), _url(one), name, moment)
             for (one, _set, _n), name in zip(rows, names, strict=True)],
        )  # fmt: skip
        connection.executemany(
            "INSERT INTO local_listening (track_id, position, length, listened_at) "
            "VALUES (?, 60000, 205000, ?)",
            [(one, moment) for one, _set, _n in rows[::2]],
        )
        connection.executemany(
            "INSERT INTO local_pins (tbl, row_id, pinned_at) VALUES ('audio_sets', ?, ?)",
            [(one, moment) for one in ids[:kept]],
        )
    return ids


def _id(draw: random.Random) -> str:
    return str(uuid.UUID(int=draw.getrandbits(128), version=4))


def _url(track_id: str) -> str:
    return f"https://a.example.com/sounds/{track_id}.mp3"
