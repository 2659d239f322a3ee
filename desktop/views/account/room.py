"""The Account room: one card for who one is, and below it what the sync has to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core import messages
from desktop.language import translated
from desktop.views.account.cards import HeldCard, MemberCard, OthersCard, ReportsCard
from desktop.views.account.facts import AccountFacts, OtherJournal
from desktop.views.account.flow import AccountFlow, Door
from desktop.views.account.questions import (
    Question,
    deletes_question,
    joining_question,
    leaving_question,
)
from desktop.views.account.signing import SigningCard
from desktop.views.room import Room, RoomKit
from desktop.widgets.buttons import button
from desktop.widgets.frames import Column, surface
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.account import SignedOut
    from desktop.services.workspace import Workspace

_REPORTS = 6
_TITLES = 250


class AccountRoom(Room):
    """Owns the cards and the flow of signing in; lives on the GUI thread."""

    holds_words = False
    sync_requested = Signal()
    deletes_answered = Signal(str, bool)
    """A table, and whether its vanished rows are kept and sent again."""

    def __init__(self, kit: RoomKit, door: Door, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.flow = AccountFlow(kit, door, self)
        self.facts = AccountFacts()
        self._known = False
        self._door = door
        self.signing = SigningCard(kit.look.icons)
        self.member = MemberCard(kit.look.icons)
        self.held = HeldCard()
        self.reports = ReportsCard()
        self.others = OthersCard()
        self.question: Question | None = None
        self._deletes: dict[str, Question] = {}
        self._no_server, box = surface("warning")
        box.addWidget(words(self.tr("No server is set yet"), "heading"))
        box.addWidget(
            words(
                self.tr(
                    "To sign in, the app needs the address of your VibrationFit server and its "
                    "publishable key. Writing works without."
                )
            )
        )
        self._demo, demo = surface("callout")
        demo.addWidget(words(translated(messages.DEMO_STAYS)))
        to_settings = button(self.tr("Open Settings"))
        to_settings.clicked.connect(lambda: self.place_requested.emit("settings", "server"))
        box.addWidget(to_settings, 0, Qt.AlignmentFlag.AlignLeft)
        self._questions = QVBoxLayout()
        self._questions.setSpacing(18)
        self._lay_out()
        self._connect()
        self._show()
        self.refresh()

    def activate(self) -> None:
        """Begin where one would type or press, once it is known which of the two."""
        if not self._known or self.facts.demo:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        first = self.member.sync if self.facts.email else self.signing.first_field()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read again where the account stands."""
        door = self._door
        self.kit.lane.ask(lambda workspace: _read(workspace, door), self._on_facts)

    def set_running(self, *, running: bool) -> None:
        """A run began or ended."""
        if running:
            self._hold_focus_of(self.member.sync)
            self.member.said.clear_away()
        self.member.set_running(running=running)
        self._give_focus_back()

    def say(self, sentence: str, *, wrong: bool = True) -> None:
        """Tell what came of a run."""
        self.member.said.say(sentence, wrong=wrong)

    def _lay_out(self) -> None:
        column = Column()
        column.content.addWidget(words(self.tr("Account"), "display"))
        column.content.addWidget(self._no_server)
        column.content.addWidget(self._demo)
        column.content.addLayout(self._questions)
        for card in (self.signing, self.member, self.held, self.reports, self.others):
            column.content.addWidget(card)
        column.content.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(column)

    def _connect(self) -> None:
        self.signing.sign_in_requested.connect(self.flow.sign_in)
        self.signing.sign_up_requested.connect(self.flow.sign_up)
        self.member.sync_requested.connect(self.sync_requested)
        self.member.sign_out_requested.connect(self._on_sign_out)
        self.held.row_requested.connect(self.row_requested)
        self.others.journal_requested.connect(self.flow.turn_to)
        self.flow.refused.connect(self._on_refused)
        self.flow.confirmation_needed.connect(self.signing.ask_confirmation)
        self.flow.joining_asked.connect(self._on_joining_asked)
        self.flow.signed_out.connect(self._on_signed_out)

    def _on_facts(self, facts: AccountFacts) -> None:
        self._known = True
        self.facts = facts
        self._show()
        self._give_focus_back()

    def _hold_focus_of(self, going: QWidget) -> None:
        """What goes away would hand its focus to its neighbour: Enter again would sign out."""
        focused = self.window().focusWidget()
        if focused is not None and (focused is going or going.isAncestorOf(focused)):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_focus_back(self) -> None:
        if self.window().focusWidget() is self:
            self.activate()

    def _show(self) -> None:
        facts = self.facts
        signed_in = facts.email is not None
        asked = self.question is not None
        may_sign_in = self._known and not facts.demo
        self._demo.setVisible(facts.demo)
        self._no_server.setVisible(may_sign_in and facts.server is None)
        for card, shown in (
            (self.signing, may_sign_in and not signed_in and not asked),
            (self.member, self._known and signed_in and not asked),
        ):
            if not shown:
                self._hold_focus_of(card)
            card.setVisible(shown)
        self.signing.show_owner(facts.owner)
        self.member.show_facts(facts)
        self.held.show_held(facts, self.homes)
        self.reports.show_reports(facts.reports)
        self.others.show_others(facts.others)
        # What is laid anew would be walked to last of all in the window.
        before: QWidget = self.member.sign_out
        for door in (*self.held.doors(), *self.others.doors()):
            QWidget.setTabOrder(before, door)
            before = door
        self._show_deletes(facts.suspicious if signed_in else {})

    def _show_deletes(self, suspicious: dict[str, int]) -> None:
        for table in set(self._deletes) - set(suspicious):
            self._take_away(self._deletes.pop(table))
        for table, rows in suspicious.items():
            if table in self._deletes:
                # Still asked after a run: the answer did not come through.
                self._deletes[table].setEnabled(True)
            else:
                asked = deletes_question(table, rows)
                asked.answered.connect(
                    lambda keep, table=table: self.deletes_answered.emit(table, keep)
                )
                self._deletes[table] = asked
                self._add_question(asked)

    def _ask(self, question: Question) -> None:
        self.question = question
        self._add_question(question)
        self._show()
        question.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_question(self, question: Question) -> None:
        question.answering.connect(lambda: self._hold_focus_of(question))
        self._questions.addWidget(question)

    def _on_answered(self) -> None:
        question, self.question = self.question, None
        if question is not None:
            self._take_away(question)
        self._show()
        self._give_focus_back()

    def _take_away(self, question: Question) -> None:
        self._questions.removeWidget(question)
        question.hide()
        question.deleteLater()

    def _on_joining_asked(self, email: str) -> None:
        question = joining_question(email)
        question.answered.connect(self._on_joining_answered)
        self._ask(question)

    def _on_joining_answered(self, join: bool) -> None:
        self._on_answered()
        self.flow.answer_joining(join)

    def _on_sign_out(self) -> None:
        if not self.facts.waiting:
            self.flow.sign_out()
            return
        question = leaving_question(self.facts.waiting)
        question.answered.connect(self._on_leaving_answered)
        self._ask(question)

    def _on_leaving_answered(self, leave: bool) -> None:
        self._on_answered()
        if leave:
            self.flow.sign_out()

    def _on_signed_out(self, left: SignedOut) -> None:
        text = self.tr("Signed out. Everything you wrote stays on this computer.")
        if not left.told:
            more = self.tr("The server could not be told; its session ends by itself.")
            text = f"{text} {more}"
        self.notice.emit(text, None)

    def _on_refused(self, sentence: str) -> None:
        if self.facts.email is None:
            self.signing.refuse(sentence)
        else:
            self.say(sentence)


# ---- in the database lane ----


def _read(workspace: Workspace, door: Door) -> AccountFacts:
    from desktop.services.held import held_titles

    summary = workspace.status.summary()
    last = summary.last_report or {}
    held = workspace.status.held()
    return AccountFacts(
        email=summary.signed_in_as,
        server=summary.server,
        is_local=workspace.profile.is_local,
        waiting=summary.waiting,
        uploads=summary.uploads,
        held=held,
        titles=held_titles(workspace.connection, held, _TITLES),
        reports=tuple(workspace.status.last_reports(_REPORTS)),
        suspicious=dict(last.get("suspicious_deletes") or {}),
        others=tuple(OtherJournal(p.id, p.email) for p in door(workspace).others()),
        demo=workspace.folder.is_demo,
        owner=workspace.profile.email,
    )
