"""The Settings room: its cards one below the other, each kept as soon as it is changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.errors import AppError
from desktop.core.files import write_atomically
from desktop.core.phrases import Phrase
from desktop.core.settings import Settings
from desktop.language import translated
from desktop.views.room import Room, RoomKit
from desktop.views.settings.behind import TraySection
from desktop.views.settings.controls import ControlsSection
from desktop.views.settings.leaving import LeavingSection
from desktop.views.settings.looks import LooksSection
from desktop.views.settings.offline import OfflineSection
from desktop.views.settings.offline import Room as OfflineRoom
from desktop.views.settings.privacy import DataSection, PrivacySection
from desktop.views.settings.protection import ProtectionSection
from desktop.views.settings.syncing import PaceSection, ServerSection
from desktop.widgets.forms.guard_form import GuardAnswer
from desktop.widgets.frames import Column
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Facts:
    """What the room shows, read in the lane; a plain value."""

    settings: Settings
    folder: str
    guard: Phrase
    key_file: str
    """The place of the key file, where one guards the key."""
    asks: bool
    """A passphrase guards the key, so that the window can be locked."""
    keyring: bool
    fixed: bool
    """The environment names the guard, or it is the demo's: it cannot be changed from here."""
    demo: bool
    """This is the made-up life: it meets no server."""


class SettingsRoom(Room):
    """Owns the cards; reads and writes through the lane; lives on the GUI thread."""

    holds_words = False
    settings_changed = Signal(object)
    """The Settings as they are now."""
    guard_changed = Signal()
    """Something else opens the journal from now on."""
    lock_requested = Signal()
    """The window shall be locked."""

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        icons = kit.look.icons
        self.looks = LooksSection(kit.look)
        self.tray = TraySection()
        self.pace = PaceSection()
        self.server = ServerSection()
        self.protection = ProtectionSection(icons)
        self.leaving = LeavingSection(kit)
        self._led_to: QWidget | None = None
        self.offline = OfflineSection()
        self.controls = ControlsSection()
        self.data = DataSection()
        self.column = Column()
        self.column.content.addWidget(words(self.tr("Settings"), "display"))
        for section in (
            self.looks, self.tray, self.pace, self.server, self.protection, self.leaving,
            self.offline, self.controls, self.data, PrivacySection(),
        ):  # fmt: skip
            self.column.content.addWidget(section)
        self.column.content.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.column)
        self._connect()
        self.refresh()

    def activate(self) -> None:
        """Begin at the first control."""
        self._led_to = None
        self.looks.theme.focus_chosen()

    def present(self, subject: str) -> None:
        """Lead to one of the cards: "server", or "export", which asks for its place at once."""
        if subject == "server":
            self._led_to = self.server
            self.server.focus_first()
            self.column.reveal(self.server)
        elif subject == "export":
            self._led_to = self.leaving
            self.leaving.export.setFocus()
            self.column.reveal(self.leaving)
            # Whoever asked for it is still closing: the dialog stands over the room alone.
            QTimer.singleShot(0, self.leaving, self.leaving.ask_where)

    def refresh(self) -> None:
        """Read the settings again."""
        self.kit.lane.ask(_read, self._on_facts)
        self.kit.lane.ask(_offline, self.offline.show_room)

    def leave(self) -> None:
        """Do not leave the recovery key on the screen."""
        if self.protection.panel.key_text():
            self.protection.show_key.click()

    def _connect(self) -> None:
        self.looks.changed.connect(self._on_changed)
        self.tray.changed.connect(self._on_changed)
        self.pace.changed.connect(self._on_changed)
        self.server.changed.connect(self._on_server_changed)
        self.offline.changed.connect(self._on_changed)
        self.controls.changed.connect(self._on_changed)
        self.offline.clear_requested.connect(self._on_clear_requested)
        self.protection.lock.changed.connect(self._on_changed)
        self.protection.lock.lock_requested.connect(self.lock_requested)
        self.protection.guard_requested.connect(self._on_guard_requested)
        self.protection.key_requested.connect(self._on_key_requested)
        self.protection.panel.save_requested.connect(self._on_save_requested)
        # When all that unfolded has its place.
        self.protection.opened.connect(self.column.reveal, Qt.ConnectionType.QueuedConnection)

    def _on_facts(self, facts: Facts) -> None:
        self.looks.show_settings(facts.settings)
        self.tray.show_settings(facts.settings)
        self.pace.show_settings(facts.settings)
        self.controls.show_settings(facts.settings)
        self.server.show_settings(facts.settings)
        self.protection.show_guard(facts.guard, keyring=facts.keyring, file=facts.key_file)
        self.protection.change.setVisible(not facts.fixed)
        self.protection.lock.show_lock(can=facts.asks, fixed=facts.fixed)
        self.protection.lock.show_settings(facts.settings)
        self.pace.setHidden(facts.demo)
        self.server.setHidden(facts.demo)
        self.data.show_folder(facts.folder)
        if self._led_to is not None and self._led_to.isAncestorOf(self.focusWidget() or self):
            self.column.reveal(self._led_to)  # the cards above it may have grown by what came

    def _on_changed(self, changes: dict[str, Any]) -> None:
        self.kit.lane.ask(
            lambda workspace: workspace.settings.change(**changes), self.settings_changed.emit
        )

    def _on_clear_requested(self) -> None:
        def cleared(freed: int) -> None:
            self.offline.say_cleared(freed)
            self.kit.lane.ask(_offline, self.offline.show_room)

        self.kit.lane.ask(lambda workspace: workspace.media.clear(), cleared)

    def _on_server_changed(self, changes: dict[str, Any]) -> None:
        self.kit.lane.ask(
            lambda workspace: workspace.settings.change(**changes),
            self._on_server_kept,
            self._on_server_refused,
        )

    def _on_server_kept(self, settings: Settings) -> None:
        self.server.kept(settings)
        self.settings_changed.emit(settings)

    def _on_server_refused(self, error: AppError) -> None:
        self.server.said.say(translated(error))

    def _on_guard_requested(self, answer: GuardAnswer) -> None:
        self.kit.lane.ask(
            lambda workspace: _change_guard(workspace, answer),
            self._on_guard_changed,
            self._on_guard_refused,
        )

    def _on_guard_changed(self, guard: tuple[Phrase, str]) -> None:
        self.protection.guard_changed(*guard)
        self.kit.lane.ask(_read, self._on_facts)
        self.guard_changed.emit()

    def _on_guard_refused(self, error: AppError) -> None:
        self.protection.said.say(translated(error))

    def _on_key_requested(self) -> None:
        self.kit.lane.ask(_recovery_key, self.protection.show_recovery_key)

    def _on_save_requested(self, path: str, text: str) -> None:
        self.kit.free.ask(
            lambda: write_atomically(Path(path), text.encode()),
            lambda _: self.protection.panel.say(self.tr("Saved to {}.").format(path)),
            lambda error: self.protection.panel.say(translated(error), wrong=True),
        )


# ---- in the database lane ----


def _read(workspace: Workspace) -> Facts:
    from desktop.services.keys import Keys

    keys = Keys(workspace.folder)
    return Facts(
        settings=workspace.settings.reload(),
        folder=str(workspace.folder.root),
        guard=keys.description(),
        key_file=str(keys.file or ""),
        asks=keys.asks_passphrase,
        # Where nothing can be changed, the system's keyring is left in peace.
        keyring=not keys.is_fixed and keys.keyring() is not None,
        fixed=keys.is_fixed,
        demo=workspace.folder.is_demo,
    )


def _offline(workspace: Workspace) -> OfflineRoom:
    media = workspace.media
    kept = workspace.connection.execute("SELECT count(*) FROM local_pins").fetchone()
    return OfflineRoom(
        media.used_bytes(),
        workspace.settings.values.media_limit_mb,
        str(workspace.folder.media(workspace.profile.id)),
        int(kept[0]),
    )


def _change_guard(workspace: Workspace, answer: GuardAnswer) -> tuple[Phrase, str]:
    from desktop.services.keys import Keys, choice

    keys = Keys(workspace.folder)
    keys.guard(workspace.key, choice(answer.kind, answer.passphrase, answer.file))
    return keys.description(), str(keys.file or "")


def _recovery_key(workspace: Workspace) -> str:
    from desktop.services.keys import Keys

    return Keys.recovery_key(workspace.key)
