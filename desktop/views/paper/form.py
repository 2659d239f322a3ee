"""The fields of a daily paper: gratitude, three actions, one fun thing, and whether it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain import papers as rules
from desktop.domain.papers import Action, Paper
from desktop.language import isolated
from desktop.theme.appearance import Appearance
from desktop.views.paper.day_bar import DayBar
from desktop.widgets.buttons import button
from desktop.widgets.cut_label import CutLabel
from desktop.widgets.forms.action_row import ActionRow
from desktop.widgets.forms.telling_form import TellingForm
from desktop.widgets.frames import Column
from desktop.widgets.texts import words
from desktop.widgets.writing.growing_text import GrowingText
from desktop.widgets.writing.kept_text import KeptText

_WIDTH = 680


class PaperForm(TellingForm):
    """Owns the fields of one paper; lives on the GUI thread.

    Its fields are the columns `paper_date`, `content` and `completed`; what `content` holds
    beside the fields is given back to the letter.
    """

    edited = Signal()
    carry_requested = Signal()

    def __init__(self, look: Appearance, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: str | None = None
        self._content: Any = None
        self._completed: bool | None = None
        self._open_before: Sequence[str] = ()
        self._writable = False
        self.bar = DayBar(look, today, self)
        self.buttons = self.bar.buttons
        self.gratitude = GrowingText(look, (3, 12))
        self.fun = GrowingText(look, (2, 6))
        self._texts = (KeptText(self.gratitude), KeptText(self.fun))
        self.rows: list[ActionRow] = []
        self.carry_button = button("", "link")
        self.carry_button.setToolTip(self.tr("Into the free places (Ctrl+Shift+B)"))
        self.done_box = QCheckBox(self.tr("This paper is done"))
        self.done_box.setToolTip(self.tr("Done, or not yet (Ctrl+Shift+D)"))
        self._through = words("", "accent")
        self._made = CutLabel()
        self._saved = words("", "small")
        self._actions = QVBoxLayout()
        self._whole = words("", "mono")
        self._parts = QWidget()
        self._lay_out()
        self._set_rows(rules.ACTIONS)
        for text in (self.gratitude, self.fun):
            text.edited.connect(self._on_edited)
        self.done_box.clicked.connect(self._on_edited)
        self.carry_button.clicked.connect(self.carry_requested)

    # What the page asks

    def fields(self) -> dict[str, Any]:
        """The columns as they stand."""
        content = rules.written(self._content, self.paper())
        # Not ticked is what it was: nothing, or false.
        unticked = False if self._completed else self._completed
        completed = True if self.done_box.isChecked() else unticked
        return {"paper_date": self._day, "content": content, "completed": completed}

    def show_fields(self, fields: Mapping[str, Any]) -> None:
        """Show another paper; its own undo history begins."""
        self._show(fields, KeptText.show_value)
        self.gratitude.moveCursor(QTextCursor.MoveOperation.End)

    def weave(self, fields: Mapping[str, Any]) -> None:
        """Show a newer state of the same paper, leaving the cursor where it is."""
        self._show(fields, KeptText.weave)

    def set_writable(self, writable: bool) -> None:
        """Let the member write, or wait until the paper is here."""
        self._writable = writable
        paper = rules.read(self._content)
        self.gratitude.setReadOnly(paper.gratitude.odd or not writable)
        self.fun.setReadOnly(paper.fun.odd or not writable)
        for row in self.rows:
            row.set_writable(writable)
        self.done_box.setEnabled(writable)
        self._tell()

    def through_sentence(self) -> str:
        """What is said when all actions are ticked."""
        return self._through.text()

    # What the room asks

    def day(self) -> date | None:
        """The day of the paper, if it has one of our calendar."""
        return rules.day_of(self._day)

    def paper(self) -> Paper:
        """The parts as they stand in the fields."""
        before = rules.read(self._content)
        if before.whole is not None:
            return before
        gratitude, fun = self._texts
        actions = tuple(
            Action(row.text(), row.is_done(), old.odd)
            for row, old in zip(self.rows, before.actions, strict=True)
        )
        return Paper(
            before.gratitude._replace(text=gratitude.value() or ""),
            actions,
            before.fun._replace(text=fun.value() or ""),
        )

    def offer_carry(self, actions: Sequence[str]) -> None:
        """Offer to bring over what stayed open the day before."""
        self._open_before = actions
        self._tell()

    def put_actions(self, actions: Sequence[Action]) -> None:
        """Put other actions into the fields, as the member would by writing them."""
        for row, action in zip(self.rows, actions, strict=True):
            row.show_action(action.text, done=action.done, odd=action.odd)
        self._on_edited()

    def carried(self) -> Paper:
        """The paper with what stayed open the day before in its free places."""
        return rules.carried(self._open_before, self.paper())

    def focus_first(self) -> None:
        """Go on with the first field."""
        self.gratitude.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_actions(self) -> None:
        """Go to the first action that is not written yet, or to the first one."""
        empty = (row for row in self.rows if not row.text().strip())
        wanted = next(empty, self.rows[0] if self.rows else None)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_fun(self) -> None:
        """Go to the fun thing."""
        self.fun.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, found: str, around: str) -> None:
        """Select these words where they stand."""
        for text in (self.gratitude, self.fun):
            if text.go_to(found, around):
                text.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        for row in self.rows:
            place = row.text().casefold().find(found.casefold())
            if place >= 0:
                row.setFocus(Qt.FocusReason.OtherFocusReason)
                row.field.setSelection(place, len(found))
                return

    # Parts

    def _lay_out(self) -> None:
        self.gratitude.setPlaceholderText(self.tr("Today I am grateful for …"))
        self.gratitude.setAccessibleName(self.tr("Gratitude"))
        self.fun.setPlaceholderText(self.tr("What will make me smile today?"))
        self.fun.setAccessibleName(self.tr("One fun thing"))
        column = Column(_WIDTH)
        self.column = column
        parts = QVBoxLayout(self._parts)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(8)
        self._actions.setSpacing(8)
        parts.addWidget(words(self.tr("Gratitude"), "heading"))
        parts.addWidget(self.gratitude)
        parts.addSpacing(12)
        actions = words(self.tr("Three aligned actions"), "heading")
        actions.setWordWrap(True)  # in large letters it is wider than all the rest
        parts.addWidget(actions)
        parts.addLayout(self._actions)
        parts.addWidget(self.carry_button, 0, Qt.AlignmentFlag.AlignLeft)
        parts.addSpacing(12)
        parts.addWidget(words(self.tr("One fun thing"), "heading"))
        parts.addWidget(self.fun)
        done = QHBoxLayout()
        done.setContentsMargins(0, 6, 0, 0)
        done.setSpacing(14)
        done.addWidget(self.done_box)
        done.addWidget(self._through, 1)
        self._through.setWordWrap(True)
        self._saved.setWordWrap(True)
        self._saved.setAlignment(Qt.AlignmentFlag.AlignRight)
        column.set_margins(8, 10)
        column.content.setSpacing(12)
        column.content.addWidget(self._whole)
        column.content.addWidget(self._parts)
        column.content.addLayout(done)
        column.content.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.bar)
        box.addWidget(column, 1)
        foot = QHBoxLayout()
        foot.setSpacing(18)
        foot.addWidget(self._made)
        foot.addStretch(1)
        foot.addWidget(self._saved, 10)
        box.addLayout(foot)

    def _set_rows(self, count: int) -> None:
        while len(self.rows) > count:
            row = self.rows.pop()
            self._actions.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < count:
            row = ActionRow(len(self.rows) + 1)
            row.edited.connect(self._on_edited)
            row.left_by_enter.connect(self._on_enter)
            self.rows.append(row)
            self._actions.addWidget(row)
        before: QWidget = self.gratitude
        for row in self.rows:
            QWidget.setTabOrder(before, row.tick)
            QWidget.setTabOrder(row.tick, row.field)
            before = row.field
        QWidget.setTabOrder(before, self.carry_button)
        QWidget.setTabOrder(self.carry_button, self.fun)
        QWidget.setTabOrder(self.fun, self.done_box)

    def _show(self, fields: Mapping[str, Any], put: Any) -> None:
        self._day, self._content = fields["paper_date"], fields["content"]
        self._completed = fields["completed"]
        self.bar.show_day(rules.day_of(self._day), self._day)
        paper = rules.read(self._content)
        self._whole.setVisible(paper.whole is not None)
        self._whole.setText(paper.whole.text if paper.whole else "")
        self._parts.setVisible(paper.whole is None)
        for text, part in zip(self._texts, (paper.gratitude, paper.fun), strict=True):
            put(text, part.text)
        self._set_rows(len(paper.actions))
        for row, action in zip(self.rows, paper.actions, strict=True):
            row.show_action(action.text, done=action.done, odd=action.odd)
        self.done_box.setChecked(bool(self._completed))
        self.set_writable(self._writable)

    def _on_enter(self) -> None:
        rows = [row for row in self.rows if row is self.sender()]
        place = self.rows.index(rows[0]) + 1 if rows else 0
        after = self.rows[place] if place < len(self.rows) else self.fun
        after.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_edited(self) -> None:
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        """Say what can be brought over, and that all actions are ticked."""
        paper = self.paper()
        new = [
            after.text
            for after, now in zip(self.carried().actions, paper.actions, strict=True)
            if after != now
        ]
        self.carry_button.setVisible(self._writable and bool(new))
        text = self.tr("Bring over from the day before: {actions}")
        self.carry_button.setText(
            text.format(actions=_short(", ".join(map(isolated, new)))).replace("&", "&&")
        )
        waits = paper.is_through and not self.done_box.isChecked()
        self._through.setText(self.tr("All actions are ticked.") if waits else "")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


def blank_fields(day: date) -> dict[str, Any]:
    """The fields of a paper on which nothing is written yet."""
    return {"paper_date": day.isoformat(), "content": rules.blank_content(), "completed": False}
