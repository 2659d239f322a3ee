"""Settings: the theme, the size of the text, and whether pictures move."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.core.settings import Settings
from desktop.theme.appearance import Appearance
from desktop.views.settings.section import Section, add_row
from desktop.widgets.choosing.choice import Choice


class LooksSection(Section):
    """Applies a choice at once and tells it to be kept; lives on the GUI thread."""

    changed = Signal(dict)
    """Settings by name, to be kept."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.head(self.tr("Looks"))
        form = self.add_form()
        self.theme = Choice(
            self.tr("Theme"),
            [
                ("system", self.tr("Like the system")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
            ],
        )
        add_row(form, self.tr("Theme"), self.theme)
        self.text_size = Choice(
            self.tr("Text size"),
            [
                ("90", self.tr("Small")),
                ("100", self.tr("Normal")),
                ("115", self.tr("Large")),
                ("135", self.tr("Larger")),
                ("160", self.tr("Largest")),
            ],
        )
        add_row(form, self.tr("Text size"), self.text_size)
        self.still = QCheckBox(self.tr("Still pictures instead of motion"))
        self.still.setToolTip(
            self.tr("For the cinema; where the system asks for less motion, it is still anyway.")
        )
        self.still.setEnabled(False)  # until it is known what is chosen
        self.still.clicked.connect(lambda on: self.changed.emit({"reduced_motion": on}))
        add_row(form, self.tr("Motion"), self.still)
        self.theme.set_value(look.choice)
        self.theme.chosen.connect(self._on_theme)
        self.text_size.chosen.connect(self._on_size)

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen now."""
        self.theme.set_value(settings.theme)
        self.text_size.set_value(str(settings.text_percent))
        self.still.setChecked(settings.reduced_motion)
        self.still.setEnabled(True)

    def _on_theme(self, theme: str) -> None:
        self._look.choose(theme)
        self.changed.emit({"theme": theme})

    def _on_size(self, percent: str) -> None:
        self._look.scale_text(int(percent) / 100)
        self.changed.emit({"text_percent": int(percent)})
