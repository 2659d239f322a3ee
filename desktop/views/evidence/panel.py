"""The evidence of an entry, or of a part of a vision: one quiet row a link, to follow or undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.language import isolated
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button, icon_button
from desktop.widgets.choosing.day_edit import spelt_day
from desktop.widgets.part_names import label
from desktop.widgets.texts import words

if TYPE_CHECKING:  # loaded in the lane when they are asked for
    from desktop.services.evidence import Link
    from desktop.services.workspace import Workspace

_FIRST = 3
ENTRIES, VISIONS = "journal_entries", "vision_versions"


class EvidencePanel(QWidget):
    """Owns the rows of links seen from one end; lives on the GUI thread. Hidden without any."""

    row_requested = Signal(str, str)
    """The other end of a link: its table, and the subject to present there."""
    notice = Signal(str, object)

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._read: Callable[[Workspace], list[Link]] | None = None
        self._asked = 0
        self._from_entry = True
        self._links: Sequence[Link] = ()
        self._all = False
        self._head = words("", "small")
        self._rows: list[QWidget] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(6, 0, 6, 0)
        self._box.setSpacing(2)
        self._box.addWidget(self._head)
        self._more = button("", "link")
        self._more.clicked.connect(self._show_all)
        self._box.addWidget(self._more)
        self.hide()

    def show_entry(self, entry_id: str) -> None:
        """Show which sentences an entry is evidence of."""
        self._from_entry = True
        self._ask((lambda w: w.evidence.of_entry(entry_id)) if entry_id else None)

    def show_part(self, vision_id: str, part: str) -> None:
        """Show the evidence of a part of a vision."""
        self._from_entry = False
        self._ask((lambda w: w.evidence.of_vision(vision_id, part)) if vision_id else None)

    def refresh(self) -> None:
        """Rows changed: read the same links again."""
        self._ask(self._read, same=True)

    def _ask(self, read: Callable[[Workspace], list[Link]] | None, *, same: bool = False) -> None:
        self._read = read
        self._all = self._all and same
        self._asked += 1
        asked = self._asked
        if read is None:
            self._show([])
            return

        def found(links: list[Link]) -> None:
            if asked == self._asked:
                self._show(links)

        self._kit.lane.ask(read, found)

    def _show(self, links: Sequence[Link]) -> None:
        self._links = links
        for row in self._rows:
            self._box.removeWidget(row)
            row.deleteLater()
        shown = links if self._all else links[:_FIRST]
        self._rows = [self._row(link) for link in shown]
        for place, row in enumerate(self._rows):
            self._box.insertWidget(1 + place, row)
        self._head.setText(
            self.tr("Evidence of your vision") if self._from_entry else self.tr("Lived")
        )
        rest = len(links) - len(shown)
        self._more.setText(self.tr("{count} more").format(count=rest))
        self._more.setVisible(rest > 0)
        self.setVisible(bool(links))

    def _show_all(self) -> None:
        self._all = True
        self._show(self._links)

    def _row(self, link: Link) -> QWidget:
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        where, said = self._spelt(link)
        go = button(said, "link", made)
        go.setAccessibleName(f"{where}: {isolated(said)}")
        go.setToolTip(said)
        go.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        go.setProperty("align", "left")
        go.clicked.connect(lambda: self.row_requested.emit(*self._target(link)))
        go.setEnabled(self._from_entry or link.entry_day is not None)
        away = icon_button(
            self._kit.look.icons,
            "x",
            self.tr("Take this link away: {words}").format(words=isolated(said)),
        )
        away.clicked.connect(lambda: self._unlink(link))
        row.addWidget(_caption(where))
        row.addWidget(go, 1)
        row.addWidget(away)
        return made

    def _spelt(self, link: Link) -> tuple[str, str]:
        if self._from_entry:
            said = link.sentence
            if not link.stands:
                said = self.tr("{words} (written differently by now)").format(words=isolated(said))
            return label(link.part), said
        if link.entry_day is None:
            return self.tr("No longer here"), link.quote or link.sentence
        return spelt_day(link.entry_day), link.quote or link.entry_line or self.tr("No words yet")

    def _target(self, link: Link) -> tuple[str, str]:
        if self._from_entry:
            return VISIONS, "\n".join((link.vision_id, link.sentence, link.sentence))
        return ENTRIES, "\n".join((link.entry_id, link.quote, link.quote))

    def _unlink(self, link: Link) -> None:
        def done(_link: Link | None) -> None:
            self.refresh()
            self.notice.emit(self.tr("The link is gone; both texts stay as they are."), put_back)

        def put_back() -> None:
            self._kit.lane.ask(lambda w: w.evidence.relink(link), lambda _none: self.refresh())

        self._kit.lane.ask(lambda w: w.evidence.unlink(link.id), done)


def _caption(text: str) -> QLabel:
    made = words(text, "small")
    made.setMinimumWidth(110)
    return made
