"""A version in the other perspective: looked through place by place, then a draft of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import AppError
from desktop.domain.review import Review
from desktop.domain.vision import PLURAL, SINGULAR
from desktop.language import translated
from desktop.views.room import RoomKit
from desktop.views.vision.mode import READ, WRITE, VisionMode
from desktop.views.vision.perspective.found import Found, found_in
from desktop.views.vision.perspective.preview import Preview
from desktop.views.vision.perspective.spots import SpotsModel, SpotsView
from desktop.views.vision.wording import perspective_words
from desktop.widgets.buttons import button
from desktop.widgets.cut_label import CutLabel
from desktop.widgets.frames import in_a_row
from desktop.widgets.sentences import Sentence
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.vision.values import VersionLine
    from desktop.services.workspace import Workspace


# In less room than this, what is told around the places makes way for them; in still less, how
# the part would become.
_LINES_FOR_ALL, _LINES_FOR_BOTH, _LETTERS_FOR_ALL = 28, 22, 80


class PerspectiveMode(VisionMode):
    """Owns the review of one version; lives on the GUI thread.

    Nothing is written before the member makes the draft, and the version itself never changes.
    """

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._row_id = ""
        self._target = PLURAL
        self._part = ""
        self._review: Review | None = None
        self.model = SpotsModel(self)
        self.spots = SpotsView(kit.look, self.model)
        self.preview = Preview(kit.look)
        self.intro = words("", "muted")
        self.keys = CutLabel()
        self.count = CutLabel()
        self.sentence = Sentence()
        self.nothing = words("", "muted")
        self.all_button = button(self.tr("Accept &all"), "link")
        self.none_button = button(self.tr("Refuse al&l"), "link")
        self.doubtful_button = button(self.tr("&Next to look at"), "link")
        self.cancel_button = button(self.tr("&Cancel"))
        self.make_button = button(self.tr("&Make the new draft"), "primary")
        self._bodies = QStackedWidget()
        self._lay_out()
        self._connect()

    def open(self, line: VersionLine, part: str) -> None:
        """Look through a version towards the perspective that it is not in."""
        target = SINGULAR if line.perspective == PLURAL else PLURAL
        if (line.id, target) != (self._row_id, self._target):
            self._review = None
        self._row_id, self._target, self._part = line.id, target, part
        self.intro.setText(
            self.tr(
                "From “{then}” to “{now}”: what you accept becomes a new draft, and this "
                "version stays as it is."
            ).format(then=perspective_words(line.perspective), now=perspective_words(target))
        )
        self.refresh()

    def show_part(self, part: str) -> None:
        """Go to the first place of a part."""
        self._part = part
        if self._review is not None and self._shown_part() != part:
            self._choose_first(part)

    def clear(self) -> None:
        """Nothing is open any more."""
        self._row_id, self._review = "", None
        self._bodies.setCurrentIndex(0)
        self.nothing.setText("")

    def activate(self) -> None:
        """The list has the keys."""
        self.spots.setFocus()

    def refresh(self) -> None:
        """Read the places again; what was decided stays decided."""
        row_id, target = self._row_id, self._target
        if row_id:
            self.kit.lane.ask(
                partial(found_in, row_id, target), partial(self._on_found, row_id, target)
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In little room, leave it to the places and what is done with them."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        lines = self.height() // metrics.lineSpacing()
        wide = self.width() >= _LETTERS_FOR_ALL * metrics.averageCharWidth()
        self.intro.setVisible(lines >= _LINES_FOR_ALL)
        self.keys.setVisible(lines >= _LINES_FOR_ALL)
        # To accept or refuse all is offered by the menu and the palette as well.
        for one in (self._below, self.all_button, self.none_button):
            one.setVisible(lines >= _LINES_FOR_BOTH)
        way = QBoxLayout.Direction
        self._foot.setDirection(way.LeftToRight if wide else way.TopToBottom)
        self.make_button.setText(self.tr("&Make the new draft"))
        self._shorten()

    def event(self, event: QEvent) -> bool:
        """The letters may have grown: all that is inside has them by then."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._shorten()
        return super().event(event)

    def _shorten(self) -> None:
        if self._ways.minimumSize().width() > self.width():
            self.make_button.setText(self.tr("&Make it"))

    # Parts

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.spots)
        self._below = QWidget()
        inside = QVBoxLayout(self._below)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.addWidget(words(self.tr("As it would become"), "small"))
        inside.addWidget(self.preview, 1)
        split.addWidget(self._below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.intro)
        column.addWidget(in_a_row(self.all_button, self.none_button, self.doubtful_button))
        column.addWidget(split, 1)
        column.addWidget(self.keys)
        column.addWidget(self.sentence)
        foot = self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        foot.addWidget(self.count, 1)
        ways = self._ways = QHBoxLayout()
        ways.addStretch(1)
        ways.addWidget(self.cancel_button)
        ways.addWidget(self.make_button)
        foot.addLayout(ways)
        column.addLayout(foot)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._bodies.addWidget(self.nothing)
        self._bodies.addWidget(whole)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 0)
        box.addWidget(self._bodies)
        self.keys.setText(
            self.tr("Space: the other way round  ·  A: accept  ·  R: leave  ·  Shift: whole part")
        )
        self.make_button.setToolTip(self.tr("Make the new draft with what is accepted"))
        self.all_button.setToolTip(self.tr("Accept every place, the doubtful ones, too"))
        self.none_button.setToolTip(self.tr("Leave every place as it is"))
        self.doubtful_button.setToolTip(self.tr("Go to the next place that is doubtful"))

    def _connect(self) -> None:
        self.spots.decided.connect(self._on_decided)
        self.spots.part_decided.connect(self._on_part_decided)
        self.spots.undone.connect(self._on_undone)
        self.spots.spot_chosen.connect(self._on_spot_chosen)
        self.all_button.clicked.connect(lambda: self._decide_all(accept=True))
        self.none_button.clicked.connect(lambda: self._decide_all(accept=False))
        self.doubtful_button.clicked.connect(self._on_doubtful)
        self.offer(self.tr("Accept every place"), "", self.all_button.click)
        self.offer(self.tr("Leave every place as it is"), "", self.none_button.click)
        self.offer(self.tr("Next place to look at"), "", self.doubtful_button.click)
        self.cancel_button.clicked.connect(self._on_cancelled)
        self.make_button.clicked.connect(self._on_make)

    def _shown_part(self) -> str:
        spot = self.spots.spot()
        return self._review.spots[spot].part if self._review and spot is not None else ""

    def _choose_first(self, part: str) -> None:
        if self._review is None:
            return
        of_part = self._review.of_part(part)
        if of_part:
            self.spots.begin_at(of_part[0])

    # What comes from the lane

    def _on_found(self, row_id: str, target: str, found: Found | None) -> None:
        if (row_id, target) != (self._row_id, self._target) or found is None:
            return
        review = Review(found.texts, found.places)
        earlier, here = self._review, self.spots.spot()
        if earlier is not None:
            if earlier.spots == review.spots:
                return
            review.take_over(earlier)
        self._review = review
        self.model.show_review(review)
        if not review.spots:
            self._say_nothing_to_do(has_words=any(t.strip() for t in found.texts.values()))
            return
        self._bodies.setCurrentIndex(1)
        self.make_button.setEnabled(True)
        first = review.of_part(self._part) or [0]
        self.spots.choose(min(here, len(review.spots) - 1) if here is not None else first[0])
        self._tell()

    def _say_nothing_to_do(self, *, has_words: bool) -> None:
        self._bodies.setCurrentIndex(0)
        self.nothing.setText(
            self.tr("No word of this version would change: it speaks of neither me nor us.")
            if has_words
            else self.tr("Nothing is written in this version yet.")
        )

    def _on_made(self, row_id: str) -> None:
        self._review = None

        def take_back() -> None:
            self.kit.lane.ask(
                lambda workspace: workspace.vision_steps.discard(row_id),
                lambda _number: self.versions_changed.emit(),
            )

        said = self.tr("The new draft speaks as {perspective}. The version it came from stays.")
        self.notice.emit(said.format(perspective=perspective_words(self._target)), take_back)
        self.versions_changed.emit()
        self.version_requested.emit(row_id, WRITE)

    def _on_failed(self, error: AppError) -> None:
        self.sentence.say(translated(error))
        self.make_button.setEnabled(True)
        self.refresh()

    # What the member does

    def _on_decided(self, accept: bool | None) -> None:
        spot = self.spots.spot()
        if self._review is None or spot is None:
            return
        wanted = not self._review.is_accepted(spot) if accept is None else accept
        self._review.decide([spot], accept=wanted)
        self._renew()
        if accept is not None:
            self.spots.step(1)

    def _on_part_decided(self, accept: bool) -> None:
        if self._review is not None:
            self._review.decide(self._review.of_part(self._shown_part()), accept=accept)
            self._renew()

    def _decide_all(self, *, accept: bool) -> None:
        if self._review is not None:
            self._review.decide(range(len(self._review.spots)), accept=accept)
            self._renew()
            self.spots.setFocus()

    def _on_undone(self) -> None:
        if self._review is not None and self._review.undo():
            self._renew()

    def _on_doubtful(self) -> None:
        """Go to the next doubtful place, and from the last one to the first."""
        if self._review is None:
            return
        here = self.spots.spot()
        doubtful = [n for n, spot in enumerate(self._review.spots) if spot.place.doubt]
        if doubtful:
            after = [number for number in doubtful if here is None or number > here]
            self.spots.choose((after or doubtful)[0])
        self.spots.setFocus()

    def _on_spot_chosen(self, spot: int) -> None:
        if self._review is None:
            return
        self._show_outcome(spot)
        part = self._review.spots[spot].part
        if part != self._part:
            self._part = part
            self.part_shown.emit(part)

    def _on_cancelled(self) -> None:
        self._review = None
        self.version_requested.emit(self._row_id, READ)

    def _on_make(self) -> None:
        if self._review is None:
            return
        source, target, chosen = self._row_id, self._target, self._review.chosen()
        self.make_button.setEnabled(False)
        self.sentence.clear_away()

        def make(workspace: Workspace) -> str:
            return workspace.vision_steps.new_in_perspective(source, target, chosen)

        self.kit.lane.ask(make, self._on_made, self._on_failed)

    def _renew(self) -> None:
        self.model.renew()
        spot = self.spots.spot()
        if spot is not None:
            self._show_outcome(spot)
        self._tell()

    def _show_outcome(self, spot: int) -> None:
        if self._review is not None:
            self.preview.show_outcome(self._review.outcome(self._review.spots[spot].part), spot)

    def _tell(self) -> None:
        if self._review is None:
            return
        doubtful = sum(1 for spot in self._review.spots if spot.place.doubt)
        said = self.tr("{accepted} of {all} places accepted").format(
            accepted=self._review.accepted, all=len(self._review.spots)
        )
        if doubtful:
            said += "  ·  " + self.tr("{count} to look at").format(count=doubtful)
        self.count.setText(said)
        self.doubtful_button.setEnabled(bool(doubtful))
