"""Writing a version: one part at a time, saved by itself, each part with its earlier versions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.vision import CODES, State
from desktop.language import translated
from desktop.views.evidence.panel import EvidencePanel
from desktop.views.pages.page import Page
from desktop.views.room import RoomKit
from desktop.views.vision.about import AboutFields
from desktop.views.vision.facts import facts_of
from desktop.views.vision.mode import ABOUT, VisionMode
from desktop.views.vision.richness_words import richness_words
from desktop.views.vision.writing_form import WritingFields, WritingForm
from desktop.widgets.buttons import icon_button
from desktop.widgets.part_names import label

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.core.errors import AppError
    from desktop.domain.richness import Richness
    from desktop.services.history import Version
    from desktop.services.vision.values import VersionLine, Vision
    from desktop.services.workspace import Workspace

_TABLE = "vision_versions"
_MESSAGE = "activation_message"


class WritingPage(Page):
    """Owns the form of one version; lives on the GUI thread."""

    table = _TABLE

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        self.form = WritingForm(kit.look)
        super().__init__(kit, self.form, lambda workspace: workspace.visions, parent)

    @property
    def part(self) -> str:
        """The part that is written on."""
        return self.form.part

    def fields_of(self, row: Mapping[str, Any]) -> WritingFields:
        """What the form shows of a row or of a draft."""
        about = AboutFields(
            row.get("title") or "", row.get("perspective") or "", row.get(_MESSAGE) or ""
        )
        return WritingFields(about, tuple(row.get(code) or "" for code in CODES))

    def draft_of(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The columns of a row that are written here."""
        return {name: row.get(name) for name in ("title", "perspective", _MESSAGE, *CODES)}

    def draft(self) -> dict[str, Any]:
        """What is on the page, as the store takes it: nothing rather than an empty text."""
        fields = self.form.fields()
        about = {
            "title": fields.about.title or None,
            "perspective": fields.about.perspective or None,
            _MESSAGE: fields.about.message or None,
        }
        texts = zip(CODES, fields.texts, strict=True)
        return {**about, **{code: text or None for code, text in texts}}

    def is_blank(self) -> bool:
        """A version is begun on purpose: an empty one is no less there."""
        return False


class WritingMode(VisionMode):
    """Owns the page of the open version and what the journal has of it; lives on the GUI thread."""

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.page = WritingPage(kit, self)
        self.form = self.page.form
        self.history_button = icon_button(
            kit.look.icons, "history", self.tr("Earlier versions of this part (Ctrl+H)")
        )
        self.form.buttons.addWidget(self.history_button)
        self.evidence = EvidencePanel(kit, self)
        self._unlocked = ""
        self._line: VersionLine | None = None
        self._place = ("", "")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.page, 1)
        box.addWidget(self.evidence)
        self._connect()

    # What the room asks

    def open(self, line: VersionLine, part: str) -> None:
        """Lay a version onto the page at a part; one that is not a draft is first only shown."""
        if self.page.row_id != line.id:
            self._unlocked = ""
        self._line = line
        self.form.lock_up(self._locked(line))
        self.page.open(line.id)
        self.show_part(part)

    def show_part(self, part: str) -> None:
        """Go to a part; what is written in it from here on has a history of its own."""
        if part != self.form.part:
            self.page.leave()
            self.form.show_part(part)
        self.evidence.show_part(self.page.row_id if part != ABOUT else "", part)
        self._read_asides()

    def clear(self) -> None:
        """Take the version off the page; it is being discarded."""
        self._line = None
        self.evidence.show_part("", "")
        self.page.discard()
        self.form.set_writable(False)

    def go_to(self, words: str, around: str) -> None:
        """Show these words of the part, as soon as it is there."""
        self._place = (words, around)
        self._go_to_place()

    def activate(self) -> None:
        """Go on in the text."""
        self.form.focus_field()

    def refresh(self) -> None:
        """The store changed: show the newer state, unless something is being typed."""
        self.page.refresh()
        self.evidence.refresh()
        self._read_asides()

    def leave(self) -> None:
        """Write what is not written yet."""
        self.page.leave()

    def save_now(self) -> None:
        """Write what is not written yet, now."""
        self.page.save_now()

    def show_history(self) -> None:
        """Show the earlier versions of the part, or of what is beside the parts."""
        if not self.page.row_id:
            return
        from desktop.views.history import HistoryDialog, Subject

        self.page.leave()
        row_id, part = self.page.row_id, self.form.part
        name = label(part)
        title = self.tr("History of {part}").format(part=name)
        if part == ABOUT:
            message = self.tr("Activation message")
            fields = {"title": self.tr("Title"), "perspective": self.tr("Written as")}
            part, name, title = _MESSAGE, message, self.tr("History of this version")
        else:
            fields = {}
        subject = Subject(
            _TABLE,
            row_id,
            title,
            texts={part: name},
            fields=fields,
            restore=partial(_restore_part, row_id, part),
            listed=partial(_part_versions, row_id, part),
        )
        dialog = HistoryDialog(self.kit, subject, self)
        dialog.restored.connect(self._on_restored)
        dialog.open()

    # Parts

    def _connect(self) -> None:
        form = self.form
        form.counted.connect(self.words_counted)
        form.previous_requested.connect(lambda: self._step(-1))
        form.next_requested.connect(lambda: self._step(1))
        form.edit_button.clicked.connect(self._on_edit_anyway)
        form.draft_button.clicked.connect(self._on_draft_wanted)
        self.history_button.clicked.connect(self.show_history)
        self.evidence.row_requested.connect(self.row_requested)
        self.evidence.notice.connect(self.notice)
        self.page.row_opened.connect(lambda _row_id: self._go_to_place())
        self.page.row_saved.connect(lambda _row: self._on_saved())
        self.page.row_gone.connect(self._on_gone)

    def _step(self, steps: int) -> None:
        parts = (*CODES, ABOUT)
        place = parts.index(self.form.part) + steps
        if 0 <= place < len(parts):
            self.part_shown.emit(parts[place])

    def _locked(self, line: VersionLine) -> str:
        if line.state is State.DRAFT or self._unlocked == line.id:
            return ""
        if line.state is State.ACTIVE:
            return self.tr("This is the vision you live by. Refine it in a new draft.")
        return self.tr("This version is complete. Go on with it in a new draft.")

    def _go_to_place(self) -> None:
        if self._place[0] and not self.page.is_loading:
            self.form.go_to(*self._place)
            self._place = ("", "")

    def _read_asides(self) -> None:
        """Bring what is told beside the text: its figures, or the facts of the version."""
        row_id, part = self.page.row_id, self.form.part
        if not row_id:
            return
        if part == ABOUT:
            self.kit.lane.ask(partial(_facts, row_id), self._on_facts)
            return

        def read(workspace: Workspace) -> Richness | None:
            vision = workspace.visions.version(row_id)
            return workspace.visions.richness(vision.texts[part]) if vision else None

        self.kit.lane.ask(read, partial(self._on_richness, row_id, part))

    def _on_facts(self, found: tuple[Vision, Richness, bool] | None) -> None:
        if found is not None and found[0].id == self.page.row_id:
            vision, richness, is_sent = found
            self.form.about.show_facts(facts_of(vision, richness, is_sent=is_sent))

    def _on_richness(self, row_id: str, part: str, richness: Richness | None) -> None:
        if richness is not None and (row_id, part) == (self.page.row_id, self.form.part):
            self.form.say_richness(*richness_words(richness))

    def _on_saved(self) -> None:
        self._read_asides()
        self.versions_changed.emit()

    def _on_gone(self, row_id: str) -> None:
        self._line = None
        self.form.set_writable(False)
        self.version_gone.emit(row_id)
        sentence = self.tr("This version was deleted on another device. It is in the trash here.")
        self.notice.emit(sentence, None)

    def _on_edit_anyway(self) -> None:
        if self._line is not None:
            self._unlocked = self._line.id
            self.form.lock_up("")
            self.form.focus_field()

    def _on_draft_wanted(self) -> None:
        if self._line is None:
            return
        self.page.leave()
        source = self._line.id
        self.kit.lane.ask(
            lambda workspace: workspace.vision_steps.new_from(source),
            self._on_draft_made,
            self._on_failed,
        )

    def _on_draft_made(self, row_id: str) -> None:
        self.versions_changed.emit()
        self.version_requested.emit(row_id, "")
        self.notice.emit(self.tr("A new draft with the same words is open."), None)

    def _on_restored(self, _row_id: str) -> None:
        self.page.refresh()
        self.versions_changed.emit()
        self.notice.emit(
            self.tr("The earlier text is back. What stood here before is kept in the history."),
            None,
        )

    def _on_failed(self, error: AppError) -> None:
        self.notice.emit(translated(error), None)


def _facts(row_id: str, workspace: Workspace) -> tuple[Vision, Richness, bool] | None:
    vision = workspace.visions.version(row_id)
    if vision is None:
        return None
    is_sent = workspace.status.is_sent(_TABLE, row_id)
    return vision, workspace.visions.richness(*vision.texts.values()), is_sent


def _part_versions(row_id: str, part: str, workspace: Workspace) -> list[Version]:
    from desktop.domain.journal import first_line
    from desktop.services.history import Version

    return [
        Version(kept.id, kept.kept_at, kept.origin, first_line(kept.text))
        for kept in workspace.visions.part_versions(row_id, part)
    ]


def _restore_part(row_id: str, part: str, workspace: Workspace, version_id: int) -> None:
    workspace.visions.restore_part(row_id, part, version_id)
