"""From a start to an open journal: asks the member only when the key cannot be had otherwise."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import AppError, DatabaseDamaged, KeyUnavailable, WrongKey
from desktop.core.paths import DataFolder
from desktop.language import translated
from desktop.qt.lanes import DatabaseLane, FreeLane

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from collections.abc import Callable
    from pathlib import Path

    from desktop.core.phrases import Phrase
    from desktop.services.keys import VaultState
    from desktop.services.workspace import Workspace
    from desktop.views.unlock.dialog import UnlockDialog
    from desktop.widgets.forms.guard_form import GuardAnswer


class Unlocking(QObject):
    """Opens the workspace in the lane, with a dialog where one is needed; lives on the GUI thread.

    The key is kept for the time of the window, so that another profile opens without a question.
    """

    declined = Signal()
    """The member closed the dialog: there is nothing to show."""

    def __init__(
        self,
        folder: DataFolder,
        lane: DatabaseLane[Workspace],
        free: FreeLane,
        make_dialog: Callable[[], UnlockDialog],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._lane = lane
        self._free = free
        self._make_dialog = make_dialog
        self._key: bytes | None = None
        self._dialog: UnlockDialog | None = None
        lane.opened.connect(self._on_opened)
        lane.open_failed.connect(self._on_open_failed)

    def open(self) -> None:
        """Open the current profile; `opened` of the lane tells when it is there."""
        folder, key = self._folder, self._key

        def opener() -> Workspace:
            if folder.is_demo:
                from desktop.demo import making

                return making.open_workspace(folder)
            from desktop import headless

            return headless.open_workspace(folder, key=key)

        self._lane.open(opener)

    def learn_key(self, key: bytes) -> None:
        """Keep the key of the open workspace."""
        self._key = key

    def forget_key(self) -> None:
        """The window is locked: the next opening needs the member."""
        self._key = None

    def unlock(self, passphrase: str, refused: Callable[[AppError], None]) -> None:
        """Open with a passphrase that was given elsewhere than in the dialog."""
        self._free.ask(partial(_with_passphrase, self._folder, passphrase), self._on_key, refused)

    def begin_recovery(self) -> None:
        """Ask for the recovery key, in the dialog."""
        self._the_dialog().begin_recovery()

    @property
    def dialog(self) -> UnlockDialog | None:
        """The dialog, if one is open."""
        return self._dialog

    def _on_opened(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.accept()
            dialog.deleteLater()

    def _on_open_failed(self, error: AppError) -> None:
        if isinstance(error, KeyUnavailable):
            self._ask_state(error)
        else:
            wrong_key = isinstance(error, WrongKey)
            # Where the beginning of a file is damaged, no key opens it.
            damaged = isinstance(error, DatabaseDamaged) or wrong_key
            self._the_dialog().tell_trouble(
                translated(error), key_may_help=wrong_key, damaged=damaged
            )

    def _ask_state(self, error: KeyUnavailable) -> None:
        folder = self._folder

        def look() -> tuple[VaultState, bool]:
            from desktop.services.keys import Keys

            keys = Keys(folder)
            return keys.state(), keys.keyring() is not None

        def ask(found: tuple[VaultState, bool]) -> None:
            state, keyring = found
            dialog = self._the_dialog()
            if state == "choose":
                dialog.ask_guard()
            elif state == "passphrase":
                dialog.ask_passphrase()
            elif state == "lost":
                dialog.ask_recovery(translated(error), keyring=keyring)
            else:
                dialog.tell_trouble(translated(error), key_may_help=False)

        self._free.ask(look, ask, lambda e: self._the_dialog().tell_trouble(
            translated(e), key_may_help=False))  # fmt: skip

    def _the_dialog(self) -> UnlockDialog:
        if self._dialog is None:
            dialog = self._make_dialog()
            dialog.guard_chosen.connect(self._on_guard_chosen)
            dialog.passphrase_given.connect(self._on_passphrase)
            dialog.recovery_given.connect(self._on_recovery)
            dialog.again_requested.connect(self.open)
            dialog.rescue_requested.connect(self._on_rescue)
            dialog.key_kept.connect(self.open)
            dialog.rejected.connect(self.declined)
            self._dialog = dialog
        return self._dialog

    def _on_guard_chosen(self, answer: GuardAnswer) -> None:
        folder = self._folder

        def create() -> tuple[bytes, str]:
            from desktop.services.keys import Keys, choice

            key = Keys(folder).create(choice(answer.kind, answer.passphrase, answer.file))
            return key, Keys.recovery_key(key)

        self._the_dialog().set_busy(busy=True)
        self._free.ask(create, self._on_created, self._on_refused)

    def _on_created(self, made: tuple[bytes, str]) -> None:
        self._key, printable = made
        page = self._the_dialog().show_recovery_key(printable)
        page.panel.save_requested.connect(self._on_save_requested)

    def _on_passphrase(self, passphrase: str) -> None:
        self._the_dialog().set_busy(busy=True)
        self.unlock(passphrase, self._on_refused)

    def _on_recovery(self, text: str, answer: GuardAnswer) -> None:
        folder = self._folder

        def recover() -> bytes:
            from desktop.services.keys import Keys, choice

            guard = choice(answer.kind, answer.passphrase, answer.file)
            return Keys(folder).recover(text, guard)

        self._the_dialog().set_busy(busy=True)
        self._free.ask(recover, self._on_key, self._on_refused)

    def _on_key(self, key: bytes) -> None:
        self._key = key
        self.open()

    def _on_refused(self, error: AppError) -> None:
        self._the_dialog().refuse(translated(error))

    def _on_rescue(self) -> None:
        folder, key = self._folder, self._key

        def bring_back() -> Phrase:
            from desktop import headless

            return headless.bring_back(folder, key)

        def told(said: Phrase) -> None:
            self._the_dialog().tell_back(translated(said))

        self._the_dialog().set_busy(busy=True)
        self._free.ask(bring_back, told, self._on_refused)

    def _on_save_requested(self, path: str, text: str) -> None:
        def write() -> Path:
            from pathlib import Path

            from desktop.core.files import write_atomically

            target = Path(path)
            write_atomically(target, text.encode())
            return target

        page = self._the_dialog().page()
        panel = getattr(page, "panel", None)
        if panel is not None:
            self._free.ask(
                write,
                lambda target: panel.say(self.tr("Saved to {}.").format(target)),
                lambda error: panel.say(translated(error), wrong=True),
            )


# ---- in the free lane ----


def _with_passphrase(folder: DataFolder, passphrase: str) -> bytes:
    from desktop.services.keys import Keys

    return Keys(folder).with_passphrase(passphrase)
