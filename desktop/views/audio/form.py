"""A set on its page: its picture and words, keeping it offline, its tracks, reading along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPixmap, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop.theme.appearance import Appearance
from desktop.views.audio.keep_row import KeepRow
from desktop.widgets.buttons import button
from desktop.widgets.choosing.asking import ask
from desktop.widgets.choosing.choice import Choice
from desktop.widgets.texts import set_kind, words
from desktop.widgets.writing.plain_field import PlainField

if TYPE_CHECKING:  # loaded in the lane when they are asked for
    from desktop.services.sets import SetFacts
    from desktop.views.audio.reading import ReadAlong
    from desktop.views.audio.tracks import TracksPane

TRACKS, READ = "tracks", "read"
_OWN = "audio_sets"
_COVER = 84
_WITH_COVER = 480
# So many lines of text have to find room in the form before the description takes its own.
_HIGH = 22
# What a field keeps free before its words.
_FIELD = 9


class SetForm(QWidget):
    """Owns the fields of one set, `tracks` and `reading`; lives on the GUI thread."""

    edited = Signal()
    play_requested = Signal()

    def __init__(
        self,
        look: Appearance,
        tracks: TracksPane,
        reading: ReadAlong,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.tracks, self.reading = tracks, reading
        self.heading = PlainField(self.tr("Title of the set"), self)
        self.about = PlainField(self.tr("Description"), self)
        self.active = QCheckBox(self.tr("Active"))
        self.keep = KeepRow(self.tr("Keep offline"))
        self.play_button = button(self.tr("Play all"), "primary")
        look.icons.dress(self.play_button, "play", "on_accent")
        self.add_button = button(self.tr("Add"))
        self.views = Choice(
            self.tr("Show"), [(TRACKS, self.tr("Tracks")), (READ, self.tr("Read along"))]
        )
        self.buttons = QHBoxLayout()
        self._table: str | None = _OWN
        self._writable = False
        self._cover = QLabel()
        self._cover.setFixedSize(_COVER, _COVER)
        self._cover.hide()
        self._pictured = False
        self._low = False
        self._saved = words("", "small", self)
        self._stack = QStackedWidget()
        self._lay_out()
        for field in (self.heading, self.about):
            field.value_edited.connect(self.edited)
        self.active.clicked.connect(lambda _on: self.edited.emit())
        self.play_button.clicked.connect(self.play_requested)
        self.views.chosen.connect(self.show_view)
        self.show_view(TRACKS)

    # What the page asks

    def fields(self) -> dict[str, Any]:
        """The columns as they stand, and the table of the row."""
        return {
            "table": self._table,
            "title": self.heading.value(),
            "description": self.about.value(),
            "is_active": self.active.isChecked(),
        }

    def show_fields(self, fields: Mapping[str, Any]) -> None:
        """Show another set."""
        self._table = fields["table"]
        self.heading.set_value(fields["title"])
        self.about.set_value(fields["description"])
        self.active.setChecked(bool(fields["is_active"]))
        self._dress()

    def weave(self, fields: Mapping[str, Any]) -> None:
        """Show a newer state of the same set, leaving the cursor where it is."""
        self.show_fields(fields)

    def set_writable(self, writable: bool) -> None:
        """Let the member write, or wait until the set is here."""
        self._writable = writable
        self._dress()

    def say_saved(self, sentence: str, *, alarm: bool = False) -> None:
        """Tell where the words are."""
        set_kind(self._saved, "danger" if alarm else "small")
        self._saved.setText(sentence if self.is_own or alarm else "")

    def say_made(self, sentence: str) -> None:
        """Tell when it was begun; a hint, since it is the sound that matters here."""
        self.heading.setToolTip(sentence)

    def saved_sentence(self) -> str:
        """What is told about where the words are."""
        return self._saved.text()

    def focus_first(self) -> None:
        """Begin with the tracks; a set without any begins with its title."""
        if self.tracks.model.rowCount():
            self.show_view(TRACKS)
            self.tracks.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, found: str, around: str) -> None:  # noqa: ARG002 - there is one line a field
        """Select these words in the title or the description."""
        for field in (self.heading, self.about):
            place = field.text().casefold().find(found.casefold())
            if place >= 0:
                field.show()
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                field.setSelection(place, len(found))
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In little room the words come before the picture, and the tracks before the words."""
        super().resizeEvent(event)
        self._cover.setVisible(self._pictured and self.width() >= _WITH_COVER)
        self._low = self.height() < _HIGH * self.fontMetrics().height()
        self._box.setSpacing(4 if self._low else 10)
        self._show_about()

    # What the room asks

    @property
    def is_own(self) -> bool:
        """Whether it is a set, and not the sound of a vision."""
        return self._table == _OWN

    def show_facts(self, facts: SetFacts) -> None:
        """Show its picture, and how much of it is here."""
        self.keep.show_standing(facts.standing, facts.why, kept=facts.kept)
        picture = QPixmap()
        if facts.cover:
            picture.loadFromData(facts.cover)
        self._pictured = not picture.isNull()
        self._cover.setVisible(self._pictured and self.width() >= _WITH_COVER)
        if self._pictured:
            self._cover.setPixmap(_rounded(picture, self.devicePixelRatioF()))

    def show_view(self, name: str) -> None:
        """Show the tracks, or what is read along."""
        self.views.set_value(name)
        self._stack.setCurrentIndex(1 if name == READ else 0)

    # Parts

    def _show_about(self) -> None:
        # Whoever writes in it, or was led to it, keeps it.
        self.about.setVisible(self.is_own and (not self._low or self.about.hasFocus()))

    def _dress(self) -> None:
        own = self._writable and self.is_own
        for field in (self.heading, self.about):
            field.setReadOnly(not own)
        self.active.setEnabled(own)
        self._show_about()
        self.active.setVisible(self.is_own)
        self.add_button.setVisible(self.is_own and self.add_button.menu() is not None)
        name = self.tr("Keep this set offline")
        if not self.is_own:
            name = self.tr("Keep this vision offline, its pictures, too")
        self.keep.tick.setToolTip(f"{name} (Ctrl+Shift+K)")
        self.keep.tick.setAccessibleName(name)

    def _lay_out(self) -> None:
        self.heading.setProperty("kind", "title")
        ask(self.heading, self.tr("Title of the set"), self.tr("Title"))
        self.about.setProperty("kind", "quiet")
        self.about.setPlaceholderText(self.tr("What it is, whose voice, when to listen"))
        self._cover.setAccessibleName(self.tr("Cover"))
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addLayout(self.buttons)
        named = QVBoxLayout()
        named.setSpacing(2)
        named.addLayout(top)
        named.addWidget(self.about)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self._cover, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(named, 1)
        deeds = QHBoxLayout()
        deeds.setContentsMargins(_FIELD, 0, 0, 0)
        deeds.setSpacing(10)
        deeds.addWidget(self.play_button)
        deeds.addWidget(self.add_button)
        deeds.addStretch(1)
        deeds.addWidget(self.active)
        self.keep.setContentsMargins(_FIELD, 0, 0, 0)
        foot = QHBoxLayout()
        foot.setContentsMargins(_FIELD, 0, 0, 0)
        foot.addWidget(self.views, 1)
        foot.addWidget(self._saved)
        self._stack.addWidget(self.tracks)
        self._stack.addWidget(self.reading)
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addLayout(head)
        box.addLayout(deeds)
        box.addWidget(self.keep)
        box.addLayout(foot)
        box.addWidget(self._stack, 1)


def _rounded(picture: QPixmap, ratio: float) -> QPixmap:
    """The middle of a picture as a cover with round corners."""
    side = round(_COVER * ratio)
    whole = picture.scaled(
        side, side, Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )  # fmt: skip
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, side, side), 10 * ratio, 10 * ratio)
    painter.setClipPath(path)
    painter.drawPixmap((side - whole.width()) // 2, (side - whole.height()) // 2, whole)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
