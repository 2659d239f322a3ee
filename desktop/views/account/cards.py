"""The cards of a member who is signed in: who, what waits, what was refused, the last runs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.phrases import Counted, Phrase
from desktop.language import translated
from desktop.services.telling import absent_sentences, held_reason
from desktop.theme.icons import Icons
from desktop.views.account.facts import AccountFacts, OtherJournal
from desktop.views.account.wording import moment, report_line, table_title
from desktop.widgets.buttons import button
from desktop.widgets.sentences import Sentence
from desktop.widgets.texts import words
from sync.report import Held

_HELD_SHOWN = 50
_LINKS_SHOWN = 5
_LONGEST_TITLE = 60
_REPORTS_SHOWN = 6


class Card(QFrame):
    """A card whose content below the heading can be laid anew; lives on the GUI thread."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName(title)
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(24, 22, 24, 24)
        self.layout_.setSpacing(10)
        if title:
            self.layout_.addWidget(words(title, "heading"))
        self._body: QWidget | None = None

    def lay(self, body: QWidget) -> None:
        """Put new content in the place of the old."""
        if self._body is not None:
            self.layout_.removeWidget(self._body)
            self._body.deleteLater()
        self._body = body
        self.layout_.addWidget(body)

    def doors(self) -> list[QPushButton]:
        """The buttons of what was laid last, from the top."""
        return self._body.findChildren(QPushButton) if self._body is not None else []


class MemberCard(Card):
    """Who is signed in, what waits, Sync now and Sign out."""

    sync_requested = Signal()
    sign_out_requested = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__("")
        self._who = words("", "heading")
        self._where = words("", "muted")
        self._waiting = words("")
        self.said = Sentence()
        self.sync = button(self.tr("Sync now"), "primary")
        icons.dress(self.sync, "refresh-cw", "on_accent")
        self.sign_out = button(self.tr("Sign out"))
        for widget in (self._who, self._where, self._waiting, self.said):
            self.layout_.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.sync)
        row.addWidget(self.sign_out)
        row.addStretch(1)
        self.layout_.addSpacing(4)
        self.layout_.addLayout(row)
        self.sync.clicked.connect(self.sync_requested)
        self.sign_out.clicked.connect(self.sign_out_requested)

    def show_facts(self, facts: AccountFacts) -> None:
        """Show who is signed in and what waits."""
        self.setAccessibleName(facts.email or "")
        self._who.setText(facts.email or "")
        self._where.setText(facts.server or self.tr("No server is set; see Settings."))
        if facts.waiting:
            text = translated(
                Counted(
                    "{n} changes wait to be sent. Everything is saved on this computer.",
                    "{n} change waits to be sent. Everything is saved on this computer.",
                    facts.waiting,
                )
            )
        elif facts.held:
            text = self.tr("Everything else that you wrote here is on the server.")
        else:
            text = self.tr("Everything you wrote here is on the server.")
        if facts.uploads:
            sounds = Counted(
                "{n} sounds of your own still to be uploaded; their tracks follow by themselves.",
                "{n} sound of your own still to be uploaded; their tracks follow by themselves.",
                facts.uploads,
            )
            text = f"{text} {translated(sounds)}"
        self._waiting.setText(text)

    def set_running(self, *, running: bool) -> None:
        """While a run is under way another one cannot be asked for."""
        self.sync.setEnabled(not running)
        self.sync.setText(self.tr("Syncing…") if running else self.tr("Sync now"))


class HeldCard(Card):
    """The rows that the server refused, with its reasons; hidden while there are none.

    A row that has a room is a link to it: what is wrong is put right where it is written.
    """

    row_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Held back"), parent)
        self.layout_.addWidget(
            words(
                self.tr(
                    "The server refused these. They are safe here, and are tried again when you "
                    "edit them, when you press Sync now, or after a day."
                ),
                "muted",
            )
        )
        self.hide()

    def show_held(self, facts: AccountFacts, homes: Collection[str] = ()) -> None:
        """Show the held rows under each reason of a table; those in `homes` have a room."""
        groups: dict[tuple[str, Phrase], list[Held]] = {}
        for row in facts.held:
            groups.setdefault((row.table, held_reason(row.code, row.named)), []).append(row)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setColumnStretch(1, 1)
        for (table, reason), rows in list(groups.items())[:_HELD_SHOWN]:
            title, line = table_title(table), grid.rowCount()
            grid.addWidget(words(title if len(rows) == 1 else f"{title} ({len(rows)})"), line, 0)
            grid.addWidget(words(translated(reason), "muted"), line, 1)
            named = [row for row in rows if (row.table, row.row_id) in facts.titles]
            for row in named[:_LINKS_SHOWN] if table in homes else ():
                link = self._link(row, facts.titles[row.table, row.row_id])
                grid.addWidget(link, grid.rowCount(), 1, Qt.AlignmentFlag.AlignLeft)
        self.lay(body)
        self.setVisible(bool(facts.held))

    def _link(self, row: Held, title: str) -> QPushButton:
        title = translated(title)
        cut = title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"
        link = button(cut.replace("&", "&&"), "link")
        link.setToolTip(self.tr("Go there"))
        link.setAccessibleName(self.tr("Held back, go there: {title}").format(title=cut))
        link.clicked.connect(lambda _checked=False: self.row_requested.emit(row.table, row.row_id))
        return link


class ReportsCard(Card):
    """What the last runs did; hidden before the first one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("The last syncs"), parent)
        self.hide()

    def show_reports(self, reports: Sequence[dict[str, Any]]) -> None:
        """Show these reports, the newest first."""
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setColumnStretch(1, 1)
        for line, report in enumerate(reports[:_REPORTS_SHOWN]):
            when = words(moment(str(report.get("started_at", ""))), "muted")
            when.setWordWrap(False)
            grid.addWidget(when, line, 0)
            grid.addWidget(words(report_line(report)), line, 1)
        lacking = " ".join(map(translated, absent_sentences(reports[0]))) if reports else ""
        if lacking:
            grid.addWidget(words(lacking, "muted"), grid.rowCount(), 0, 1, 2)
        self.lay(body)
        self.setVisible(bool(reports))


class OthersCard(Card):
    """The other journals of this computer, each a click away; hidden while there are none."""

    journal_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Other journals on this computer"), parent)
        self.hide()

    def show_others(self, others: Sequence[OtherJournal]) -> None:
        """Show these journals."""
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setColumnStretch(0, 1)
        for line, other in enumerate(others):
            name = other.email or self.tr("Written before signing in")
            turn = button(self.tr("Open"))
            turn.setAccessibleName(self.tr("Open the journal: {}").format(name))
            turn.clicked.connect(
                lambda _checked=False, o=other: self.journal_requested.emit(o.profile_id)
            )
            grid.addWidget(words(name), line, 0)
            grid.addWidget(turn, line, 1)
        self.lay(body)
        self.setVisible(bool(others))
