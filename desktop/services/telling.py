"""The words for what sync reports: notices, and why a row was held back. Never a member's own.

Sync gives codes, tables and the names of columns; whatever a member reads of these is written
here, for window and command line alike.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from desktop.core.nouns import a_row, noun, some, title
from desktop.core.phrases import Counted, Phrase, kept, listed
from sync.report import Held, Notice, Report, What
from sync.spec import Mode

# Several rows, and one.
_NOTICES: dict[str, Callable[..., Phrase]] = {
    What.REVIVED_THERE: lambda n, **words: Counted(
        "{some} were deleted on another device while you were writing in them here. They "
        "were kept.",
        "{some} was deleted on another device while you were writing in it here. It was kept.",
        n,
        **words,
    ),
    What.REVIVED_HERE: lambda n, **words: Counted(
        "{some} that you deleted here were edited on another device. They were kept and are back.",
        "{some} that you deleted here was edited on another device. It was kept and is back.",
        n,
        **words,
    ),
    What.PARENT_REVIVED: lambda n, **words: Counted(
        "{some} that were deleted came back, for something in them was edited.",
        "{some} that was deleted came back, for something in it was edited.",
        n,
        **words,
    ),
    What.REWRITTEN: lambda n, **words: Counted(
        "The server changed the wording of {some} that were sent; yours is in their history.",
        "The server changed the wording of {one} that was sent; yours is in its history.",
        n,
        **words,
    ),
    What.INSISTED: lambda n, **words: Counted(
        "The server insists on its own wording of {some}; yours is in their history.",
        "The server insists on its own wording of {one}; yours is in its history.",
        n,
        **words,
    ),
    What.UNMERGED: lambda n, **words: Counted(
        "{some} were edited on two devices and are too long to be merged: both texts stand "
        "in them, one after the other.",
        "{some} was edited on two devices and is too long to be merged: both texts stand in "
        "it, one after the other.",
        n,
        **words,
    ),
    What.UNREADABLE: lambda n, **words: Counted(
        "The server has {some} in a form that cannot be read; all others are here.",
        "The server has {one} in a form that cannot be read; all others are here.",
        n,
        **words,
    ),
    What.ASIDE: lambda n, **words: Counted(
        "{some} of the server have no place here beside others. They are kept aside, whole, "
        "and tried again with each sync.",
        "{some} of the server has no place here beside another one. It is kept aside, whole, "
        "and tried again with each sync.",
        n,
        **words,
    ),
    What.HEALED: lambda n, **words: Counted(
        "{some} were not the same here and on the server. Both were brought together.",
        "{some} was not the same here and on the server. Both were brought together.",
        n,
        **words,
    ),
    What.REFUSED: lambda _n, **words: Phrase(
        "{title} were not synchronised: the server refuses to show them ({detail}).",
        **words,
    ),
    What.GARBLED: lambda _n, **words: Phrase(
        "{title} were not synchronised: the server's answer could not be read.",
        **words,
    ),
    What.ODD_SHAPE: lambda _n, **words: Phrase(
        "{title} were not synchronised: the server does not have them as it says.",
        **words,
    ),
}
_REASONS = {
    "22001": Phrase("a text is too long for the server"),
    "22003": Phrase("a number is too large or too small for the server"),
    "22007": Phrase("a date or a time is none that the server knows"),
    "22008": Phrase("a date or a time is out of the server's range"),
    "22P02": Phrase("a value is not of the kind that the server wants"),
    "22P05": Phrase("a text holds a character that the server cannot store"),
    "23503": Phrase("it belongs to something that the server does not have"),
    "23505": Phrase("the server has another one in its place already"),
    "23514": Phrase("a rule of the server does not allow it"),
    "23P01": Phrase("it overlaps with another one on the server"),
    "413": Phrase("it is too large for the server"),
    "42501": Phrase("the server does not let you write it"),
    "42804": Phrase("a value is not of the kind that the server wants"),
    "57014": Phrase("the server takes too long to store it"),
    "P0001": Phrase("a rule of the server does not allow it"),
    "blocked": Phrase("a firewall on the way to the server does not let its words pass"),
    Held.DENIED: Phrase("the server does not let you write it"),
    Held.SHAPE: Phrase("the server does not take it in the form that it describes itself"),
    Held.UNREADABLE: Phrase("the server has it in a form that cannot be read"),
}


def notice_sentence(notice: Notice | Mapping[str, Any]) -> Phrase:
    """A notice as a sentence."""
    if isinstance(notice, Mapping):
        notice = Notice(**{name: notice[name] for name in Notice.__slots__ if name in notice})
    if notice.what == What.SAID:
        return kept(notice.detail)
    return _NOTICES[notice.what](
        notice.count,
        some=some(notice.table, notice.count),
        one=a_row(notice.table),
        title=title(notice.table),
        detail=notice.detail,
    )


def held_reason(code: str, named: str = "") -> Phrase:
    """Why the server refused a row, as the end of a sentence."""
    if code == Held.BLOCKED:
        return Phrase(
            "it waits for the {row} that it belongs to, which is held back itself", row=noun(named)
        )
    if code == "23502":
        field = named.replace("_", " ") or Phrase("one of its fields")
        return Phrase("the server wants a value in “{field}”", field=field)
    return _REASONS.get(code) or Phrase("the server refused it")


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


def absent_sentences(report: Report | Mapping[str, Any]) -> list[Phrase]:
    """What the server has no place for or does not show, one sentence each: tables, then fields.

    Of a table or field that a member writes, that it stays here; of any other, that it was skipped.
    """
    data = report.to_dict() if isinstance(report, Report) else report
    stays, skipped = _by_writer(data.get("missing_tables") or ())
    unseen, passed_over = _by_writer(data.get("denied_tables") or ())
    said = [
        Phrase("The server has no place for {rows}: they stay on this computer.", rows=stays),
        Phrase(
            "The server does not let this account read {rows}: they stay on this computer.",
            rows=unseen,
        ),
        Phrase("Skipped, for the server does not have them: {rows}.", rows=skipped),
        Phrase(
            "Skipped, for the server does not let this account read them: {rows}.",
            rows=passed_over,
        ),
    ]
    columns = (data.get("missing_columns") or {}).items()
    fields = [_absent_fields(table, names) for table, names in columns if is_written_here(table)]
    return [sentence for sentence in said if sentence.values["rows"]] + fields


def _by_writer(tables: Collection[str]) -> tuple[Phrase, Phrase]:
    """The names of tables: of those that a member writes, and of the others."""
    mine = [noun(table, 2) for table in tables if is_written_here(table)]
    others = [noun(table, 2) for table in tables if not is_written_here(table)]
    return listed(mine), listed(others)


def _absent_fields(table: str, columns: Iterable[str]) -> Phrase:
    fields = [Phrase("“{field}”", field=column.replace("_", " ")) for column in columns]
    return Phrase(
        "The server has no place for {fields} of {rows}: what stands there stays on this computer.",
        fields=listed(fields),
        rows=noun(table, 2),
    )


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
