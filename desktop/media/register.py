"""What is known of each address: its file on the shelf, or how far it has come, or what is wrong.

Rows of `local_media`; each call is a transaction of its own, so that a crash leaves either the
state before or the state after.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from desktop.media.addresses import OWN, Address, OwnFile, StorageObject, WebAddress, key_of
from desktop.media.download import Known
from desktop.media.shelf import Shelved
from desktop.store.asking import every_row
from desktop.store.transactions import Connection, writing

KNOWN, WANTED, READY, FAILED = "known", "wanted", "ready", "failed"
# After a bad way: soon at first, then ever later, but at least once an hour.
_BACKOFF = (5, 15, 60, 300, 900, 3600)
_COLUMNS = (
    "key, url, bucket, path, state, name, kind, mime, seconds, size, total, validator, tries, "
    "next_try, problem, used_at"
)


class Medium(NamedTuple):
    """One address and its file. `size` is how many bytes are here, `total` how many there are."""

    key: str
    url: str
    bucket: str | None
    path: str | None
    state: str
    name: str | None
    kind: str | None
    mime: str | None
    seconds: float | None
    size: int
    total: int | None
    validator: str
    tries: int
    next_try: str | None
    problem: str | None
    used_at: str

    @property
    def address(self) -> Address:
        """Where it comes from."""
        if self.bucket is not None and self.path is not None:
            return StorageObject(self.bucket, self.path)
        if self.url.startswith(OWN):
            return OwnFile(self.url.removeprefix(OWN))
        return WebAddress(self.url)

    @property
    def known(self) -> Known:
        """What a resumed download has to be measured by."""
        return Known(self.total, self.validator)


class Register:
    """Reads and writes `local_media` on one connection; lives in its thread."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def enter(self, address: Address, *, wanted: bool = False) -> str:
        """Make an address known and give its key; a newer signature takes the older one's place."""
        key = key_of(address)
        url = address.url if isinstance(address, WebAddress) else ""
        if isinstance(address, OwnFile):
            url = address.text
        bucket, path = address if isinstance(address, StorageObject) else (None, None)
        with writing(self._connection):
            self._connection.execute(
                "INSERT INTO local_media (key, url, bucket, path, state, used_at) "
                "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET "
                # A failed one is tried again at once when its address was signed anew.
                "next_try = iif(url <> excluded.url, NULL, next_try), "
                "state = CASE WHEN state = 'ready' THEN 'ready' "
                "WHEN state = 'failed' AND url = excluded.url THEN 'failed' "
                "WHEN excluded.state = 'wanted' OR state IN ('wanted', 'failed') THEN 'wanted' "
                "ELSE state END, url = excluded.url",
                (key, url, bucket, path, WANTED if wanted else KNOWN, _now()),
            )
        return key

    def find(self, key: str) -> Medium | None:
        """What is known of an address, or None."""
        found = self._media("key = ?", (key,))
        return found[0] if found else None

    def of_keys(self, keys: Sequence[str]) -> dict[str, Medium]:
        """What is known of these addresses."""
        found: dict[str, Medium] = {}
        for begin in range(0, len(keys), 500):
            some = keys[begin : begin + 500]
            marks = ", ".join("?" * len(some))
            found.update({m.key: m for m in self._media(f"key IN ({marks})", some)})
        return found

    def due(self, now: datetime | None = None) -> list[Medium]:
        """The wanted ones whose time has come, those that were begun first.

        No pause is longer than a day: what has one was told to wait by a clock that was ahead.
        """
        moment = now or datetime.now(UTC)
        return self._media(
            "state = 'wanted' AND (next_try IS NULL OR next_try <= ? OR next_try > ?) "
            "ORDER BY total IS NULL, used_at DESC",
            (moment.isoformat(), (moment + timedelta(days=1)).isoformat()),
        )

    def next_try(self) -> datetime | None:
        """When the next of the wanted ones is due, None when none waits."""
        found = every_row(
            self._connection, "SELECT min(next_try) FROM local_media WHERE state = 'wanted'"
        )
        return datetime.fromisoformat(found[0][0]) if found[0][0] else None

    def note(self, key: str, known: Known) -> None:
        """The server has said how large the file is, and what tells its state."""
        self._change(key, total=known.total, validator=known.validator)

    def moved(self, key: str, size: int) -> None:
        """So many bytes are on the disk."""
        self._change(key, size=size)

    def settled(self, key: str, shelved: Shelved) -> None:
        """The file is whole and in its place."""
        self._change(
            key, state=READY, name=shelved.name, kind=shelved.facts.kind, mime=shelved.facts.mime,
            seconds=shelved.facts.seconds, size=shelved.size, total=shelved.size, tries=0,
            next_try=None, problem=None, used_at=_now(),
        )  # fmt: skip

    def missed(self, key: str, problem: str, *, wait: float = 0.0, final: bool = False) -> None:
        """It did not come: it is tried again later, or, when that is no use, not by itself."""
        medium = self.find(key)
        if medium is None:
            return
        pause = max(wait, _BACKOFF[min(medium.tries, len(_BACKOFF) - 1)])
        later = (datetime.now(UTC) + timedelta(seconds=pause)).isoformat()
        self._change(
            key, state=FAILED if final else WANTED, problem=problem, tries=medium.tries + 1,
            next_try=None if final else later,
        )  # fmt: skip

    def want(self, key: str) -> None:
        """Fetch it, now rather than when its pause is over."""
        with writing(self._connection):
            self._connection.execute(
                "UPDATE local_media SET state = 'wanted', next_try = NULL, tries = 0 "
                "WHERE key = ? AND state <> 'ready'",
                (key,),
            )

    def release(self, key: str) -> None:
        """Do not fetch it any more; what is here stays."""
        with writing(self._connection):
            self._connection.execute(
                "UPDATE local_media SET state = 'known', next_try = NULL "
                "WHERE key = ? AND state IN ('wanted', 'failed')",
                (key,),
            )

    def lost(self, key: str, *, wanted: bool) -> None:
        """Its file is not here any more, or is no good."""
        self._change(
            key, state=WANTED if wanted else KNOWN, name=None, size=0, validator="", tries=0,
            next_try=None,
        )  # fmt: skip

    def used(self, key: str) -> None:
        """It is being listened to or looked at: the least recently used go first."""
        self._change(key, used_at=_now())

    def ready(self) -> list[Medium]:
        """All that are here whole, the least recently used first."""
        return self._media("state = 'ready' ORDER BY used_at")

    def names(self) -> set[str]:
        """The names on the shelf that are known."""
        return {
            row[0]
            for row in every_row(
                self._connection, "SELECT name FROM local_media WHERE name IS NOT NULL"
            )
        }

    def unfinished(self) -> set[str]:
        """The keys whose parts may be gone on with."""
        return {
            row[0]
            for row in every_row(
                self._connection, "SELECT key FROM local_media WHERE state IN ('wanted', 'known')"
            )
        }

    def _change(self, key: str, **values: object) -> None:
        sets = ", ".join(f"{name} = ?" for name in values)
        with writing(self._connection):
            self._connection.execute(
                f"UPDATE local_media SET {sets} WHERE key = ?", (*values.values(), key)
            )

    def _media(self, condition: str, bound: Sequence[object] = ()) -> list[Medium]:
        rows = every_row(
            self._connection, f"SELECT {_COLUMNS} FROM local_media WHERE {condition}", bound
        )
        return [Medium(*row) for row in rows]


def _now() -> str:
    return datetime.now(UTC).isoformat()
