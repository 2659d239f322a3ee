"""The scenes: written, and browsed by category."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.language import isolated, tr
from desktop.views.lists.category_pane import CategoryPane
from desktop.views.lists.category_room import CategoryRoom, side_of, spelt, told
from desktop.views.lists.line_pane import PaneWords
from desktop.views.pages.room_page import RoomPage
from desktop.views.pages.room_words import RoomWords
from desktop.views.room import RoomKit
from desktop.views.scenes.form import SceneForm
from desktop.widgets.choosing.category_pick import category_label
from desktop.widgets.rows.line_delegate import RowLook

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.scenes import SceneLine
    from desktop.services.workspace import Workspace
    from desktop.views.history import Subject


class ScenePage(RoomPage):
    """Owns the form of one scene; lives on the GUI thread."""

    table = "scenes"
    columns = ("category", "scene_title", "scene_text", "essence_word")

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        self.form = SceneForm(kit.look)
        super().__init__(kit, self.form, lambda workspace: workspace.scenes, parent)

    def is_blank(self) -> bool:
        """Whether no words stand on the page; a category alone is none."""
        draft = self.draft()
        return not any((draft[name] or "").strip() for name in self.columns if name != "category")

    def stays_as_typed(self, fields: object) -> bool:
        """Several words for an essence stay in their field until one is chosen."""
        return bool(self.form.fault()) and fields == self.form.fields()


class ScenesRoom(CategoryRoom):
    """Owns the list and the page; lives on the GUI thread."""

    table = "scenes"
    page: ScenePage

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.title = self.tr("Scenes")
        self.icon_name = "clapperboard"
        said = PaneWords(
            new=self.tr("New scene"),
            new_hint=self.tr("Write a new scene (Ctrl+N)"),
            name=self.tr("Scenes"),
            empty=self.tr(
                "A scene is one moment of the life you choose, written as if you stood in it. "
                "Your scenes will stand here, the newest first."
            ),
            begin=self.tr("Write the first one"),
            one=self.tr("1 scene"),
            many=self.tr("{count} scenes"),
        )
        pane = CategoryPane(
            kit, lambda workspace: workspace.scenes, said, _look, _spoken, self.split
        )
        words = RoomWords(
            choose=self.tr("Choose a scene, or write a new one."),
            first=self.tr("Begin with one moment that you would love to live."),
            new=self.tr("New scene"),
            next_one=self.tr("Next scene"),
            one_before=self.tr("Scene before"),
            deleted=self.tr("The scene is in the trash."),
            gone=self.tr("This scene was deleted on another device. It is in the trash here."),
        )
        self.furnish(pane, ScenePage(kit), words)
        form = self.page.form
        for text, keys, field in (
            (self.tr("Go to the category"), "Ctrl+D", form.category),
            (self.tr("Go to the title"), "Ctrl+T", form.heading),
            (self.tr("Go to the essence word"), "Ctrl+M", form.essence),
        ):
            self.menu.addAction(self.offer(text, keys, field.setFocus))

    def delete(self, workspace: Workspace, row_id: str) -> int:
        """Move a scene to the trash; called in the lane."""
        return workspace.scenes.delete(row_id)

    def history_subject(self) -> Subject:
        """What the history shows of the open scene."""
        from desktop.views.history import Subject

        return Subject(
            self.table,
            self.page.row_id,
            self.tr("History of this scene"),
            texts={"scene_title": self.tr("Title"), "scene_text": self.tr("Text")},
            fields={"essence_word": self.tr("Essence word"), "category": self.tr("Category")},
            told=told,
        )


def _look(line: SceneLine) -> RowLook:
    parts = [category_label(line.category)] if line.category else []
    parts += [isolated(line.essence)] if line.essence else []
    first = line.title or line.first
    return RowLook(*side_of(line.day), first, "  ·  ".join(parts), tr("No words yet"))


def _spoken(line: SceneLine) -> str:
    parts = [isolated(line.title or line.first) or tr("No words yet")]
    parts.append(category_label(line.category) if line.category else tr("without category"))
    if line.essence:
        parts.append(tr("essence {word}").format(word=isolated(line.essence)))
    parts.append(spelt(line.day))
    return " · ".join(filter(None, parts))
