"""Proves that the server shows us our own rows, before any absence is believed.

A missing or foreign token is answered with 200 and an empty list, exactly as if everything had
been deleted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from sync.errors import SignInNeeded
from sync.run import Run
from sync.spec import TableSpec

_TRIES = 5


class Light(StrEnum):
    """What the canary says: own rows are visible, are not, or there is none to ask for."""

    GREEN = "green"
    RED = "red"
    DARK = "dark"


class Canary:
    """Asks for rows that must be visible; made anew for each decision."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def is_green(self, doubted: Mapping[str, Collection[str]]) -> bool:
        """Whether absences may be believed.

        Where no other row is known, it is enough that an own row came in this very run; and
        the only row of an account may go if the session is certainly its owner's.
        """
        light = self.look(doubted)
        if light is not Light.DARK:
            return light is Light.GREEN
        single = sum(len(ids) for ids in doubted.values()) == 1
        return self._run.seen_own or (single and self._run.tokens is not None)

    def must_be_a_stranger(self) -> bool:
        """Whether the server shows none of the rows that it showed before."""
        return not self._run.seen_own and self.look({}) is Light.RED

    def look(self, doubted: Mapping[str, Collection[str]]) -> Light:
        """Ask for known own rows that are not among the doubted ones."""
        asked = False
        for spec in self._own_tables():
            suspects = set(doubted.get(spec.name, ()))
            ids = self._run.store.some_known(spec, _TRIES + len(suspects))
            ids = [row_id for row_id in ids if row_id not in suspects][:_TRIES]
            if not ids:
                continue
            asked = True
            if self._sees(spec, ids):
                return Light.GREEN
        return Light.RED if asked else Light.DARK

    def _own_tables(self) -> list[TableSpec]:
        return [spec for spec in self._run.mirrored() if spec.owner is not None]

    def _sees(self, spec: TableSpec, ids: list[str]) -> bool:
        rows = self._run.remote.fetch(spec, self._run.shapes[spec.name], ids)
        owner = spec.owner or ""
        return any(row.values.get(owner) == self._run.account_id for row in rows)


def check_identity(run: Run) -> None:
    """Refuse to run for another account than this database belongs to."""
    if run.tokens is not None and run.tokens.user_id() != run.account_id:
        raise SignInNeeded("the session belongs to another account than this database")
