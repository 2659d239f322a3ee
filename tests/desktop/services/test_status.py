from __future__ import annotations

from desktop.services.status import Status
from sync.report import Held, LedgerSummary


def test_status_puts_ledger_and_account_together():
    held = (Held("scenes", "r", "23514", "refused"),)
    ledger = LedgerSummary(
        waiting=3, held=held, last_report={"pulled": 1}, last_success_at="2026-03-31T00:00:00+00:00"
    )
    status = Status(lambda: ledger, lambda: "me@example.org", lambda: "https://example.org")
    summary = status.summary()
    assert (summary.waiting, summary.held) == (3, 1)
    assert summary.last_report == {"pulled": 1}
    assert summary.last_success_at == "2026-03-31T00:00:00+00:00"
    assert (summary.signed_in_as, summary.server) == ("me@example.org", "https://example.org")
