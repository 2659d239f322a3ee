"""Which sentence of the vision has come true: chosen from the active vision, by a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.language import isolated, translated
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button
from desktop.widgets.part_names import label
from desktop.widgets.rows.filter_list import FilterList, Item
from desktop.widgets.texts import words

if TYPE_CHECKING:  # loaded in the lane when they are asked for
    from desktop.services.evidence import Sentence
    from desktop.services.workspace import Workspace

_LONGEST_QUOTE = 200


class EvidenceDialog(QDialog):
    """Owns the choice of a sentence for an entry; lives on the GUI thread."""

    linked = Signal(str)  # the link's id

    def __init__(
        self, kit: RoomKit, entry_id: str, quote: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        self._entry_id = entry_id
        self._quote = quote
        self._sentences: Sequence[Sentence] = ()
        self.choice = FilterList(self.tr("Sentences of your vision"), self.tr("Find a sentence"))
        self.link_button = button(self.tr("&Link"), "primary")
        self._bodies = QStackedWidget()
        self._fault = words("", "danger")
        self.setWindowTitle(self.tr("Evidence"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 560)
        self._lay_out()
        self.choice.taken.connect(self._link)
        self.link_button.clicked.connect(lambda: self._link(self.choice.current()))
        kit.lane.ask(lambda workspace: workspace.evidence.sentences(), self._on_sentences)

    def _lay_out(self) -> None:
        nothing = words(
            self.tr(
                "There is no vision to link to yet. Write one in the Vision room: what comes true "
                "of it can then be shown from both sides."
            ),
            "muted",
        )
        nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._bodies.addWidget(nothing)
        self._bodies.addWidget(self.choice)
        close = button(self.tr("&Close"))
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self._fault, 1)
        foot.addWidget(close)
        foot.addWidget(self.link_button)
        self.link_button.setEnabled(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(26, 22, 26, 20)
        box.setSpacing(14)
        box.addWidget(words(self.tr("Which sentence has come true?"), "title"))
        if self._quote:
            cut = self._quote[:_LONGEST_QUOTE] + ("…" if len(self._quote) > _LONGEST_QUOTE else "")
            box.addWidget(words(self.tr("“{words}”").format(words=isolated(cut)), "muted"))
        else:
            about = self.tr("The whole entry is linked. To link some words, select them first.")
            box.addWidget(words(about, "muted"))
        box.addWidget(self._bodies, 1)
        box.addLayout(foot)

    def _on_sentences(self, found: Sequence[Sentence]) -> None:
        self._sentences = found
        self._bodies.setCurrentIndex(1 if found else 0)
        self.link_button.setEnabled(bool(found))
        self.choice.show_items(Item(one.text, label(one.part)) for one in found)
        self.choice.setFocus()

    def _link(self, place: int) -> None:
        if not 0 <= place < len(self._sentences) or not self.link_button.isEnabled():
            return
        sentence, entry_id, quote = self._sentences[place], self._entry_id, self._quote
        self.link_button.setEnabled(False)

        def link(workspace: Workspace) -> str:
            return workspace.evidence.link(entry_id, sentence, quote)

        self._kit.lane.ask(link, self._on_linked, self._on_refused)

    def _on_linked(self, link_id: str) -> None:
        self.linked.emit(link_id)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self._fault.setText(translated(error))
        self.link_button.setEnabled(True)
