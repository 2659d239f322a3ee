"""The two sides of a flip: the contrast at the left, the clarity that comes of it at the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.theme.appearance import Appearance
from desktop.views.flips.side import FlipSide
from desktop.widgets.buttons import button
from desktop.widgets.choosing.category_pick import CategoryPick
from desktop.widgets.cut_label import CutLabel
from desktop.widgets.forms.telling_form import TellingForm
from desktop.widgets.texts import words
from desktop.widgets.writing.kept_text import KeptText

# In less width than this, the sides stand one above the other.
_ROOM_FOR_TWO = 540
# One above the other, they need this many lines for all that stands around their texts.
_LINES_FOR_BOTH = 22


class FlipForm(TellingForm):
    """Owns the fields of one flip, which are its columns; lives on the GUI thread."""

    edited = Signal()
    return_requested = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = 0
        self._title = ""
        self.category = CategoryPick(self)
        self.contrast = FlipSide(look, self.tr("Contrast"), "muted", self)
        self.clarity = FlipSide(look, self.tr("Clarity"), "accent", self)
        self.buttons = QHBoxLayout()
        self.ask_button = button(self.tr("Another question"), "link", self)
        self.return_button = button("", "primary", self)
        self._texts = (KeptText(self.contrast.text), KeptText(self.clarity.text))
        self._made = CutLabel(self)
        self._saved = words("", "small", self)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.category.category_edited.connect(self.edited)
        self.contrast.text.edited.connect(self._on_edited)
        self.clarity.text.edited.connect(self._on_edited)
        self.ask_button.clicked.connect(self.ask_on)
        self.return_button.clicked.connect(self.return_requested)
        self.lead_back("")
        self._ask()

    def fields(self) -> dict[str, Any]:
        """The columns as they stand."""
        contrast, clarity = self._texts
        return {
            "category": self.category.category(),
            "input_text": contrast.value(),
            "clarity_seed": clarity.value(),
        }

    def show_fields(self, fields: Mapping[str, Any]) -> None:
        """Show another flip; its own undo history begins."""
        self._show(fields, KeptText.show_value)

    def weave(self, fields: Mapping[str, Any]) -> None:
        """Show a newer state of the same flip, leaving the cursor where it is."""
        self._show(fields, KeptText.weave)

    def set_writable(self, writable: bool) -> None:
        """Let the member write, or wait until the flip is here."""
        for side in (self.contrast, self.clarity):
            side.text.setReadOnly(not writable)
        self.category.setEnabled(writable)

    def lead_back(self, title: str) -> None:
        """Offer to bring the clarity back into the draft of a room; an empty title offers none."""
        self._title = title
        text = self.tr("Back into the draft ({room})")
        self.return_button.setText(text.format(room=title).replace("&", "&&"))
        self._tell()

    def ask_on(self) -> None:
        """Ask the next question."""
        self._question += 1
        self._ask()

    def focus_first(self) -> None:
        """Begin with the contrast; where that stands, go on to the clarity."""
        side = self.clarity if self.contrast.text.text().strip() else self.contrast
        side.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, found: str, around: str) -> None:
        """Select these words where they stand."""
        for side in (self.contrast, self.clarity):
            if side.text.go_to(found, around):
                side.text.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the category goes on to the texts."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and self.category.hasFocus():
            self.focus_first()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the sides beside each other where there is room."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        wide = self.width() >= _ROOM_FOR_TWO
        self._sides.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        lines = _LINES_FOR_BOTH // 2 if wide else _LINES_FOR_BOTH
        low = self.height() < lines * self.fontMetrics().lineSpacing()
        for side in (self.contrast, self.clarity):
            side.set_low(low)

    # Parts

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.category, 8)
        head.addStretch(1)
        head.addLayout(self.buttons)
        self.category.setMaximumWidth(300)
        self.contrast.text.setPlaceholderText(self.tr("What bothers me? Say it as it is."))
        self.clarity.text.setPlaceholderText(self.tr("I have … I am … As if it were so"))
        self.contrast.say(self.tr("What I do not want shows me what I want."))
        self.clarity.add_to_foot(self.ask_button)
        self.ask_button.setToolTip(self.tr("Ask me something else (Ctrl+J)"))
        self.return_button.setToolTip(
            self.tr("Put the clarity where the contrast stands (Ctrl+Enter)")
        )
        self._saved.setWordWrap(True)
        self._saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot.setSpacing(14)
        foot.addWidget(self._made)
        foot.addStretch(1)
        foot.addWidget(self._saved, 10)
        self._sides.setSpacing(18)
        self._sides.addWidget(self.contrast, 1)
        self._sides.addWidget(self.clarity, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addLayout(head)
        box.addLayout(self._sides, 1)
        box.addWidget(self.return_button, 0, Qt.AlignmentFlag.AlignLeft)
        box.addLayout(foot)

    def _show(self, fields: Mapping[str, Any], put: Any) -> None:
        self.category.set_category(fields["category"])
        for text, name in zip(self._texts, ("input_text", "clarity_seed"), strict=True):
            put(text, fields[name])
        self._tell()

    def _on_edited(self) -> None:
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        self.return_button.setVisible(bool(self._title))
        self.return_button.setEnabled(bool(self.clarity.text.text().strip()))

    def _ask(self) -> None:
        questions = _questions()
        self.clarity.say(questions[self._question % len(questions)])


def _questions() -> tuple[str, ...]:
    """Gentle questions that lead from a contrast to a clarity."""
    return (
        tr("What do I want instead?"),
        tr("How do I want to feel?"),
        tr("What would it be like if it were easy?"),
        tr("What does this show me that I value?"),
        tr("What would I love to be able to say a year from now?"),
        tr("What is already a little as I want it?"),
        tr("If all were well here, what would I notice first?"),
    )
