"""Judging a server's answer: its rows, or the error of ours that it stands for.

Only JSON of the right shape counts as the server's word. Anything else is somebody else's, such
as the sign-in page of a hotel network. Messages name tables, codes and constraints, never the
values that a server quotes in its own messages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from sync.errors import (
    Garbled,
    Misconfigured,
    NotTheServer,
    Rejected,
    ServerBusy,
    ShapeChanged,
    SignInNeeded,
)
from sync.protocols import LastPage
from sync.remote.retry import retry_after
from sync.values import parse_body

# The column that an unknown-column message names: `column t.c does not exist` and
# `Could not find the 'c' column of 't'`.
_MISSING = re.compile(r"column (?:\w+\.)?\"?(\w+)\"? does not exist|the '(\w+)' column of ")
# What is at fault, in refusals of class 23 alone: those quote names only in these places.
_NAMED = re.compile(r"(?:constraint|column) \"(\w+)\"")
# Supabase's lightweight server gives refusals that it does not know as 500 and code SUP.
_UNNAMED = "SUP"
_PHRASES = {
    "violates check constraint": "23514",
    "violates not-null constraint": "23502",
    "violates unique constraint": "23505",
    "violates foreign key constraint": "23503",
    "violates exclusion constraint": "23P01",
    "row-level security": "42501",
    "permission denied": "42501",
    "invalid input": "22P02",
    "value too long": "22001",
    "out of range": "22003",
    "statement timeout": "57014",
    "deadlock detected": "40P01",
    "could not serialize": "40001",
}
_BUSY_STATUSES = {408, 425, 429}
# PostgREST's own trouble with its database, and SQLSTATE classes that pass by themselves.
_BUSY_CODES = ("PGRST000", "PGRST001", "PGRST002", "PGRST003", "08", "40", "53", "55", "57", "58")
TIMEOUT_CODE = "57014"
# With these a firewall answers that does not like what is in a request.
_FIREWALL = {403, 406}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one request."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_json(self) -> bool:
        """Whether the answer says that it is JSON."""
        kind = self.headers.get("content-type", "").split(";")[0].strip().lower()
        return kind == "application/json" or kind.endswith("+json")


class SlowStatement(ServerBusy):
    """The database gave up on a statement: a smaller page may do."""


class Blocked(NotTheServer):
    """A refusal that is not the server's: a firewall's, or that of a network's sign-in page."""


class Unclear(ServerBusy):
    """A failure inside the server with a code of its own: the row's fault if it happens again."""

    def __init__(self, code: str, table: str, wait: float | None) -> None:
        super().__init__(f"{table}: the server failed ({code})", wait)
        self.code = code


def rows_of(answer: Answer, table: str) -> list[dict[str, Any]]:
    """The rows of a good answer; raises what any other answer stands for.

    Where the server was asked to count and gave as many rows, they are a LastPage.
    """
    check(answer, table)
    if not answer.is_json:
        raise NotTheServer("somebody else than the server answered")
    try:
        rows = parse_body(answer.body)
    except ValueError:
        raise Garbled(f"{table}: the answer is cut or garbled") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise NotTheServer("the answer is not a list of rows")
    return LastPage(rows) if _range_total(answer) == str(len(rows)) else rows


def total_of(answer: Answer, table: str) -> int:
    """The number of rows that a Content-Range names."""
    check(answer, table)
    total = _range_total(answer)
    if not total.isdigit():
        raise Garbled(f"{table}: the answer does not count the rows")
    return int(total)


def _range_total(answer: Answer) -> str:
    return answer.headers.get("content-range", "").rpartition("/")[2]


def check(answer: Answer, table: str) -> None:
    """Raise the error that an answer stands for; return if it is a good one."""
    status = answer.status
    if 200 <= status < 300:
        return
    if status < 400:
        raise NotTheServer("somebody else than the server answered")
    fault = _fault(answer)
    code = str(fault.get("code") or "")
    said = str(fault.get("message") or fault.get("msg") or fault.get("error") or "")
    if code == _UNNAMED:
        code = next((c for phrase, c in _PHRASES.items() if phrase in said), code)
    _passing(answer, table, code, said)
    if status == 413:
        raise Rejected("413", f"{table}: too large", status)
    if not answer.is_json:
        kind = Blocked if status in _FIREWALL else NotTheServer
        raise kind("somebody else than the server answered")
    if status == 401:
        if token_refused(answer):
            raise SignInNeeded("the server refused the session")
        raise Misconfigured("the project's key is not valid")
    _missing(table, code, said)
    if status == 404 and not code:
        raise Misconfigured("there is no Supabase project at this address")
    code = code or str(status)
    found = _NAMED.search(said) if code.startswith("23") else None
    raise Rejected(code, f"{table}: refused ({code})", status, named=found and found[1])


def token_refused(answer: Answer) -> bool:
    """Whether the server refused the access token, which a newer one may mend."""
    if answer.status != 401 or not answer.is_json:
        return False
    fault = _fault(answer)
    said = str(fault.get("message") or "").lower()
    return "api key" not in said and not _is_early(str(fault.get("code") or ""), said)


def server_date(headers: Mapping[str, str]) -> datetime | None:
    """The moment that the server's Date header names."""
    try:
        return parsedate_to_datetime(headers["date"]).astimezone(UTC)
    except (KeyError, ValueError, TypeError):
        return None


def _is_early(code: str, said: str) -> bool:
    # A server's clock that is a little behind takes fresh tokens for tokens from the future.
    return code == "PGRST303" and "future" in said


def _fault(answer: Answer) -> dict[str, Any]:
    if not answer.is_json:
        return {}
    try:
        fault = parse_body(answer.body)
    except ValueError:
        return {}
    return fault if isinstance(fault, dict) else {}


def _passing(answer: Answer, table: str, code: str, said: str) -> None:
    """Raise what passes by itself."""
    now = server_date(answer.headers) or datetime.now(UTC)
    wait = retry_after(answer.headers.get("retry-after"), now)
    if code == TIMEOUT_CODE:
        raise SlowStatement(f"{table}: the database took too long", wait)
    if code.startswith(_BUSY_CODES) or _is_early(code, said) or answer.status in _BUSY_STATUSES:
        raise ServerBusy(f"the server is busy ({code or answer.status})", wait)
    if answer.status >= 500 and not code[:2].isdigit():
        if code:
            raise Unclear(code, table, wait)
        raise ServerBusy(f"the server is busy ({answer.status})", wait)


def _missing(table: str, code: str, said: str) -> None:
    """Raise ShapeChanged where a column or a table is not there."""
    if code in {"42703", "PGRST204"}:
        found = _MISSING.search(said)
        column = (found[1] or found[2]) if found else None
        raise ShapeChanged(f"{table}: no column {column or 'of that name'}", column)
    if code in {"42P01", "PGRST205"}:
        raise ShapeChanged(f"{table}: no such table")
