"""The last step of the flow: the member's words, looked at where they will stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from desktop.language import isolated
from desktop.theme.appearance import Appearance
from desktop.views.vision.wording import number_words, state_words
from desktop.widgets.buttons import button
from desktop.widgets.choosing.drop_down import DropDown
from desktop.widgets.difference_view import ADDED, SAME, DifferenceView, Stretch
from desktop.widgets.sentences import Sentence
from desktop.widgets.texts import words
from desktop.widgets.writing.markdown_edit import MarkdownEdit

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.vision.values import VersionLine


_LINES_IN_VIEW = 4


class IntoVision(QWidget):
    """Owns the text on its way, the version it goes into, and how the part will read.

    Lives on the GUI thread. The text is a proposal made of the steps before; it is the member's
    to shape, and kept nowhere until it is put into the vision.
    """

    put_requested = Signal(str, str)  # version id, text
    compose_requested = Signal()
    version_chosen = Signal(str)

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._proposed = ""
        self._present = ""
        self.version = DropDown()
        self.text = _Words(look)
        self.preview = _Joined(look)
        self.figures = words("", "small")
        self.sentence = Sentence()
        self.compose_button = button(self.tr("From the steps &again"), "link")
        self.put_button = button(self.tr("&Put into the vision"), "primary")
        self._lay_out()
        self._keep_lines()
        self._connect()

    def show_versions(self, lines: Sequence[VersionLine], chosen: str) -> None:
        """Offer these drafts; the one that was chosen stays chosen while it is there."""
        ids = [line.id for line in lines]
        before = self.version.currentData()
        self.version.clear()
        for line in lines:
            parts = (number_words(line.number), isolated(line.title), state_words(line.state))
            self.version.addItem("  ·  ".join(part for part in parts if part), line.id)
        wanted = next((one for one in (before, chosen) if one in ids), ids[0] if ids else "")
        self.version.setCurrentIndex(ids.index(wanted) if wanted else -1)
        self._tell()

    def version_id(self) -> str:
        """The draft that was chosen, or an empty text."""
        return str(self.version.currentData() or "")

    def show_present(self, text: str, figures: str) -> None:
        """Show what stands in the part of that draft now, and its figures."""
        self._present = text
        self.figures.setText(figures)
        self._draw()

    def propose(self, text: str, *, anew: bool = False) -> None:
        """Offer a text made of the steps; what the member has shaped is left alone."""
        if anew or self.text.text() in {"", self._proposed}:
            self.text.set_text(text)
            self._draw()
        self._proposed = text

    def begin(self) -> None:
        """Another category: nothing is proposed yet."""
        self._proposed = self._present = ""
        self.text.set_text("")
        self.sentence.clear_away()
        self.figures.setText("")
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Keep some lines of each text in view, however large the letters are."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_lines()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What comes stands at the end, and that is to be seen."""
        super().resizeEvent(event)
        self.preview.show_end()

    def _lay_out(self) -> None:
        self.version.setAccessibleName(self.tr("Into this version"))
        self.version.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.text.setAccessibleName(self.tr("The text on its way"))
        self.text.setPlaceholderText(
            self.tr("What you wrote in the steps before comes together here")
        )
        self.text.setProperty("kind", "field")
        above = QHBoxLayout()
        above.addWidget(self.compose_button)
        above.addStretch(1)
        first, second = QWidget(), QWidget()
        top = QVBoxLayout(first)
        top.setContentsMargins(0, 0, 0, 6)
        top.setSpacing(4)
        top.addWidget(self.text, 1)
        top.addLayout(above)
        below = QVBoxLayout(second)
        below.setContentsMargins(0, 8, 0, 0)
        below.setSpacing(4)
        below.addWidget(self.preview, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(first)
        split.addWidget(second)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.version, 1)
        foot.addWidget(self.put_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(split, 1)
        box.addWidget(self.figures)
        box.addWidget(self.sentence)
        box.addLayout(foot)
        self.put_button.setToolTip(self.tr("After what stands there (Ctrl+Enter)"))

    def _keep_lines(self) -> None:
        for text in (self.text, self.preview):
            text.setMinimumHeight(_LINES_IN_VIEW * self.fontMetrics().lineSpacing())

    def _connect(self) -> None:
        self.text.edited.connect(self._draw)
        self.compose_button.clicked.connect(self.compose_requested)
        self.put_button.clicked.connect(self._on_put)
        self.version.activated.connect(lambda _row: self.version_chosen.emit(self.version_id()))
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_put)

    def _on_put(self) -> None:
        if self.put_button.isEnabled():
            self.sentence.clear_away()
            self.put_requested.emit(self.version_id(), self.text.text())

    def _draw(self) -> None:
        text, present = self.text.text().strip(), self._present.rstrip()
        stretches = [Stretch(SAME, present)] if present else []
        if text:
            stretches.append(Stretch(ADDED, f"\n\n{text}" if present else text))
        self.preview.show_difference(stretches)
        self.preview.show_end()
        self._tell()

    def _tell(self) -> None:
        self.put_button.setEnabled(bool(self.version_id() and self.text.text().strip()))
        if not self.version_id():
            self.sentence.say(
                self.tr("There is no draft to put it into. Begin one first (Ctrl+N)."), wrong=False
            )
        elif not self.text.text().strip() and not self._proposed:
            self.sentence.clear_away()


class _Words(MarkdownEdit):
    """The text on its way: as wide as there is room."""

    measure_letters = 1_000


class _Joined(DifferenceView):
    """How the part will read: what stands there, and what comes after it."""

    def same_words(self) -> str:
        """What is said while nothing comes."""
        return self.tr("How this part reads now")

    def changed_words(self, come: str, gone: str) -> str:  # noqa: ARG002
        """What is said of so many words."""
        return self.tr("How this part will read: {come} added at the end").format(come=come)
