"""Questions that only the member can answer, each with both answers side by side."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.core.nouns import some
from desktop.core.phrases import Counted
from desktop.language import tr, translated
from desktop.services.telling import is_written_here
from desktop.widgets.buttons import button
from desktop.widgets.frames import in_a_row
from desktop.widgets.texts import words


class Question(QFrame):
    """A card with a question, what follows from each answer, and two buttons; GUI thread."""

    answering = Signal()
    """The buttons are about to go grey: whoever asked may keep the focus from a neighbour."""
    answered = Signal(bool)

    def __init__(self, question: str, about: str, yes: str, no: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(question)
        self.yes = button(yes, "primary")
        self.no = button(no)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(words(question, "heading"))
        layout.addWidget(words(about, "muted"))
        layout.addWidget(in_a_row(self.yes, self.no))
        self.yes.clicked.connect(lambda: self._on_answer(yes=True))
        self.no.clicked.connect(lambda: self._on_answer(yes=False))

    def _on_answer(self, *, yes: bool) -> None:
        self.answering.emit()
        self.setEnabled(False)
        self.answered.emit(yes)


def joining_question(email: str) -> Question:
    """Asks whether what was written before the first sign-in shall join the account."""
    return Question(
        tr("You have written here already"),
        tr(
            "Shall it belong to {}? Then it is sent to your account and appears on your other "
            "computers. Kept apart, it stays on this computer alone, in a journal of its own "
            "that you can open here at any time."
        ).format(email),
        tr("Add it to my account"),
        tr("Keep it apart"),
    )


def leaving_question(waiting: int) -> Question:
    """Asks whether to sign out while changes wait."""
    return Question(
        tr("Sign out?"),
        translated(
            Counted(
                "{n} changes are not on the server yet. They stay safe on this computer and are "
                "sent when you sign in again.",
                "{n} change is not on the server yet. It stays safe on this computer and is sent "
                "when you sign in again.",
                waiting,
            )
        ),
        tr("Sign out"),
        tr("Stay signed in"),
    )


def deletes_question(table: str, rows: int) -> Question:
    """Asks what to do when rows are gone from the server all at once: yes keeps them."""
    what = translated(some(table, rows))
    if rows == 1:
        asked = tr("{} is gone from the server").format(what)
        about = tr(
            "Did you delete it on another device or on the web? Then delete it here too; it goes "
            "to this computer's trash. If not, keep it: it is sent to the server again. Nothing "
            "happens until you answer."
        )
    else:
        asked = tr("{} are gone from the server").format(what)
        about = tr(
            "Did you delete them on another device or on the web? Then delete them here too; they "
            "go to this computer's trash. If not, keep them: they are sent to the server again. "
            "Nothing happens until you answer."
        )
    if not is_written_here(table):
        about = tr(
            "They belong to the server. Delete them here too if that is right; if you are not "
            "sure, keep them: you are asked again after the next sync."
        )
        return Question(asked, about, tr("Keep for now"), tr("Delete here too"))
    keep, delete = tr("Keep and send again"), tr("Delete here too")
    return Question(asked, about, keep, delete)
