"""Settings: what the desktop's media keys may do, and what it is told of what is heard."""

from __future__ import annotations

import sys

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.core.settings import Settings
from desktop.views.settings.section import Section
from desktop.widgets.choosing.choice import Choice


class ControlsSection(Section):
    """Offers the choice where there is one to make, on Linux; lives on the GUI thread."""

    changed = Signal(dict)
    """Settings by name, to be kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head(
            self.tr("Media keys"),
            self.tr(
                "The keys of a keyboard or a headset, and the controls of the desktop, work from "
                "everywhere while something is played. What the desktop is told, other apps can "
                "read, and some desktops show it on the locked screen; so titles are told only if "
                "you say so."
            ),
        )
        self.choice = Choice(
            self.tr("Media keys"),
            [
                ("off", self.tr("Off")),
                ("keys", self.tr("Keys and controls")),
                ("titles", self.tr("With the titles of tracks")),
            ],
        )
        self.choice.chosen.connect(lambda value: self.changed.emit({"media_controls": value}))
        self.content.addWidget(self.choice)
        if not sys.platform.startswith("linux"):
            self.hide()  # never shown from here: without a parent yet it would be a window

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen now."""
        self.choice.set_value(settings.media_controls)
