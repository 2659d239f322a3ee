"""The flow of a life category beside the version that it leads into."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.core.errors import AppError
from desktop.domain.blueprint import Loop
from desktop.domain.categories import CODES
from desktop.domain.vision import State
from desktop.language import translated
from desktop.views.room import RoomKit
from desktop.views.vision.flow.fields import BLUEPRINT, INTO, FlowFields
from desktop.views.vision.flow.page import FlowPage
from desktop.views.vision.mode import VisionMode
from desktop.views.vision.richness_words import richness_words
from desktop.views.vision.wording import words_count
from desktop.widgets.part_names import label
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.domain.richness import Richness
    from desktop.services.details import RowDetails
    from desktop.services.vision.values import VersionLine
    from desktop.services.workspace import Workspace
    from desktop.views.details import Finder

_FIGURES_MS = 400


class _Target(NamedTuple):
    """What the last step needs to know of the version that it leads into."""

    lines: list[VersionLine]
    version_id: str
    text: str
    richness: Richness | None
    kept: str
    composed: str


class FlowMode(VisionMode):
    """Owns the page of the open category; lives on the GUI thread.

    The steps belong to the category, whichever version is open; only the last one goes into a
    draft, and never replaces what stands there.
    """

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._row_id = ""
        self._category = ""
        self._sought = ("", "")
        self.page = FlowPage(kit)
        self.form = self.page.form
        self.nothing = words(
            self.tr("The flow belongs to the twelve life categories. Choose one of them."), "muted"
        )
        self._bodies = QStackedWidget()
        self._figures = QTimer(self, singleShot=True, interval=_FIGURES_MS)
        self._lay_out()
        self._connect()

    def open(self, line: VersionLine, part: str) -> None:
        """Show the flow of a category; it leads into this version if that is a draft."""
        self._row_id = line.id
        self.show_part(part)
        self._read_target()

    def show_part(self, part: str) -> None:
        """Go to a category; the frame of a vision has no flow."""
        if part not in CODES:
            self.page.leave()
            self._bodies.setCurrentIndex(0)
            self._category = ""
            return
        self._bodies.setCurrentIndex(1)
        if part == self._category:
            return
        self.page.leave()
        self._category = part
        self.form.heading.setText(label(part))
        self._load()

    def clear(self) -> None:
        """No version is open any more; the flow stays, without one to lead into."""
        self._row_id = ""
        self._read_target()

    def go_to(self, words: str, around: str) -> None:
        """Show these words in whichever step they stand."""
        self._sought = (words, around)
        self._seek()

    def activate(self) -> None:
        """Go on in the open step."""
        if self._category:
            self.form.focus_field()
        else:
            self.setFocus()

    def refresh(self) -> None:
        """The store changed: show the newer state, unless something is being typed."""
        if self._category and not self.page.is_kept:
            self._load()
        else:
            self.page.refresh()
        self._read_target()

    def leave(self) -> None:
        """Write what is not written yet."""
        self.page.leave()

    def find_details(self) -> Finder | None:
        """What finds the row of the open category."""
        return partial(_details, self._category) if self._category else None

    # Parts

    def _lay_out(self) -> None:
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._bodies.addWidget(self.nothing)
        self._bodies.addWidget(self.page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.addWidget(self._bodies)

    def _connect(self) -> None:
        form = self.form
        form.edited.connect(self._figures.start)
        form.step_shown.connect(self._on_step)
        form.loops.loop_removed.connect(self._on_loop_removed)
        form.into.put_requested.connect(self._on_put)
        form.into.compose_requested.connect(partial(self._read_target, anew=True))
        form.into.version_chosen.connect(lambda _id: self._read_target())
        self._figures.timeout.connect(self._read_figures)
        self.page.row_opened.connect(lambda _id: self._seek())
        self.page.row_saved.connect(lambda _row: self._read_target())
        self.page.row_gone.connect(lambda _id: self._load())
        self.offer(self.tr("Next step"), "Alt+Right", partial(form.turn, 1))
        self.offer(self.tr("The step before"), "Alt+Left", partial(form.turn, -1))

    # What comes from the lane

    def _load(self) -> None:
        category = self._category

        def read(workspace: Workspace) -> Mapping[str, Any] | None:
            return workspace.category_states.get(category)

        self.kit.lane.ask(read, partial(self._on_loaded, category), self._on_failed)

    def _on_loaded(self, category: str, row: Mapping[str, Any] | None) -> None:
        if category != self._category:
            return
        if self.page.row_id == category and not self.page.is_blank():
            return  # begun here meanwhile: what came is woven in when it is saved
        if row is not None:
            self.page.show_row(category, row)
        elif self.page.row_id != category:
            self.page.begin(category, FlowFields())
        self._read_figures()
        self._read_target()

    def _read_target(self, *, anew: bool = False) -> None:
        """Bring the drafts, what stands in the chosen one, and a text made of the steps."""
        category, opened = self._category, self._row_id
        chosen = self.form.into.version_id()
        if category:
            self.kit.lane.ask(
                partial(_target, category, opened, chosen),
                partial(self._on_target, category, anew),
            )

    def _on_target(self, category: str, anew: bool, found: _Target) -> None:
        if category != self._category:
            return
        into = self.form.into
        into.show_versions(found.lines, found.version_id)
        if into.version_id() == found.version_id:
            into.show_present(found.text, _figures_line(found.richness, found.kept))
            self.form.show_in_vision(bool(found.text.strip()))
        if not self.page.desk.is_dirty(category):
            into.propose(found.composed, anew=anew)

    def _read_figures(self) -> None:
        text, step = self.form.text(), self.form.step

        def read(workspace: Workspace) -> Richness:
            return workspace.visions.richness(text)

        def show(richness: Richness) -> None:
            if step == self.form.step:
                self.form.figures.setText(_figures_line(richness, ""))

        self.kit.lane.ask(read, show)

    # What the member does

    def _on_step(self, step: str) -> None:
        if step == INTO:
            self.page.save_now()
            self._read_target()
        self._read_figures()

    def _on_put(self, version_id: str, text: str) -> None:
        category = self._category
        self.page.save_now()

        def put(workspace: Workspace) -> str:
            return workspace.category_states.put_into(version_id, category, text)

        self.kit.lane.ask(put, partial(self._on_put_done, version_id, category), self._on_failed)

    def _on_put_done(self, version_id: str, category: str, before: str) -> None:
        self._read_target()
        self.versions_changed.emit()

        def take_back() -> None:
            self.kit.lane.ask(
                lambda workspace: workspace.visions.set_part(version_id, category, before),
                lambda _done: self._on_taken_back(),
                self._on_failed,
            )

        said = self.tr("Your words stand in {part} of the vision.").format(part=label(category))
        self.notice.emit(said, take_back)

    def _on_taken_back(self) -> None:
        self._read_target()
        self.versions_changed.emit()

    def _on_failed(self, error: AppError) -> None:
        self.form.into.sentence.say(translated(error))
        if self.form.step != INTO:
            self.notice.emit(translated(error), None)

    def _on_loop_removed(self, place: int, loop: Loop) -> None:
        category = self._category
        self.notice.emit(
            self.tr("The loop is removed."), partial(self._bring_back, category, place, loop)
        )

    def _bring_back(self, category: str, place: int, loop: Loop) -> None:
        """Put a loop back where it was, also when another category is open by now."""
        if category == self._category:
            self.form.show_step(BLUEPRINT)
            self.form.loops.add(min(place, len(self.form.loops.rows)), loop)
            return
        self.kit.lane.ask(partial(_with_loop, category, place, loop), None, self._on_failed)

    def _seek(self) -> None:
        if self._sought[0] and self.page.row_id == self._category and not self.page.is_loading:
            self.form.go_to(*self._sought)
            self._sought = ("", "")


def _target(category: str, opened: str, chosen: str, workspace: Workspace) -> _Target:
    from desktop.services.comparison import spelt

    lines = workspace.visions.lines(workspace.visions.ids())
    drafts = [line for line in lines if line.state is State.DRAFT]
    ids = [line.id for line in drafts]
    wanted = next((one for one in (chosen, opened) if one in ids), ids[0] if ids else "")
    vision = workspace.visions.version(wanted) if wanted else None
    text = vision.texts[category] if vision else ""
    facts = vision.density_facts if vision else None
    return _Target(
        drafts,
        wanted,
        text,
        workspace.visions.richness(text) if text else None,
        spelt(facts.get(category)) if isinstance(facts, dict) else "",
        workspace.category_states.composed(category),
    )


def _details(category: str, workspace: Workspace) -> RowDetails | None:
    from desktop.services.details import details_of
    from desktop.services.vision.states import TABLE

    row_id = workspace.category_states.row_id(category)
    return details_of(workspace, TABLE, row_id) if row_id else None


def _with_loop(category: str, place: int, loop: Loop, workspace: Workspace) -> None:
    from desktop.core.ids import new_id
    from desktop.domain.blueprint import loops_of, with_loops

    states = workspace.category_states
    row = states.get(category) or {}
    data = row.get(BLUEPRINT)
    loops = list(loops_of(data))
    loops.insert(min(place, len(loops)), loop)
    states.save(category, {BLUEPRINT: with_loops(data, loops)}, new_id(), {BLUEPRINT: data})
    states.leave(category)


def _figures_line(richness: Richness | None, kept: str) -> str:
    """Words, sentences and senses of a text, and what else the row keeps of it."""
    if richness is None or not richness.words:
        return ""
    line, _explained = richness_words(richness)
    parts = (words_count(richness.words), line, " ".join(kept.split()))
    return "  ·  ".join(part for part in parts if part)
