"""What a run did, in figures and reasons; never in a member's words."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Held:
    """A row that the server refused: safe here, tried again when the member asks or in a day."""

    table: str
    row_id: str
    code: str
    reason: str


@dataclass(slots=True)
class Report:
    """The result of one run. `bytes` counts both directions, `seconds` is wall time."""

    started_at: str = ""
    pulled: int = 0
    pushed: int = 0
    merged: int = 0
    conflicts: int = 0
    deleted_here: int = 0
    deleted_there: int = 0
    restored: int = 0
    waiting: int = 0
    held: list[Held] = field(default_factory=list)
    missing_tables: list[str] = field(default_factory=list)
    missing_columns: dict[str, list[str]] = field(default_factory=dict)
    # Tables whose many vanished rows wait for the member's word (mass guard): table -> rows.
    suspicious_deletes: dict[str, int] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    requests: int = 0
    bytes: int = 0
    seconds: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class LedgerSummary:
    """Where things stand between two runs: rows to send, rows held back, the last report."""

    waiting: int
    held: tuple[Held, ...]
    last_report: dict[str, Any] | None
    last_success_at: str | None
