"""All that a row holds, to be looked up: its id, when it was made, every column by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.language import tr
from desktop.views.history import spelt_moment
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.details import Detail, RowDetails
    from desktop.services.workspace import Workspace

Finder = Callable[["Workspace"], "RowDetails | None"]


def show_details(kit: RoomKit, table: str, row_id: str, parent: QWidget) -> None:
    """Show all columns of a row; without an id nothing is open, and nothing happens."""
    if row_id:
        DetailsDialog(kit, finder(table, row_id), parent).open()


class DetailsDialog(QDialog):
    """Owns the list of columns of one row; lives on the GUI thread.

    `find` reads the row in the lane; None is a row that is not there.
    """

    def __init__(self, kit: RoomKit, find: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: list[tuple[str, str]] = []
        self._columns = QFormLayout()
        self._nothing = words(self.tr("Nothing of this is kept yet."), "muted")
        self._scroll = QScrollArea()
        self.setWindowTitle(self.tr("Details"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 560)
        self._lay_out()
        kit.lane.ask(find, self._on_found)

    def told(self) -> dict[str, str]:
        """What is shown of each column, by the names that a member reads."""
        return dict(self._told)

    # Parts

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 10, 14, 10)
        column.addWidget(self._nothing)
        column.addLayout(self._columns)
        column.addStretch(1)
        self._nothing.hide()
        self._columns.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._columns.setHorizontalSpacing(18)
        self._columns.setVerticalSpacing(8)
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(self.tr("Details"))
        close = button(self.tr("&Close"), "primary")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(26, 22, 26, 20)
        box.setSpacing(16)
        box.addWidget(words(self.tr("Details"), "title"))
        box.addWidget(self._scroll, 1)
        box.addLayout(foot)

    def _on_found(self, row: RowDetails | None) -> None:
        self._nothing.setVisible(row is None)
        if row is None:
            return
        for detail in row.columns:
            name = column_words(detail.column)
            said = _spelt(detail)
            if detail.column == "updated_at" and not row.is_sent:
                said = self.tr("not sent yet")  # what the row holds of it is our own guess
            self._told.append((name, said))
            value = words(said or self.tr("nothing"), "body" if said else "muted")
            value.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            # An id or an address has no place to break: it may not widen the others.
            value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            value.setAccessibleName(f"{name}: {value.text()}")
            label = words(name, "small")
            # The name in the documents, for whoever compares with the server.
            label.setToolTip(detail.column)
            self._columns.addRow(label, value)


def finder(table: str, row_id: str) -> Finder:
    """What finds the details of a row, in the lane."""

    def find(workspace: Workspace) -> RowDetails | None:
        from desktop.services.details import details_of

        return details_of(workspace, table, row_id)

    return find


def _spelt(detail: Detail) -> str:
    value = detail.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if not isinstance(value, str):
        return spelt_moment(value)
    if detail.left_out:
        more = tr("… and {count} more characters").format(count=f"{detail.left_out:,}")
        return f"{value}{more}"
    return value


def column_words(column: str) -> str:
    """What a column is called to a member."""
    known = _of_all() | _of_visions() | _of_practice()
    return known.get(column) or column.replace("_", " ").capitalize()


def _of_all() -> dict[str, str]:
    return {
        "id": tr("Id"),
        "user_id": tr("Id of the member"),
        "category": tr("Category"),
        "created_at": tr("Begun"),
        "updated_at": tr("Changed, as the server knows it"),
    }


def _of_visions() -> dict[str, str]:
    from desktop.domain.vision import CODES
    from desktop.widgets.part_names import label

    parts = {code: label(code) for code in CODES}
    return parts | {
        "version_number": tr("Number"),
        "title": tr("Title"),
        "status": tr("Status"),
        "is_draft": tr("A draft"),
        "is_active": tr("The active vision"),
        "completion_percent": tr("Percent complete"),
        "perspective": tr("Perspective"),
        "activation_message": tr("Activation message"),
        "richness_metadata": tr("Richness"),
        "refined_categories": tr("Refined categories"),
        "has_audio": tr("Has a recording"),
        "audio_url": tr("Address of the recording"),
        "audio_duration": tr("Length of the recording"),
        "voice_type": tr("Voice"),
        "background_music": tr("Music"),
        "last_audio_generated_at": tr("Recorded"),
        "transcript": tr("Transcript"),
        "ai_summary": tr("What VIVA heard"),
        "ideal_state": tr("Ideal state"),
        "blueprint_data": tr("Blueprint"),
    }


def _of_practice() -> dict[str, str]:
    return {
        "scene_title": tr("Title"),
        "scene_text": tr("Scene"),
        "essence_word": tr("Essence word"),
        "input_text": tr("Contrast"),
        "clarity_seed": tr("Clarity"),
        "snapshot_date": tr("Time"),
        "emotion_type": tr("Emotion"),
        "intensity": tr("Intensity"),
        "notes": tr("Notes"),
        "event_date": tr("Time"),
        "event_type": tr("Kind of event"),
        "description": tr("Description"),
        "vibration_level": tr("Vibration level"),
        "paper_date": tr("Day"),
        "entry_date": tr("Day"),
        "content": tr("Content"),
        "completed": tr("Completed"),
        "mood": tr("Mood"),
        "tags": tr("Tags"),
    }
