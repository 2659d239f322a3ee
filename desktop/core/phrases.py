"""Words for the member that are made without Qt and can still be said in another language.

A `Phrase` is its English text, so that the command line, a log or a test use it as any text. It
also keeps the pattern it was made of and the values in it; `desktop.language` has these translated
when a window says it. The translator's tools find the patterns by the names `Phrase` and `Counted`,
so these are called with the pattern itself, never with a variable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self, TypeVar

Value = str | int
"""What stands in a phrase: another phrase, words that are nobody's to translate, a number."""
Given = Value | Path | None
"""What one is made of: a path, or what the system may have to say, becomes text."""

_P = TypeVar("_P", bound="Phrase")


class Phrase(str):
    """English words with the pattern and the values they are made of; a plain value.

    `Phrase("The key file {path} cannot be read.", path=path)`. Names are spelt in braces. A value
    that is a phrase itself is translated as well, any other text stays as it is.
    """

    __slots__ = ("pattern", "values")
    pattern: str
    values: Mapping[str, Value]

    def __new__(cls, pattern: str, /, **values: Given) -> Self:
        """Fill in the values; a pattern without any is taken as it is, braces and all."""
        return _made(cls, pattern, pattern, values)

    def packed(self) -> dict[str, Any]:
        """The phrase as JSON holds it, for another process that speaks to the member."""
        values = {n: v.packed() if isinstance(v, Phrase) else v for n, v in self.values.items()}
        return {"kind": type(self).__name__, "pattern": self.pattern, "values": values}

    def __reduce__(self) -> tuple[Any, ...]:
        """Copies and pickles keep what the phrase is made of."""
        return unpacked, (self.packed(),)


class Counted(Phrase):
    """Words about a number of things; which form they take is each language's own matter.

    `Counted("{n} changes", "{n} change", number)`: first the form for many, by which a translation
    is found, then the English one for a single thing. `n` is the number.
    """

    __slots__ = ("number", "one")
    one: str
    number: int

    def __new__(cls, many: str, one: str, number: int, /, **values: Given) -> Self:
        """Choose the English form, and fill in the values."""
        english = one if number == 1 else many
        counted = _made(cls, many, english, {"n": number, **values})
        counted.one = one
        counted.number = number
        return counted

    def of(self, number: int) -> Counted:
        """The same words for another number of things."""
        return Counted(self.pattern, self.one, number, **{**self.values, "n": number})

    def packed(self) -> dict[str, Any]:
        """The phrase as JSON holds it."""
        return {**super().packed(), "one": self.one, "number": self.number}


class Heading(Phrase):
    """Other words at the beginning of a line: their first letter is a capital."""

    __slots__ = ()

    def __new__(cls, words: Phrase, /) -> Self:
        """Begin with a capital."""
        return _made(cls, "{words}", "{words}", {"words": words}, capitalised(words))


def capitalised(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def listed(names: list[Phrase]) -> Phrase:
    """Words as one would say them, each once: “a, b and c”; none is nothing."""
    names = list(dict.fromkeys(names))
    if not names:
        return kept("")
    said, *others = names
    last = others.pop() if others else None
    for name in others:
        said = Phrase("{before}, {next}", before=said, next=name)
    return said if last is None else Phrase("{before} and {last}", before=said, last=last)


def told_together(sentences: Sequence[Phrase]) -> Phrase:
    """Sentences one after the other; none is nothing."""
    return reduce(
        lambda before, after: Phrase("{before} {after}", before=before, after=after),
        sentences or [kept("")],
    )


def kept(text: str) -> Phrase:
    """Words of ours that come from a file or a report, which hold their text alone."""
    return Phrase(text)


def unpacked(data: Mapping[str, Any]) -> Phrase:
    """A phrase of what `packed` made of it; raises LookupError or TypeError for anything else."""
    values = {
        str(name): unpacked(value) if isinstance(value, Mapping) else value
        for name, value in data["values"].items()
    }
    kind = data["kind"]
    if kind == Counted.__name__:
        return Counted(data["pattern"], data["one"], data["number"], **values)
    if kind == Heading.__name__:
        return Heading(values["words"])
    return Phrase(data["pattern"], **values)


def english(pattern: str, values: Mapping[str, Value]) -> str:
    """A pattern with its values, numbers as English spells them."""
    if not values:
        return pattern
    return pattern.format(
        **{name: f"{v:,}" if isinstance(v, int) else str(v) for name, v in values.items()}
    )


def _made(
    kind: type[_P], pattern: str, form: str, values: Mapping[str, Given], text: str | None = None
) -> _P:
    kept = {name: v if isinstance(v, str | int) else str(v or "") for name, v in values.items()}
    phrase = str.__new__(kind, english(form, kept) if text is None else text)
    phrase.pattern = pattern
    phrase.values = MappingProxyType(kept)
    return phrase
