"""The card of offline files in the settings: room in use, its limit, making room."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.core.settings import SettingsFile
from desktop.services.media.library import State
from tests.desktop.media.sounds import mp3
from tests.desktop.views.audio.conftest import LONG


def test_what_is_not_kept_is_cleared_and_the_limit_is_kept(studio, open_window, folder):
    set_id, ids = studio.a_set(LONG)
    studio.workspace.media.pin("audio_sets", set_id)
    studio.record("https://a.example.com/once.mp3", mp3(5.0))
    member = open_window()
    card = member.shell.show_room("settings").offline
    member.until(lambda: "1 set or vision" in card.used.text())
    assert card.path.text()
    member.click(card.clear)
    member.until(lambda: card.said.text().endswith("free again."))
    assert studio.workspace.media.used_bytes() == len(LONG)
    url = studio.workspace.audio.track(ids[0]).url
    assert studio.workspace.media.standing_of(url).state == State.HERE
    card.limit.setFocus()
    card.limit.selectAll()
    member.write("512")
    member.press(Qt.Key.Key_Return)
    member.until(lambda: SettingsFile(folder.settings).values.media_limit_mb == 512)
    member.click(card.clear)
    member.until(lambda: card.said.text() == "There was nothing to clear.")
