"""Tags as chips with a field to add more: completion, keyboard, no tag twice."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from desktop.core.errors import InvalidInput
from desktop.domain.journal import tag as tidy_tag
from desktop.language import translated
from desktop.theme.appearance import Appearance
from desktop.widgets.choosing.asking import width_for
from desktop.widgets.choosing.completion import Completion
from desktop.widgets.flow import FlowLayout
from desktop.widgets.sentences import Sentence
from desktop.widgets.writing.keys import is_for_the_window


class TagEdit(QWidget):
    """Owns the tags of one thing; lives on the GUI thread.

    Enter or a comma adds what is written, Backspace in the empty field goes to the last chip,
    Delete or Backspace on a chip takes it away, the arrows walk along the chips. What is too long
    for a tag does not come into the field, and why is said: nothing is cut.
    """

    tags_edited = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._tags: list[str] = []
        self._chips: list[QToolButton] = []
        self._flow = FlowLayout(self, gap=6)
        self._field = _TagField()
        self._field.setProperty("kind", "quiet")
        self._field.setPlaceholderText(self.tr("Add a tag"))
        self._field.setAccessibleName(self.tr("Tags"))
        self._field.setAccessibleDescription(self.tr("Enter or a comma adds the tag"))
        self._written = ""
        self.said = Sentence(self)
        self.said.setMinimumHeight(1)  # its own least is that of very narrow lines
        self._field.textEdited.connect(self._on_text_edited)
        self._field.installEventFilter(self)
        self._completion = Completion(self._field)
        # Queued: the completer still writes its choice into the field after it has told it.
        self._completion.activated.connect(self._on_completed, Qt.ConnectionType.QueuedConnection)
        self._flow.addWidget(self._field)
        self._flow.addWidget(self.said)
        self.setFocusProxy(self._field)
        # To Qt, what takes no focus has no place in the order of Tab that it could be moved from.
        # And a click beside the chips goes to the field.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def tags(self) -> tuple[str, ...]:
        """The tags in their order."""
        return tuple(self._tags)

    def set_tags(self, tags: Iterable[str]) -> None:
        """Show other tags without telling anybody."""
        wanted = list(tags)
        if wanted != self._tags:
            self._tags = wanted
            self._rebuild()
            self._say_nothing()

    def set_suggestions(self, tags: Iterable[str]) -> None:
        """Offer these tags while one writes."""
        self._completion.offer(tags)

    def commit(self) -> None:
        """Take what stands in the field as a tag."""
        written, self._written = self._field.text(), ""
        self._field.clear()
        for part in written.split(","):
            self._add(part)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the field and of the chips."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self._field:
                return self._on_field_key(event)
            if watched in self._chips:
                return self._on_chip_key(self._chips.index(watched), event)
        elif watched is self._field and is_for_the_window(event):
            event.ignore()
            return True
        elif event.type() is QEvent.Type.FocusIn and watched is self._field:
            self._completion.join_window()
        elif (
            event.type() is QEvent.Type.FocusOut
            and watched is self._field
            and not self._completion.is_open()
        ):
            self.commit()
        return super().eventFilter(watched, event)

    def _on_field_key(self, event: QKeyEvent) -> bool:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not self._field.text().strip():
                return False
            self.commit()
            return True
        at_start = not self._field.text() or self._field.cursorPosition() == 0
        if event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Left} and at_start and self._chips:
            self._chips[-1].setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _on_chip_key(self, place: int, event: QKeyEvent) -> bool:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._remove(place)
        elif event.key() == Qt.Key.Key_Left:
            self._chips[max(0, place - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_Right:
            after = self._chips[place + 1] if place + 1 < len(self._chips) else self._field
            after.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def _on_text_edited(self, text: str) -> None:
        try:
            for part in text.split(","):
                tidy_tag(part)
        except InvalidInput as error:
            self._field.setText(self._written)
            self.said.say(translated(error))
            return
        self._written = text
        self._say_nothing()
        if "," in text:
            self.commit()

    def _say_nothing(self) -> None:
        if not self.said.isHidden():  # to change its look would load all of QStyle at the start
            self.said.clear_away()

    def _on_completed(self, tag: str) -> None:
        self._written = ""
        self._field.clear()
        self._add(tag)

    def _add(self, written: str) -> None:
        tag = tidy_tag(written)
        if not tag or tag.casefold() in {known.casefold() for known in self._tags}:
            return
        self._tags.append(tag)
        self._rebuild()
        self.tags_edited.emit()

    def _remove(self, place: int) -> None:
        del self._tags[place]
        self._rebuild()
        stay = self._chips[min(place, len(self._chips) - 1)] if self._chips else self._field
        stay.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tags_edited.emit()

    def _rebuild(self) -> None:
        for chip in self._chips:
            chip.removeEventFilter(self)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(tag) for tag in self._tags]
        for place, chip in enumerate(self._chips):
            self._flow.insertWidget(place, chip)
        # Tab comes to the field first: moved behind its chips it would leave its place in the
        # form, and all that stands in between would be passed over. It is asked for by what holds
        # it: to Qt, behind the field itself is behind its list of suggestions, in a window apart.
        before: QWidget = self
        for chip in self._chips:
            QWidget.setTabOrder(before, chip)
            before = chip
        self.updateGeometry()

    def _chip(self, tag: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setProperty("kind", "tag")
        chip.setText(tag.replace("&", "&&"))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._look.icons.dress(chip, "x")
        self._look.icons.set_size(chip, 12)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setToolTip(self.tr("Take this tag away (Del)"))
        chip.setAccessibleName(self.tr("Tag {tag}, press to take it away").format(tag=tag))
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.clicked.connect(lambda: self._remove(self._chips.index(chip)))
        chip.installEventFilter(self)
        return chip


class _TagField(QLineEdit):
    """A field as wide as its words, so that it stands beside the chips while there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.textChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """What is written whole, or what is asked."""
        needed = max(width_for(self, self.placeholderText()), width_for(self, self.text()))
        return QSize(needed, super().sizeHint().height())
