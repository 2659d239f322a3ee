"""Life categories to choose from: one for a thing, or one to list by."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.categories import CATEGORIES, CODES
from desktop.language import tr, translated
from desktop.widgets.choosing.drop_down import DropDown

WITHOUT = ""


def category_label(code: str) -> str:
    """The label of a category in the member's language; a code that is not ours as it is."""
    known = {category.code: category.label for category in CATEGORIES}
    return translated(known[code]) if code in known else code


class _Categories(DropDown):
    """A box of categories, as wide as some letters of the longest."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setMaxVisibleItems(16)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)


class CategoryPick(_Categories):
    """Owns the category of one thing; lives on the GUI thread.

    Arrows and letters choose, Alt+Down unfolds. A code that is not ours is shown as it is and
    kept; no category may be stored as nothing or as an empty text, and stays what it was.
    """

    category_edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Category"), parent)
        self._nothing: str | None = None
        self.addItem(tr("Without category"), WITHOUT)
        for code in CODES:
            self.addItem(category_label(code), code)
        self._ours = self.count()
        self.activated.connect(lambda _row: self.category_edited.emit())

    def category(self) -> str | None:
        """The code, or what stands for none."""
        code: str = self.currentData() or WITHOUT
        return code or self._nothing

    def set_category(self, code: str | None) -> None:
        """Show another category without telling anybody."""
        self._nothing = None if code else code
        while self.count() > self._ours:
            self.removeItem(self._ours)  # a code that is not ours, of the thing before
        if self.findData(code or WITHOUT) < 0:
            self.addItem(code or "", code)
        self.setCurrentIndex(self.findData(code or WITHOUT))


class CategoryFilter(_Categories):
    """Owns by which category one lists; lives on the GUI thread. None is all of them."""

    category_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Listed category"), parent)
        self.set_counts([])
        self.currentIndexChanged.connect(self._on_changed)

    def category(self) -> str | None:
        """The code by which is listed, an empty one for "without", None for all."""
        code: str | None = self.currentData()
        return code

    def choose(self, code: str | None) -> None:
        """List by another category, and tell so."""
        row = self._row_of(code)
        if row >= 0:
            self.setCurrentIndex(row)

    def set_counts(self, counts: Sequence[tuple[str, int]]) -> None:
        """Offer the categories with how many there are; what is chosen stays chosen."""
        chosen = self.category() if self.count() else None
        total = sum(count for _, count in counts)
        before = self.blockSignals(True)
        self.clear()
        self.addItem(_with(tr("All categories"), total), None)
        known = dict(counts)
        for code in (*CODES, *(c for c, _ in counts if c not in CODES and c != WITHOUT)):
            self.addItem(_with(category_label(code), known.get(code, 0)), code)
        if chosen and self._row_of(chosen) < 0:
            self.addItem(category_label(chosen), chosen)
        self.addItem(_with(tr("Without category"), known.get(WITHOUT, 0)), WITHOUT)
        self.setCurrentIndex(self._row_of(chosen))
        self.blockSignals(before)

    def _row_of(self, code: str | None) -> int:
        # findData takes None for an empty text.
        rows = (row for row in range(self.count()) if self.itemData(row) == code)
        return next(rows, -1)

    def _on_changed(self) -> None:
        self.category_chosen.emit()


def _with(label: str, count: int) -> str:
    return f"{label}  ({count:,})" if count else label
