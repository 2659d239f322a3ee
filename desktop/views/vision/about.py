"""What a version is beside its texts: title, perspective, the message of its activation, facts."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.vision import PLURAL, SINGULAR
from desktop.theme.appearance import Appearance
from desktop.views.vision.wording import perspective_words
from desktop.widgets.choosing.choice import Choice
from desktop.widgets.frames import follow_keys
from desktop.widgets.texts import words
from desktop.widgets.writing.markdown_edit import MarkdownEdit

_MESSAGE_HEIGHT = 110
# Fields longer than a line of text is read well are no better fields.
_WIDEST = 600
_LETTERS_FOR_TWO = 70


class AboutFields(NamedTuple):
    """What a member can change of it."""

    title: str
    perspective: str
    message: str


class AboutForm(QScrollArea):
    """Owns these fields and the list of facts; lives on the GUI thread."""

    edited = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("About this version"))
        inside = QWidget()
        self.title = QLineEdit()
        self.perspective = Choice(
            self.tr("Written as"),
            [(one, perspective_words(one)) for one in (SINGULAR, PLURAL)],
        )
        self.message = MarkdownEdit(look)
        # No QFormLayout: with names above their facts it cuts off last lines, as it counts the
        # lines of a text at another width than it gives it in the end.
        self._facts = QGridLayout()
        self._told: list[tuple[str, str]] = []
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._wide: bool | None = None
        self._lay_out(inside)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        follow_keys(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title.textEdited.connect(lambda _text: self.edited.emit())
        self.perspective.chosen.connect(lambda _value: self.edited.emit())
        self.message.edited.connect(self.edited)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, a fact stands below its name."""
        super().resizeEvent(event)
        wide = self.width() >= _LETTERS_FOR_TWO * self.fontMetrics().averageCharWidth()
        if wide is not self._wide:
            self._wide = wide
            self._arrange()

    def fields(self) -> AboutFields:
        """The fields as they stand."""
        return AboutFields(self.title.text(), self.perspective.value(), self.message.text())

    def show_fields(self, fields: AboutFields) -> None:
        """Show another version; its own undo history begins."""
        self._show_small(fields)
        self.message.set_text(fields.message)

    def weave(self, fields: AboutFields) -> None:
        """Show a newer state of the same version, leaving the cursor where it is."""
        self._show_small(fields)
        self.message.weave(fields.message)

    def go_to(self, found: str, around: str) -> None:
        """Select these words where they stand."""
        if self.message.go_to(found, around):
            self.message.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        place = self.title.text().casefold().find(found.casefold())
        if place >= 0:
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)
            self.title.setSelection(place, len(found))

    def set_writable(self, writable: bool) -> None:
        """Let the member write, or only read."""
        self.title.setReadOnly(not writable)
        self.perspective.setEnabled(writable)
        self.message.setReadOnly(not writable)

    def show_facts(self, facts: list[tuple[str, str]]) -> None:
        """Show what is only to be known, a line each."""
        if facts == self._told:
            return
        self._told = facts
        for old in (label for pair in self._labels for label in pair):
            self._facts.removeWidget(old)
            old.deleteLater()
        self._labels = [(words(name, "small"), words(said, "body")) for name, said in facts]
        for _name, value in self._labels:
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._arrange()

    def facts(self) -> dict[str, str]:
        """The facts that are shown, by their names."""
        return dict(self._told)

    def _arrange(self) -> None:
        """Set each fact beside its name, or below it."""
        for place, (name, value) in enumerate(self._labels):
            self._facts.removeWidget(name)
            self._facts.removeWidget(value)
            name.setWordWrap(not self._wide)
            if self._wide:
                self._facts.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
                self._facts.addWidget(value, place, 1)
            else:
                self._facts.addWidget(name, 2 * place, 0, 1, 2)
                self._facts.addWidget(value, 2 * place + 1, 0, 1, 2)

    def _show_small(self, fields: AboutFields) -> None:
        if self.title.text() != fields.title:
            self.title.setText(fields.title)
        self.perspective.set_value(fields.perspective)

    def _lay_out(self, inside: QWidget) -> None:
        self.title.setAccessibleName(self.tr("Title"))
        self.title.setPlaceholderText(self.tr("Life Vision"))
        self.message.setAccessibleName(self.tr("Activation message"))
        self.message.setProperty("kind", "")
        self.message.setFixedHeight(_MESSAGE_HEIGHT)
        self.message.setPlaceholderText(
            self.tr("What you say to yourself when this vision becomes the one you live by")
        )
        self._facts.setHorizontalSpacing(18)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        box = QVBoxLayout(inside)
        box.setContentsMargins(7, 0, 12, 0)
        box.setSpacing(8)
        for name, field in (
            (self.tr("Title"), self.title),
            (self.tr("Written as"), self.perspective),
            (self.tr("Activation message"), self.message),
        ):
            field.setMaximumWidth(_WIDEST)
            box.addWidget(words(name, "heading"))
            box.addWidget(field)
            box.addSpacing(8)
        box.addWidget(words(self.tr("Facts"), "heading"))
        box.addLayout(self._facts)
        box.addStretch(1)
