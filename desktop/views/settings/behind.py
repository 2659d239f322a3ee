"""Settings: whether the app stays in the tray when its window is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QSystemTrayIcon, QWidget

from desktop.core.settings import Settings
from desktop.core.startwords import CHECK_IN, QUICK_ENTRY
from desktop.views.settings.section import Section
from desktop.widgets.texts import words


class TraySection(Section):
    """Offers the tray where there is one, and else says what helps; lives on the GUI thread."""

    changed = Signal(dict)
    """Settings by name, to be kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head(
            self.tr("Quick entry and check-in"),
            self.tr(
                "A small window for a thought or a feeling, without the big one. With the icon in "
                "the tray, closing the window leaves the app there; Quit ends it."
            ),
        )
        self.keep = QCheckBox(self.tr("Keep VibrationFit in the tray"))
        self.keep.clicked.connect(lambda on: self.changed.emit({"keep_in_tray": on}))
        self.keep.setEnabled(False)  # until it is known what is chosen
        self.content.addWidget(self.keep)
        self.absent = words(self.tr("This desktop has no tray."), "muted")
        self.absent.hide()
        self.content.addWidget(self.absent)
        self.content.addWidget(
            words(
                self.tr("A key of your desktop can open them, too, when it starts one of:"), "muted"
            )
        )
        commands = words(f"vibrationfit {QUICK_ENTRY}\nvibrationfit {CHECK_IN}", "mono")
        commands.setAccessibleName(self.tr("Commands for the small windows"))
        commands.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.content.addWidget(commands)

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen now, and whether it can be."""
        there = QSystemTrayIcon.isSystemTrayAvailable()
        self.keep.setChecked(settings.keep_in_tray)
        # What was switched on at another desktop can still be switched off here.
        self.keep.setEnabled(there or settings.keep_in_tray)
        self.absent.setVisible(not there)
