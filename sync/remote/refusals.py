"""Why a row was refused, in the words of a member: by SQLSTATE, never with what was written."""

from __future__ import annotations

_REASONS = {
    "22001": "a text is too long for the server",
    "22003": "a number is too large or too small for the server",
    "22007": "a date or a time is none that the server knows",
    "22008": "a date or a time is out of the server's range",
    "22P02": "a value is not of the kind that the server wants",
    "22P05": "a text holds a character that the server cannot store",
    "23502": "the server wants a value in {}",
    "23503": "it belongs to a row that the server does not have ({})",
    "23505": "the server has another row in its place already ({})",
    "23514": "a rule of the server does not allow it ({})",
    "23P01": "it overlaps with another row on the server ({})",
    "42501": "the server does not let you write it",
    "42804": "a value is not of the kind that the server wants",
    "P0001": "a rule of the server does not allow it",
}
_OTHERWISE = "the server refused it"


def reason(code: str, named: str | None) -> str:
    """The phrase for a code; `named` is the column or the constraint, where the server told it."""
    phrase = _REASONS.get(code, _OTHERWISE)
    if "{}" not in phrase:
        return phrase
    if named:
        return phrase.format(named)
    return phrase.replace(" ({})", "").replace("{}", "one of its columns")
