"""Frequency flips: a contrast becomes a clarity statement, and may return to where it came from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.language import isolated, tr
from desktop.views.flipping.ticket import Ticket
from desktop.views.flips.form import FlipForm
from desktop.views.lists.category_pane import CategoryPane
from desktop.views.lists.category_room import CategoryRoom, side_of, spelt, told
from desktop.views.lists.line_pane import PaneWords
from desktop.views.pages.room_page import RoomPage
from desktop.views.pages.room_words import RoomWords
from desktop.views.room import RoomKit
from desktop.widgets.choosing.category_pick import category_label
from desktop.widgets.rows.line_delegate import RowLook

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.flips import FlipLine
    from desktop.services.workspace import Workspace
    from desktop.views.history import Subject


class FlipPage(RoomPage):
    """Owns the form of one flip; lives on the GUI thread."""

    table = "frequency_flip"
    columns = ("category", "input_text", "clarity_seed")

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        self.form = FlipForm(kit.look)
        super().__init__(kit, self.form, lambda workspace: workspace.flips, parent)

    def is_blank(self) -> bool:
        """Whether no words stand on the page; a category alone is none."""
        draft = self.draft()
        return not any((draft[name] or "").strip() for name in self.columns if name != "category")


class FlipsRoom(CategoryRoom):
    """Owns the list and the page, and which flips lead back where; lives on the GUI thread."""

    table = "frequency_flip"
    page: FlipPage

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.title = self.tr("Frequency flips")
        self.icon_name = "arrow-right-left"
        self._tickets: dict[str, Ticket] = {}
        said = PaneWords(
            new=self.tr("New flip"),
            new_hint=self.tr("Begin with a contrast (Ctrl+N)"),
            name=self.tr("Frequency flips"),
            empty=self.tr(
                "A flip turns what bothers you into what you want. Begin one here, or select "
                "words anywhere in the app and press Ctrl+Shift+L."
            ),
            begin=self.tr("Begin the first one"),
            one=self.tr("1 flip"),
            many=self.tr("{count} flips"),
        )
        pane = CategoryPane(
            kit, lambda workspace: workspace.flips, said, _look, _spoken, self.split
        )
        words = RoomWords(
            choose=self.tr("Choose a flip, or begin a new one."),
            first=self.tr("Begin with what bothers you. Then say what you want instead."),
            new=self.tr("New flip"),
            next_one=self.tr("Next flip"),
            one_before=self.tr("Flip before"),
            deleted=self.tr("The flip is in the trash."),
            gone=self.tr("This flip was deleted on another device. It is in the trash here."),
        )
        self.furnish(pane, FlipPage(kit), words)
        self.page.row_opened.connect(self._on_opened)
        self.page.form.return_requested.connect(self.bring_back)

    def take_words(self, ticket: Ticket) -> None:
        """Begin a flip with words of another room as its contrast; it is a draft from here on."""
        self.begin_with({"input_text": ticket.words.strip()})
        if ticket.way is not None:
            self._tickets[self.page.row_id] = ticket
            self._on_opened(self.page.row_id)
        self.page.form.edited.emit()
        self.page.form.focus_first()

    def bring_back(self) -> None:
        """Put the clarity where the contrast stands."""
        ticket = self._tickets.get(self.page.row_id)
        clarity = self.page.form.clarity.text.text().strip()
        if ticket is None:
            self.notice.emit(self.tr("This flip did not begin with words of another room."), None)
        elif not clarity:
            self.notice.emit(self.tr("Find your clarity first."), None)
        else:
            del self._tickets[self.page.row_id]
            self.page.form.lead_back("")
            self.page.save_now()
            self.flip_returned.emit(ticket, clarity)

    def delete(self, workspace: Workspace, row_id: str) -> int:
        """Move a flip to the trash; called in the lane."""
        return workspace.flips.delete(row_id)

    def history_subject(self) -> Subject:
        """What the history shows of the open flip."""
        from desktop.views.history import Subject

        return Subject(
            self.table,
            self.page.row_id,
            self.tr("History of this flip"),
            texts={"input_text": self.tr("Contrast"), "clarity_seed": self.tr("Clarity")},
            fields={"category": self.tr("Category")},
            told=told,
        )

    def offer_more(self, add: Callable[[str, str, Callable[[], object]], object]) -> None:
        """The two sides, the questions and the way back."""
        super().offer_more(add)
        form = self.page.form
        self.menu.addSeparator()
        add(self.tr("Back into the draft"), "Ctrl+Return", self.bring_back)
        add(self.tr("Another question"), "Ctrl+J", form.ask_on)
        add(self.tr("Go to the contrast"), "Ctrl+T", form.contrast.text.setFocus)
        add(self.tr("Go to the clarity"), "Ctrl+M", form.clarity.text.setFocus)
        add(self.tr("Go to the category"), "Ctrl+D", form.category.setFocus)

    def _on_opened(self, row_id: str) -> None:
        ticket = self._tickets.get(row_id)
        self.page.form.lead_back(ticket.title if ticket else "")


def _look(line: FlipLine) -> RowLook:
    parts = [isolated(line.clarity) or tr("waits for its clarity")]
    parts += [category_label(line.category)] if line.category else []
    return RowLook(*side_of(line.day), line.contrast, "  ·  ".join(parts), tr("No contrast"))


def _spoken(line: FlipLine) -> str:
    parts = [
        tr("Contrast: {words}").format(words=isolated(line.contrast) or tr("none")),
        tr("Clarity: {words}").format(words=isolated(line.clarity) or tr("none yet")),
        category_label(line.category) if line.category else tr("without category"),
        spelt(line.day),
    ]
    return " · ".join(filter(None, parts))
