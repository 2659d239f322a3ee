"""Where things stand: what waits to be sent, what was refused, who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sync.report import Held, LedgerSummary


@dataclass(frozen=True, slots=True)
class StatusSummary:
    """Where things stand between two sync runs; the report is that of the last one."""

    waiting: int
    held: int
    last_report: dict[str, Any] | None
    last_success_at: str | None
    signed_in_as: str | None
    server: str | None
    uploads: int = 0  # files whose rows wait until they are on the server


class Status:
    """Puts the status together; lives in the thread that owns the connection.

    It is given ways to ask, because sync's ledger and the session are wired elsewhere.
    """

    def __init__(
        self,
        ledger: Callable[[], LedgerSummary],
        signed_in_as: Callable[[], str | None],
        server: Callable[[], str | None],
        reports: Callable[[int], list[dict[str, Any]]] = lambda _count: [],
        uploads: Callable[[], int] = lambda: 0,
        is_known: Callable[[str, str], bool] = lambda _table, _row_id: False,
    ) -> None:
        self._ledger = ledger
        self._signed_in_as = signed_in_as
        self._server = server
        self._reports = reports
        self._uploads = uploads
        self._is_known = is_known

    def summary(self) -> StatusSummary:
        """Where things stand now."""
        ledger = self._ledger()
        return StatusSummary(
            waiting=ledger.waiting,
            held=len(ledger.held),
            last_report=ledger.last_report,
            last_success_at=ledger.last_success_at,
            signed_in_as=self._signed_in_as(),
            server=self._server(),
            uploads=self._uploads(),
        )

    def is_sent(self, table: str, row_id: str) -> bool:
        """Whether the server is known to have a row."""
        return self._is_known(table, row_id)

    def held(self) -> tuple[Held, ...]:
        """The rows that the server refused, with its reasons."""
        return self._ledger().held

    def last_reports(self, count: int) -> list[dict[str, Any]]:
        """The reports of the last runs, as the ledger keeps them."""
        return self._reports(count)
