"""Keeps a sync worker alive while somebody is signed in, and tells the window how it goes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from desktop.core.settings import Settings
from desktop.language import translated
from desktop.qt.lanes import DatabaseLane
from desktop.qt.network import NetworkWatch
from desktop.qt.sync_process import Start, SyncProcess
from desktop.views.shell import ACCOUNT, Shell
from desktop.views.statusline.synced import SyncFacts

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.workspace import Workspace
    from desktop.views.account.room import AccountRoom

# Several changes in a breath are one look at where things stand.
_CALM_MS = 250


@dataclass(frozen=True, slots=True)
class Standing:
    """What the lane finds out for the worker and the status line; a plain value."""

    signed_in: bool
    server: str | None
    waiting: int
    held: int
    last_success: datetime | None
    settings: Settings
    key: str
    folder: str


class Syncing(QObject):
    """Owns the worker's client; lives on the GUI thread."""

    def __init__(self, lane: DatabaseLane[Workspace], shell: Shell) -> None:
        super().__init__(shell)
        self._lane = lane
        self._shell = shell
        self.process = SyncProcess(self)
        self._network = NetworkWatch(self)
        self._standing: Standing | None = None
        self._facts = SyncFacts()
        self._answers: list[str] = []
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM_MS)
        self._calm.timeout.connect(self.look)
        self._connect()

    def look(self) -> None:
        """Find out where things stand; a worker is started or ended accordingly."""
        self._lane.ask(_standing, self._on_standing)

    def look_soon(self) -> None:
        """The same, once several changes in a breath are over."""
        self._calm.start()

    def watch_network(self) -> None:
        """Begin to notice when the network comes back."""
        self._network.returned.connect(self.process.sync_now)
        self._network.start()

    def rest(self) -> None:
        """End the worker; the next look starts it again."""
        self.process.stop()
        self._standing = None
        self._show(running=False)

    def sync_now(self) -> None:
        """Run at once, with the worker that is there or with one for this run.

        Where nobody is signed in, the member is told so, and led to where one signs in.
        """
        if self.process.is_alive:
            self.process.sync_now()
        elif self._standing is not None and self._standing.signed_in:
            self._start(self._standing, once=not self._standing.settings.sync_automatically)
        elif self._standing is not None:
            self._invite()

    def answer_deletes(self, table: str, keep: bool) -> None:
        """Take the member's word on vanished rows to the next run."""
        self._answers += ["--keep-deleted" if keep else "--accept-deletes", table]
        standing = self._standing
        self.process.stop()
        if standing is not None:
            self._start(standing, once=not standing.settings.sync_automatically)

    def attend(self, room: AccountRoom) -> None:
        """Serve the Account room."""
        room.sync_requested.connect(self.sync_now)
        room.deletes_answered.connect(self.answer_deletes)
        room.set_running(running=self.process.is_running)

    def _connect(self) -> None:
        process, line = self.process, self._shell.status_line
        process.started.connect(self._on_started)
        process.progressed.connect(
            lambda phase, _table, done, total: line.progress.show_progress(phase, done, total)
        )
        process.finished.connect(self._on_finished)
        process.failed.connect(self._on_failed)
        process.cancelled.connect(self._on_over)
        process.died.connect(self._on_over)
        self._shell.cancel_requested.connect(process.cancel)
        self._shell.sync_requested.connect(self.sync_now)

    def _on_standing(self, standing: Standing) -> None:
        before, self._standing = self._standing, standing
        line = self._shell.status_line
        line.saved.show_waiting(standing.waiting if standing.signed_in else 0)
        line.held.show_held(standing.held)
        self._show(
            server_set=standing.server is not None,
            signed_in=standing.signed_in,
            last_success=standing.last_success,
        )
        wanted = _worker_words(standing)
        if before is None or _worker_words(before) != wanted:
            self.process.stop()
            if wanted is not None:
                self._start(standing, once=False)

    def _start(self, standing: Standing, *, once: bool) -> None:
        answers, self._answers = self._answers, []

        def how() -> Start:
            words = _command(standing, once=once)
            start = Start(words[0], [*words[1:], *answers], standing.key, once=once)
            # The member's word holds for one run; a worker that died is started without it.
            answers.clear()
            return start

        self.process.start(how)

    def _invite(self) -> None:
        shell = self._shell
        if not shell.isVisible():  # asked for from the tray
            shell.show()
            shell.activateWindow()
        shell.show_room(ACCOUNT)
        shell.notice(self.tr("All is saved on this computer. To have it elsewhere, too, sign in."))

    def _show(self, **changes: Any) -> None:
        self._facts = self._facts._replace(**changes)
        self._shell.status_line.synced.show_facts(self._facts)

    def _account(self, tell: Callable[[AccountRoom], None]) -> None:
        from desktop.views.account.room import AccountRoom

        room = self._shell.room(ACCOUNT)
        if isinstance(room, AccountRoom):
            tell(room)

    def _on_started(self) -> None:
        self._shell.status_line.progress.begin()
        self._show(running=True)
        self._account(lambda room: room.set_running(running=True))

    def _on_finished(self, report: dict[str, Any]) -> None:
        self._on_over()
        if report.get("notices"):
            # What the sync put right by itself is an edit like any other: the member sees it.
            self._shell.notice(_noticed(report["notices"]))
        self._show(trouble="")
        self.look()
        self._account(lambda room: room.refresh())

    def _on_failed(self, kind: str, sentence: str) -> None:
        self._on_over()
        self._show(trouble=kind)
        self.look_soon()
        self._account(lambda room: room.say(sentence))

    def _on_over(self) -> None:
        self._shell.status_line.progress.end()
        self._show(running=False)
        self._account(lambda room: room.set_running(running=False))


def _noticed(notices: Sequence[dict[str, Any]]) -> str:
    """What a run has to tell beside its figures."""
    from desktop.services.telling import notice_sentence

    return " ".join(translated(notice_sentence(notice)) for notice in notices)


def _worker_words(standing: Standing) -> tuple[str, ...] | None:
    """What the worker would be started with, or None when none shall run by itself."""
    if not (standing.signed_in and standing.server and standing.settings.sync_automatically):
        return None
    # Another server or account needs another worker, though the words are the same.
    settings = standing.settings
    return (*_command(standing, once=False), settings.server_url, settings.server_key)


def _command(standing: Standing, *, once: bool) -> Sequence[str]:
    words = [sys.executable] + ([] if getattr(sys, "frozen", False) else ["-m", "desktop"])
    words += ["--data-dir", standing.folder, "sync", "--json", "--stdio", "--key-stdin"]
    if not once:
        words += ["--watch", "--every", f"{standing.settings.sync_minutes}m"]
    return words


# ---- in the database lane ----


def _standing(workspace: Workspace) -> Standing:
    from desktop import headless

    summary = workspace.status.summary()
    last = summary.last_success_at
    return Standing(
        signed_in=headless.may_sync(workspace),
        server=summary.server,
        waiting=summary.waiting,
        held=summary.held,
        last_success=datetime.fromisoformat(last) if last else None,
        settings=workspace.settings.reload(),
        key=workspace.key.hex(),
        folder=str(workspace.folder.root),
    )
