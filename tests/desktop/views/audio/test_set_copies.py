"""A set's files copied to a folder by keys: what is here, what is not, what the disk refuses."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop.media.addresses import key_of, parsed
from tests.desktop.media.sounds import mp3
from tests.desktop.views.audio.conftest import LONG

KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def choose(monkeypatch):
    """What the member answers when a folder is asked for."""

    def answer(folder):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))

    return answer


@pytest.fixture
def enter(open_window):
    """Open the window in the room, with a set in front."""

    def go(set_id):
        member = open_window()
        member.room = member.shell.show_room("audio")
        member.settled()
        member.room.open_row(set_id)
        member.until(lambda: member.room.page.row_id == set_id and member.room.page.is_kept)
        member.said = []
        member.room.notice.connect(lambda sentence, _undo: member.said.append(sentence))
        return member

    return go


def test_all_files_come_with_a_playlist(enter, studio, choose, tmp_path):
    set_id, _ = studio.a_set(LONG, LONG, title="By the sea", titles=("Morning", "Evening"))
    choose(tmp_path)
    member = enter(set_id)
    member.press(Qt.Key.Key_S, KEYS)
    member.until(lambda: len(member.said) == 2)
    folder = tmp_path / "By the sea"
    assert {path.name for path in folder.iterdir()} == {
        "01 Morning.mp3", "02 Evening.mp3", "By the sea.m3u8",
    }  # fmt: skip
    assert (folder / "02 Evening.mp3").read_bytes().endswith(LONG)
    assert str(folder) in member.said[1]
    assert member.said[1].startswith("All files")


def test_what_is_not_here_or_damaged_is_left_out_and_told(enter, studio, choose, tmp_path):
    set_id, ids = studio.a_set(LONG, None, mp3(20.0), titles=("Here", "Far", "Torn"))
    url = studio.workspace.audio.track(ids[2]).url
    library = studio.workspace.media
    path = library.shelf.path(library.register.find(key_of(parsed(url))).name)
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    choose(tmp_path)
    member = enter(set_id)
    member.press(Qt.Key.Key_S, KEYS)
    member.until(lambda: len(member.said) == 2)
    assert {path.name for path in (tmp_path / "My vision").iterdir()} == {
        "01 Here.mp3", "My vision.m3u8",
    }  # fmt: skip
    assert "The rest is not on this computer" in member.said[1]


def test_a_set_without_files_here_writes_nothing(enter, studio, choose, tmp_path):
    set_id, _ = studio.a_set(None)
    choose(tmp_path)
    member = enter(set_id)
    member.press(Qt.Key.Key_S, KEYS)
    member.until(lambda: len(member.said) == 2)
    assert not (tmp_path / "My vision").exists()
    assert "keep it offline first" in member.said[1]


def test_a_folder_that_takes_nothing_is_told_and_another_one_does(enter, studio, choose, tmp_path):
    set_id, _ = studio.a_set(LONG)
    (tmp_path / "My vision").write_text("a file where the folder should be")
    choose(tmp_path)
    member = enter(set_id)
    member.press(Qt.Key.Key_S, KEYS)
    member.until(lambda: len(member.said) == 2)
    assert member.said[1] == "The folder does not take the files."
    choose(tmp_path / "other")
    member.press(Qt.Key.Key_S, KEYS)
    member.until(lambda: len(member.said) == 4)
    assert (tmp_path / "other" / "My vision" / "01 Track 0.mp3").exists()


def test_who_chooses_no_folder_gets_nothing(enter, studio, choose):
    set_id, _ = studio.a_set(LONG)
    choose("")
    member = enter(set_id)
    member.press(Qt.Key.Key_S, KEYS)
    member.settled()
    assert member.said == []
