"""The twelve life categories: the codes that are stored, the labels that are shown."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Category:
    """One area of life."""

    code: str
    label: Phrase


# In the order in which the web application shows them.
CATEGORIES: tuple[Category, ...] = (
    Category("fun", Phrase("Fun / Recreation")),
    Category("health", Phrase("Health / Vitality")),
    Category("travel", Phrase("Travel / Adventure")),
    Category("love", Phrase("Love / Romance / Partnership")),
    Category("family", Phrase("Family / Parenting")),
    Category("social", Phrase("Social / Friends")),
    Category("home", Phrase("Home / Environment")),
    Category("work", Phrase("Work / Business / Career")),
    Category("money", Phrase("Money / Wealth")),
    Category("stuff", Phrase("Stuff / Possessions / Lifestyle")),
    Category("giving", Phrase("Giving / Legacy")),
    Category("spirituality", Phrase("Spirituality / Growth")),
)
CODES: tuple[str, ...] = tuple(category.code for category in CATEGORIES)
_LABELS = {category.code: category.label for category in CATEGORIES}
# "career" and "work / business / career" both mean work.
_MEANT = {
    part.strip().casefold(): category.code
    for category in CATEGORIES
    for part in (category.code, category.label, *category.label.split("/"))
}


def label(code: str) -> str:
    """The label of a code; a code that is not ours is shown as it is."""
    return _LABELS.get(code, code)


def meant(words: str) -> str | None:
    """The code that a member means by a code, a label or one word of a label; else None."""
    return _MEANT.get(words.strip().casefold())
