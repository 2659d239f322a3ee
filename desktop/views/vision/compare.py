"""Two versions of the vision beside each other, word by word and part by part."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import AppError
from desktop.language import isolated, translated
from desktop.views.room import RoomKit
from desktop.views.vision.compare_rail import CompareRail, PartChange
from desktop.views.vision.compared import all_lines, change_of, named, one_before
from desktop.views.vision.mode import ABOUT, VisionMode
from desktop.views.vision.wording import perspective_words
from desktop.widgets.buttons import icon_button
from desktop.widgets.choosing.drop_down import DropDown
from desktop.widgets.difference_view import DifferenceView, Stretch
from desktop.widgets.frames import Column
from desktop.widgets.part_names import label
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.comparison import Change
    from desktop.services.vision.comparison import VisionComparison
    from desktop.services.vision.values import VersionLine
    from desktop.services.workspace import Workspace

_SIDE_BY_SIDE = 560
_RAIL_WIDTH, _RAIL_HEIGHT = 230, 150
# Above the text, the parts take no more than a third; in so few lines its legend stays away.
_RAIL_SHARE, _LINES_FOR_A_LEGEND = 3, 14
_UNBOUND = 16_777_215  # as Qt has it


class CompareMode(VisionMode):
    """Owns the two choices, the rail and the text of differences; lives on the GUI thread.

    The open version is compared with the one before it; any other two can be chosen.
    """

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        icons = kit.look.icons
        self._row_id = ""
        self._part = ""
        self._focus_rail = False
        self._found: VisionComparison | None = None
        self.then = DropDown()
        self.now = DropDown()
        self.swap = icon_button(icons, "arrow-right-left", self.tr("The other way round"))
        self.before = icon_button(icons, "chevron-up", self.tr("Difference before (Shift+F7)"))
        self.after = icon_button(icons, "chevron-down", self.tr("Next difference (F7)"))
        self.rail = CompareRail(kit.look)
        self.difference = _Versions(kit.look)
        self.changes = words("", "muted")
        self.heading = words("", "heading")
        self.sentence = words("", "muted")
        self._inside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bodies = QStackedWidget()
        self._lay_out()
        self._connect()

    def open(self, line: VersionLine, part: str) -> None:
        """Compare a version with the one before it, or read both again."""
        if line.id != self._row_id:
            self._row_id = line.id
            self.now.clear()
            self.then.clear()
        self._part = part
        self.refresh()

    def show_part(self, part: str) -> None:
        """Show what differs in a part."""
        self._part = part
        self._show_part()

    def clear(self) -> None:
        """Nothing is open any more."""
        self._row_id, self._found = "", None
        self._say("")

    def activate(self) -> None:
        """The list of parts has the keys, or the choice while there is nothing to see."""
        self._focus_rail = not self._bodies.currentIndex()
        (self.then if self._focus_rail else self.rail).setFocus()

    def refresh(self) -> None:
        """Read the versions again, and how the two differ."""
        if self._row_id:
            self.kit.lane.ask(all_lines, self._on_lines)

    def step(self, by: int) -> None:
        """Go to the next difference, in this part or in the next that differs."""
        if self._found is None or self.difference.step(by):
            return
        part = self.rail.neighbour(by)
        if part:
            self._go_to_part(part)
            if self.difference.changes():
                self.difference.show_change(0 if by > 0 else -1)

    def _lay_out(self) -> None:
        for choice, name in ((self.then, self.tr("From")), (self.now, self.tr("To"))):
            choice.setAccessibleName(name)
            choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            choice.setMinimumContentsLength(8)
        choices = QHBoxLayout()
        choices.setSpacing(8)
        choices.addWidget(self.then, 1)
        choices.addWidget(self.swap)
        choices.addWidget(self.now, 1)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.before)
        head.addWidget(self.after)
        text = QWidget()
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        self._about = Column()
        self._about.set_margins(0, 0)
        self._about.content.addWidget(self.changes)
        self._about.content.addStretch(1)
        self._about.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._about.setAccessibleName(self.tr("Changes"))
        column.addWidget(self._about, 1)
        column.addWidget(self.difference, 1)
        both = QWidget()
        both.setLayout(self._inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(16)
        self._inside.addWidget(self.rail)
        self._inside.addWidget(text, 1)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._bodies.addWidget(self.sentence)
        self._bodies.addWidget(both)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 0)
        box.setSpacing(12)
        box.addLayout(choices)
        box.addWidget(self._bodies, 1)

    def _connect(self) -> None:
        for choice in (self.then, self.now):
            choice.activated.connect(lambda _row: self._compare())
        self.swap.clicked.connect(self._on_swap)
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        self.rail.part_chosen.connect(self._on_part_chosen)
        self.offer(self.tr("Next difference"), "F7", partial(self.step, 1))
        self.offer(self.tr("Difference before"), "Shift+F7", partial(self.step, -1))
        self.offer(self.tr("Compare the other way round"), "", self._on_swap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Parts beside the text, or above it where the room is narrow."""
        super().resizeEvent(event)
        wide = self.width() >= _SIDE_BY_SIDE
        side = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._inside.setDirection(side)
        self._fit_rail()

    def _fit_rail(self) -> None:
        wide = self._inside.direction() is QBoxLayout.Direction.LeftToRight
        self.rail.setMinimumWidth(_RAIL_WIDTH if wide else 0)
        self.rail.setMaximumWidth(_RAIL_WIDTH if wide else _UNBOUND)
        rows = self.rail.sizeHintForRow(0) * self.rail.count() + 6
        high = min(rows, _RAIL_HEIGHT, self.height() // _RAIL_SHARE)
        self.rail.setMinimumHeight(0 if wide else high)
        self.rail.setMaximumHeight(_UNBOUND if wide else high)
        lines = self.height() // self.fontMetrics().lineSpacing()
        self.difference.set_low(not wide and lines < _LINES_FOR_A_LEGEND)

    # What comes from the lane

    def _on_lines(self, lines: Sequence[VersionLine]) -> None:
        ids = [line.id for line in lines]
        now = self.now.currentData() or self._row_id
        then = self.then.currentData() or one_before(ids, self._row_id)
        for box, chosen in ((self.then, then), (self.now, now)):
            box.clear()
            for line in lines:
                box.addItem(named(line), line.id)
            box.setCurrentIndex(ids.index(chosen) if chosen in ids else 0)
        if len(lines) < 2:
            self._say(
                self.tr(
                    "There is one version so far. Once there is another, what changed from one "
                    "to the other can be seen here, word by word."
                )
            )
            return
        self._compare()

    def _compare(self) -> None:
        then, now = self.then.currentData(), self.now.currentData()
        if then == now:
            self._say(self.tr("Choose two different versions."))
            return

        def read(workspace: Workspace) -> VisionComparison:
            return workspace.visions.compare(then, now)

        self.kit.lane.ask(read, partial(self._on_compared, (then, now)), self._on_failed)

    def _on_compared(self, pair: tuple[str, str], found: VisionComparison) -> None:
        if pair != (self.then.currentData(), self.now.currentData()):
            return
        self._found = found
        changes = [change for part in found.parts if (change := change_of(part)).differs]
        if found.changes:
            changes.append(PartChange(ABOUT, self.tr("About the version"), len(found.changes), 0))
        self.rail.show_changes(changes)
        if not changes:
            self._say(self.tr("These two versions hold the same words."))
            return
        if self._part not in {change.code for change in changes}:
            self._part = changes[0].code
        self._bodies.setCurrentIndex(1)
        self._show_part()
        self._fit_rail()
        if self._focus_rail and self.then.hasFocus():
            self.rail.setFocus()
        self._focus_rail = False

    def _on_failed(self, error: AppError) -> None:
        self._say(translated(error))

    # Parts

    def _on_part_chosen(self, part: str) -> None:
        self._part = part
        self._show_part()
        self.part_shown.emit(part)

    def _go_to_part(self, part: str) -> None:
        self.rail.choose(part)
        self._on_part_chosen(part)

    def _on_swap(self) -> None:
        then, now = self.then.currentIndex(), self.now.currentIndex()
        self.then.setCurrentIndex(now)
        self.now.setCurrentIndex(then)
        self._compare()

    def _show_part(self) -> None:
        found = self._found
        if found is None:
            return
        self.rail.choose(self._part)
        about = self._part == ABOUT
        self.heading.setText(self.tr("About the version") if about else label(self._part))
        self.changes.setText("\n".join(self._spelt(one) for one in found.changes) if about else "")
        self._about.setVisible(about)
        self.difference.setVisible(not about)
        pieces = next((part.pieces for part in found.parts if part.code == self._part), ())
        self.difference.show_difference(Stretch(piece.kind, piece.text) for piece in pieces)

    def _spelt(self, change: Change) -> str:
        names = {
            "title": self.tr("Title"),
            "perspective": self.tr("Written as"),
            "activation_message": self.tr("Activation message"),
        }
        then, now = change.then, change.now
        if change.column == "perspective":
            then, now = perspective_words(then), perspective_words(now)
        nothing = self.tr("none")
        return self.tr("{name}: {then}, then {now}").format(
            name=names.get(change.column, change.column),
            then=isolated(then) or nothing,
            now=isolated(now) or nothing,
        )

    def _say(self, sentence: str) -> None:
        self.sentence.setText(sentence)
        self._bodies.setCurrentIndex(0)


class _Versions(DifferenceView):
    """A difference of two versions, of which neither need be that of today."""

    def same_words(self) -> str:
        """What is said of a part that is the same in both."""
        return self.tr("This part is the same in both versions.")

    def changed_words(self, come: str, gone: str) -> str:
        """What is said of so many words."""
        return self.tr("{come} added (underlined), {gone} removed (struck through).").format(
            come=come, gone=gone
        )
