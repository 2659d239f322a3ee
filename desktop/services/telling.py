"""The words for what sync reports: notices, and why a row was held back. Never a member's own.

Sync gives codes, tables and the names of columns; whatever a member reads of these is written
here, for window and command line alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.core.nouns import noun, some, title
from sync.report import Held, Notice, Report, What
from sync.spec import Mode

# One row, and several.
_NOTICES: dict[str, tuple[str, str]] = {
    What.REVIVED_THERE: (
        "{some} was deleted on another device while you were writing in it here. It was kept.",
        (
            "{some} were deleted on another device while you were writing in them here. "
            "They were kept."
        ),
    ),
    What.REVIVED_HERE: (
        "{some} that you deleted here was edited on another device. It was kept and is back.",
        "{some} that you deleted here were edited on another device. They were kept and are back.",
    ),
    What.PARENT_REVIVED: (
        "{some} that was deleted came back, for something in it was edited.",
        "{some} that were deleted came back, for something in them was edited.",
    ),
    What.REWRITTEN: (
        "The server changed the wording of {one} that was sent; yours is in its history.",
        "The server changed the wording of {some} that were sent; yours is in their history.",
    ),
    What.INSISTED: (
        "The server insists on its own wording of {one}; yours is in its history.",
        "The server insists on its own wording of {some}; yours is in their history.",
    ),
    What.UNMERGED: (
        (
            "{some} was edited on two devices and is too long to be merged: both texts stand in "
            "it, one after the other."
        ),
        (
            "{some} were edited on two devices and are too long to be merged: both texts stand in "
            "them, one after the other."
        ),
    ),
    What.UNREADABLE: (
        "The server has {one} in a form that cannot be read; all others are here.",
        "The server has {some} in a form that cannot be read; all others are here.",
    ),
    What.ASIDE: (
        (
            "{some} of the server has no place here beside another one. It is kept aside, whole, "
            "and tried again with each sync."
        ),
        (
            "{some} of the server have no place here beside others. They are kept aside, whole, "
            "and tried again with each sync."
        ),
    ),
    What.HEALED: (
        "{some} was not the same here and on the server. Both were brought together.",
        "{some} were not the same here and on the server. Both were brought together.",
    ),
    What.REFUSED: (
        "{title} were not synchronised: the server refuses to show them ({detail}).",
        "{title} were not synchronised: the server refuses to show them ({detail}).",
    ),
    What.GARBLED: (
        "{title} were not synchronised: the server's answer could not be read.",
        "{title} were not synchronised: the server's answer could not be read.",
    ),
    What.ODD_SHAPE: (
        "{title} were not synchronised: the server does not have them as it says.",
        "{title} were not synchronised: the server does not have them as it says.",
    ),
}
_REASONS = {
    "22001": "a text is too long for the server",
    "22003": "a number is too large or too small for the server",
    "22007": "a date or a time is none that the server knows",
    "22008": "a date or a time is out of the server's range",
    "22P02": "a value is not of the kind that the server wants",
    "22P05": "a text holds a character that the server cannot store",
    "23503": "it belongs to something that the server does not have",
    "23505": "the server has another one in its place already",
    "23514": "a rule of the server does not allow it",
    "23P01": "it overlaps with another one on the server",
    "413": "it is too large for the server",
    "42501": "the server does not let you write it",
    "42804": "a value is not of the kind that the server wants",
    "57014": "the server takes too long to store it",
    "P0001": "a rule of the server does not allow it",
    "blocked": "a firewall on the way to the server does not let its words pass",
    Held.DENIED: "the server does not let you write it",
    Held.SHAPE: "the server does not take it in the form that it describes itself",
    Held.UNREADABLE: "the server has it in a form that cannot be read",
}


def notice_sentence(notice: Notice | Mapping[str, Any]) -> str:
    """A notice as a sentence."""
    if isinstance(notice, Mapping):
        notice = Notice(**{name: notice[name] for name in Notice.__slots__ if name in notice})
    if notice.what == What.SAID:
        return notice.detail
    one, many = _NOTICES[notice.what]
    return (one if notice.count == 1 else many).format(
        some=some(notice.table, notice.count),
        one=some(notice.table, 1)[:1].lower() + some(notice.table, 1)[1:],
        title=title(notice.table),
        detail=notice.detail,
    )


def held_reason(code: str, named: str = "") -> str:
    """Why the server refused a row, as the end of a sentence."""
    if code == Held.BLOCKED:
        return f"it waits for the {noun(named)} that it belongs to, which is held back itself"
    if code == "23502":
        return f"the server wants a value in “{named.replace('_', ' ') or 'one of its fields'}”"
    return _REASONS.get(code, "the server refused it")


def held_sentence(held: Held) -> str:
    """Which row is held back and why, with the names that a search or a helper needs."""
    names = f"{held.code}, {held.named}" if held.named else held.code
    return (
        f"Held back: the {noun(held.table)} {held.row_id} of {held.table}: "
        f"{held_reason(held.code, held.named)} ({names}). "
        "It is safe here and is tried again with the next sync that you ask for."
    )


def is_written_here(table: str) -> bool:
    """Whether a member writes the rows of a table, so that these can be sent again."""
    from desktop.store.schema import specs

    return specs()[table].mode is Mode.TWO_WAY


def vanished_sentence(table: str, rows: int) -> str:
    """That rows are gone from the server all at once, and the two ways on."""
    them, are = ("it", "is") if rows == 1 else ("them", "are")
    gone = f"{some(table, rows)} {are} no longer on the server; nothing was deleted here."
    accept = f"vibrationfit sync --accept-deletes {table}"
    if not is_written_here(table):
        return f"{gone} If that is right: {accept}. If not, you are asked again."
    return (
        f"{gone} If you deleted {them} elsewhere: {accept}. "
        f"If not, send {them} there again: vibrationfit sync --keep-deleted {table}."
    )


def absent_sentences(report: Report | Mapping[str, Any]) -> list[str]:
    """What the server has no place for, one sentence each: tables, then fields.

    Of a table or field that a member writes, that it stays here; of any other, that it was skipped.
    """
    data = report.to_dict() if isinstance(report, Report) else report
    tables = list(data.get("missing_tables") or ())
    stays = [noun(table, 2) for table in tables if is_written_here(table)]
    skipped = [noun(table, 2) for table in tables if not is_written_here(table)]
    said = []
    if stays:
        said.append(f"The server has no place for {_listed(stays)}: they stay on this computer.")
    if skipped:
        said.append(f"Skipped, for the server does not have them: {_listed(skipped)}.")
    for table, columns in (data.get("missing_columns") or {}).items():
        if is_written_here(table):
            fields = _listed([f"“{column.replace('_', ' ')}”" for column in columns])
            said.append(
                f"The server has no place for {fields} of {noun(table, 2)}: "
                "what stands there stays on this computer."
            )
    return said


def _listed(names: list[str]) -> str:
    """Names as one would say them, each once: “a, b and c”."""
    names = list(dict.fromkeys(names))
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def told(report: Report | Mapping[str, Any]) -> dict[str, Any]:
    """A report, or what the ledger kept of one, with the words for its notices and held rows."""
    data = report.to_dict() if isinstance(report, Report) else dict(report)
    data["notices"] = [
        {**notice, "sentence": notice_sentence(notice)}
        for notice in data.get("notices", ())
        if isinstance(notice, Mapping)
    ]
    data["held"] = [
        {**row, "reason": held_reason(row["code"], row.get("named", ""))}
        for row in data.get("held", ())
    ]
    return data
