"""What one can do with versions, each undone by one step: begun, completed, activated, discarded.

Asks the lane and tells what came of it; which version is open is the room's affair.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.core.phrases import Phrase
from desktop.language import translated
from desktop.views.room import RoomKit, Undo

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.core.errors import AppError
    from desktop.services.vision.steps import Steps
    from desktop.services.workspace import Workspace

Step = Callable[["Steps"], Any]


class Deeds(QObject):
    """Owns the last step's undo; lives on the GUI thread."""

    made = Signal(str)  # a draft was begun and should be opened
    changed = Signal()  # versions stand otherwise
    discarded = Signal(str)
    brought_back = Signal(str)
    notice = Signal(str, object)
    undone = Signal(object)
    """The last step was taken back by its key: what the notice of it offers to do."""

    def __init__(self, kit: RoomKit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._undo: Undo | None = None

    def begin(self) -> None:
        """Begin an empty draft."""
        self._ask(lambda steps: steps.new_draft(), self.made.emit)

    def begin_from(self, row_id: str) -> None:
        """Begin a draft with the words of a version."""

        def made(new_id: str) -> None:
            self.made.emit(new_id)
            self.notice.emit(self.tr("A new draft with the same words is open."), None)

        self._ask(lambda steps: steps.new_from(row_id), made)

    def make_active(self, row_id: str) -> None:
        """Make a version the one that the member lives by."""
        said = self.tr("This is the vision you live by now.")
        self._ask(lambda steps: steps.make_active(row_id), self._taken(said))

    def complete(self, row_id: str) -> None:
        """Call a version complete."""
        said = self.tr("This version is complete.")
        self._ask(lambda steps: steps.complete(row_id), self._taken(said))

    def reopen(self, row_id: str) -> None:
        """Make a complete version a draft again."""
        said = self.tr("This version is a draft again.")
        self._ask(lambda steps: steps.reopen(row_id), self._taken(said))

    def discard(self, row_id: str) -> None:
        """Move a version to the trash."""

        def discarded(trash_id: int) -> None:
            self.discarded.emit(row_id)
            self._tell(self.tr("The version is in the trash."), lambda: self._restore(trash_id))

        self._ask(lambda steps: steps.discard(row_id), discarded)

    def settle(self) -> None:
        """A version came back: let its number and its activity give way to those of others."""

        def told(sentences: list[Phrase]) -> None:
            if sentences:
                self.changed.emit()
                self.notice.emit(" ".join(map(translated, sentences)), None)

        self._ask(lambda steps: steps.settle(), told)

    def undo(self) -> None:
        """Take the last step back."""
        undo, self._undo = self._undo, None
        if undo is not None:
            self.undone.emit(undo)
            undo()

    def _taken(self, sentence: str) -> Callable[[Any], None]:
        """What to do when a step was taken whose answer takes it back."""

        def taken(before: Any) -> None:
            self.changed.emit()
            self._tell(
                sentence,
                lambda: self._ask(
                    lambda steps: steps.put_back(before), lambda _done: self.changed.emit()
                ),
            )

        return taken

    def _tell(self, sentence: str, undo: Undo) -> None:
        def once() -> None:
            self._undo = None
            undo()

        self._undo = once
        self.notice.emit(sentence, once)

    def _restore(self, trash_id: int) -> None:
        self._kit.lane.ask(
            lambda workspace: workspace.trash.restore(trash_id),
            self.brought_back.emit,
            self._on_failed,
        )

    def _ask(self, step: Step, done: Callable[[Any], object]) -> None:
        def take(workspace: Workspace) -> Any:
            return step(workspace.vision_steps)

        def answered(answer: Any) -> None:
            done(answer)

        self._kit.lane.ask(take, answered, self._on_failed)

    def _on_failed(self, error: AppError) -> None:
        self.notice.emit(translated(error), None)
