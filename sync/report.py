"""What a run did, in figures and codes; the words for them belong to the application."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Held:
    """A row that the server refused: safe here, tried again when the member asks or in a day.

    `code` is a SQLSTATE, a code of the server's or one of ours; `named` is the column, the
    constraint or the table of the parent that is to blame, where it is known.
    """

    BLOCKED: ClassVar[str] = "parent"
    DENIED: ClassVar[str] = "denied"
    SHAPE: ClassVar[str] = "shape"
    UNREADABLE: ClassVar[str] = "unreadable"

    table: str
    row_id: str
    code: str
    named: str = ""


class What(StrEnum):
    """What a notice is about."""

    REVIVED_THERE = "revived there"  # deleted elsewhere, edited here: it goes back
    REVIVED_HERE = "revived here"  # deleted here, edited elsewhere: it came back
    PARENT_REVIVED = "parent revived"  # something in a deleted row was edited
    REWRITTEN = "rewritten"  # the server stored something else than was sent
    INSISTED = "insisted"  # and did so again
    UNMERGED = "unmerged"  # two long texts stand one after the other
    UNREADABLE = "unreadable"  # rows of the server that nobody can read
    ASIDE = "aside"  # rows of the server without a place beside others
    REFUSED = "refused"  # a table that the server does not show; its code in `detail`
    GARBLED = "garbled"  # a table of which an answer could not be read
    ODD_SHAPE = "odd shape"  # a table that is not as the server says
    HEALED = "healed"  # rows that held something else than their versions said
    SAID = "said"  # `detail` is a sentence of the application's own


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a member should know: about how many rows of which table."""

    what: What
    table: str = ""
    count: int = 1
    detail: str = ""


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
    # Tables that this account may not read: table -> rows that wait to be sent there.
    denied_tables: dict[str, int] = field(default_factory=dict)
    missing_columns: dict[str, list[str]] = field(default_factory=dict)
    # Tables whose many vanished rows wait for the member's word (mass guard): table -> rows.
    suspicious_deletes: dict[str, int] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    requests: int = 0
    bytes: int = 0
    seconds: float = 0.0

    def notice(self, what: What, table: str = "", count: int = 1, detail: str = "") -> None:
        """Note something, once for each table: what is alike is counted."""
        for place, old in enumerate(self.notices):
            if (old.what, old.table, old.detail) == (what, table, detail):
                self.notices[place] = replace(old, count=old.count + count)
                return
        self.notices.append(Notice(what, table, count, detail))

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
