"""The list of entries: the month that is in view and their number stand above it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QPoint
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.qt.itemmodels.entries import EntriesModel, EntryRole
from desktop.theme.appearance import Appearance
from desktop.views.lists.line_list import LineList
from desktop.widgets.cut_label import CutLabel
from desktop.widgets.rows.entry_delegate import EntryDelegate
from desktop.widgets.texts import words


class EntryList(LineList):
    """The entries of the journal; lives on the GUI thread."""

    def __init__(
        self, look: Appearance, model: EntriesModel, parent: QWidget | None = None
    ) -> None:
        delegate = EntryDelegate(look, EntryRole.LINE, EntryRole.MONTH_START)
        super().__init__(look, model, delegate, parent)
        self._entries = model
        self._month = CutLabel(self)
        self._count = words("", "small", self)
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 14, 0)
        head.addWidget(self._month)
        head.addStretch(1)
        head.addWidget(self._count)
        self.box.insertLayout(0, head)
        self.view.setAccessibleName(self.tr("Entries"))
        model.dataChanged.connect(self._write_month)
        self.view.verticalScrollBar().valueChanged.connect(self._write_month)

    def on_ids_changed(self) -> None:
        """Other entries stand here now: say how many."""
        super().on_ids_changed()
        count = self._entries.rowCount()
        text = self.tr("1 entry") if count == 1 else self.tr("{count} entries")
        known = count and self._entries.is_whole
        self._count.setText(text.format(count=f"{count:,}") if known else "")
        self._write_month()

    def _write_month(self) -> None:
        index = self.view.indexAt(QPoint(12, 12))
        line = index.data(EntryRole.LINE) if index.isValid() else None
        if line is not None:
            day = line.entry_date
            self._month.setText(f"{QLocale().standaloneMonthName(day.month)} {day.year}")
        elif not self._entries.rowCount():
            self._month.setText("")
