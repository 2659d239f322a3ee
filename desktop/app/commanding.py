"""The palette, the sheet of keys, and what one can do from anywhere; made when first called."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from desktop.theme.appearance import FOLLOW_SYSTEM
from desktop.theme.palette import DARK, LIGHT
from desktop.views.frame.palette.commands import Command, gather, with_keys
from desktop.views.frame.palette.dialog import Palette
from desktop.views.frame.palette.sheet import KeysSheet
from desktop.views.frame.palette.titles import Titles
from desktop.views.room import RoomKit
from desktop.views.shell import SETTINGS, Shell

if TYPE_CHECKING:
    from desktop.services.workspace import Workspace

_ENTRIES, _CHECK_INS = "journal_entries", "emotional_snapshots"


class Commanding(QObject):
    """Opens palette and sheet over the window; lives on the GUI thread."""

    def __init__(self, kit: RoomKit, shell: Shell) -> None:
        super().__init__(shell)
        self._kit = kit
        self._shell = shell
        self._open: QDialog | None = None
        self.titles = Titles(kit.lane, shell, self)
        for table, text in (
            (_ENTRIES, self.tr("New journal entry")),
            (_CHECK_INS, self.tr("Check in")),
        ):
            if shell.home_of(table):
                shell.offer(text, (), partial(self.begin, table))
        shell.offer(self.tr("Export everything I wrote…"), (), self.export)
        for choice, text in (
            (LIGHT, self.tr("Theme: light")),
            (DARK, self.tr("Theme: dark")),
            (FOLLOW_SYSTEM, self.tr("Theme: like the system")),
        ):
            shell.offer(text, (), partial(self.choose_theme, choice))

    @property
    def opened(self) -> QDialog | None:
        """The palette or the sheet, while one is open."""
        return self._open

    def open_palette(self) -> None:
        """Open the palette over the window."""
        if self._open is not None:
            return
        palette = Palette(gather(self._shell), self._kit.look, self._shell)
        palette.titles_requested.connect(self.titles.ask)
        self.titles.found.connect(palette.show_titles)
        self.titles.parts_found.connect(palette.add_commands)
        palette.chosen.connect(_act)
        self._take(palette)
        palette.open_over(self._shell)
        self.titles.ask_parts()

    def open_sheet(self) -> None:
        """Open the sheet of keys."""
        if self._open is not None:
            return
        sheet = KeysSheet(with_keys(gather(self._shell)), self._shell)
        self._take(sheet)
        sheet.open()

    def begin(self, table: str) -> None:
        """Go to the room of a table and begin something new there."""
        home = self._shell.home_of(table)
        if home is not None:
            self._shell.show_room(home.name).begin()

    def export(self) -> None:
        """Go to the Settings and have everything that was written put into one file."""
        self._shell.show_room(SETTINGS).present("export")

    def choose_theme(self, choice: str) -> None:
        """Change the theme and keep it."""
        self._kit.look.choose(choice)

        def keep(workspace: Workspace) -> None:
            workspace.settings.change(theme=choice)

        self._kit.lane.ask(keep, self._on_theme_kept)

    def _on_theme_kept(self, _nothing: None) -> None:
        settings = self._shell.room(SETTINGS)
        if settings is not None:
            settings.refresh()

    def _take(self, dialog: QDialog) -> None:
        self._open = dialog
        dialog.finished.connect(self._on_finished)

    def _on_finished(self, _code: int) -> None:
        dialog, self._open = self._open, None
        if dialog is not None:
            dialog.deleteLater()


def _act(command: Command) -> None:
    command.act()
