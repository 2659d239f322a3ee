"""Settings: when to sync, and with which server."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from desktop.core.server import KEY_VARIABLE, URL_VARIABLE
from desktop.core.settings import Settings
from desktop.views.settings.section import Section, add_row
from desktop.widgets.buttons import button
from desktop.widgets.sentences import Sentence
from desktop.widgets.texts import words


class PaceSection(Section):
    """Whether and how often to sync by itself; lives on the GUI thread."""

    changed = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head(self.tr("Sync"))
        self.automatic = QCheckBox(self.tr("Sync by itself while the app is open"))
        self.minutes = QSpinBox()
        self.minutes.setRange(1, 1440)
        self.minutes.setAccessibleName(self.tr("Minutes between two syncs"))
        self.minutes.setKeyboardTracking(False)
        self.minutes.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.content.addWidget(self.automatic)
        row = QHBoxLayout()
        row.addWidget(QLabel(self.tr("Every")))
        row.addWidget(self.minutes)
        row.addWidget(words(self.tr("minutes, and a moment after you wrote something")), 1)
        self.content.addLayout(row)
        self.automatic.clicked.connect(self._on_automatic)
        self.minutes.editingFinished.connect(self._on_minutes)
        self._kept_minutes = 0

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen now."""
        self.automatic.setChecked(settings.sync_automatically)
        if not self.minutes.hasFocus():  # what is being typed is not taken away
            self._kept_minutes = settings.sync_minutes
            self.minutes.setValue(settings.sync_minutes)
        self.minutes.setEnabled(settings.sync_automatically)

    def _on_automatic(self, on: bool) -> None:
        self.minutes.setEnabled(on)
        self.changed.emit({"sync_automatically": on})

    def _on_minutes(self) -> None:
        if self.minutes.value() != self._kept_minutes:
            self._kept_minutes = self.minutes.value()
            self.changed.emit({"sync_minutes": self._kept_minutes})


class ServerSection(Section):
    """The address and publishable key of the server; kept together; lives on the GUI thread."""

    changed = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head(
            self.tr("Server"),
            self.tr(
                "Everything in this app works without a server. With one you can sign in, and what "
                "you write reaches your VibrationFit account and your other devices.\n"
                "Address and key come from those who run your VibrationFit membership: ask them "
                "for both, and paste them here. In their Supabase project they stand under "
                "Settings, API. The key opens nothing without your password, so it is no secret."
            ),
        )
        form = self.add_form()
        self.url = QLineEdit()
        self.url.setPlaceholderText("https://your-project.supabase.co")
        add_row(form, self.tr("Address"), self.url)
        self.key = QLineEdit()
        self.key.setPlaceholderText("sb_publishable_…")
        add_row(form, self.tr("Publishable key"), self.key)
        self.bucket = QLineEdit()
        self.bucket.setToolTip(
            self.tr(
                "The part of the server (its storage bucket) that takes what you record or add "
                "yourself. Leave it as it is, unless you were told another name."
            )
        )
        add_row(form, self.tr("Place for your sounds"), self.bucket)
        self.said = Sentence()
        self.content.addWidget(self.said)
        self.keep = button(self.tr("Save"), "primary")
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addStretch(1)
        self.content.addLayout(row)
        self.keep.clicked.connect(self._on_keep)
        self.key.returnPressed.connect(self._on_keep)
        self.url.returnPressed.connect(self.key.setFocus)
        self.bucket.returnPressed.connect(self._on_keep)

    def show_settings(self, settings: Settings) -> None:
        """Show what is set now; the environment comes before the settings.

        What the member has typed and not saved yet stays.
        """
        url, key = os.environ.get(URL_VARIABLE, ""), os.environ.get(KEY_VARIABLE, "")
        for field, given, kept in (
            (self.url, url, settings.server_url),
            (self.key, key, settings.server_key),
        ):
            if not field.isModified():
                field.setText(given or kept)
            field.setReadOnly(bool(given))
        if not self.bucket.isModified():
            self.bucket.setText(settings.media_bucket)
        if url and key:
            self.keep.setEnabled(False)
            self.said.say(
                self.tr("Set for this computer by {} and {}; nothing to do here.").format(
                    URL_VARIABLE, KEY_VARIABLE
                ),
                wrong=False,
            )

    def focus_first(self) -> None:
        """Put the focus into the address."""
        self.url.setFocus(Qt.FocusReason.OtherFocusReason)

    def kept(self, settings: Settings) -> None:
        """The server is kept: show it in its plain form."""
        self.url.setModified(False)
        self.key.setModified(False)
        self.bucket.setModified(False)
        self.show_settings(settings)
        self.said.say(self.tr("Saved."), wrong=False)

    def _on_keep(self) -> None:
        self.said.clear_away()
        url, key = self.url.text().strip(), self.key.text().strip()
        if bool(url) != bool(key):
            missing, field = (
                (self.tr("The publishable key is missing."), self.key)
                if url
                else (self.tr("The server's address is missing."), self.url)
            )
            self.said.say(missing)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        kept = {"server_url": url, "server_key": key}
        if bucket := self.bucket.text().strip():
            kept["media_bucket"] = bucket
        self.changed.emit(kept)
