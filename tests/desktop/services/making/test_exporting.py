"""Copies of a set: named safely, tagged, with a playlist, nothing written over."""

from __future__ import annotations

import pytest
from tinytag import TinyTag

from desktop.core.errors import InvalidInput
from desktop.services.making.exporting import export_set, safe_name
from desktop.services.making.intake import taken
from desktop.services.making.recordings import Told
from tests.desktop.media.sounds import mp3, wav


@pytest.fixture
def album(recordings):
    set_id = recordings.new_set("Life: by the sea?")
    recordings.add(taken(mp3(2.0), "a.mp3"), Told("../../Morning/Übung"), set_id)
    kept = recordings.add(taken(wav(), "b.wav"), Told("CON"), set_id)
    recordings.add_variant(taken(mp3(1.0), "c.mp3"), Told(voice="slow"), kept.track_id)
    return set_id


def test_all_that_is_here_is_copied_with_tags_and_a_playlist(audio, library, album, tmp_path):
    folder = tmp_path / "out" / "deep"
    done = export_set(audio, library, album, folder)
    assert [path.name for path in done.files] == [
        "01 .. Morning Übung.mp3".replace(".. ", ""), "02 _CON.wav", "02 _CON (slow).mp3",
    ]  # fmt: skip
    assert {path.parent for path in done.files} == {folder}
    tag = TinyTag.get(done.files[0])
    assert (tag.title, tag.album, tag.track, tag.track_total) == (
        "../../Morning/Übung", "Life: by the sea?", 1, 2,
    )  # fmt: skip
    assert round(tag.duration) == 2
    assert done.files[0].read_bytes().endswith(mp3(2.0))
    assert TinyTag.get(done.files[1]).title == "CON"
    assert done.playlist.name == "Life by the sea.m3u8"
    assert done.playlist.read_text("utf-8").splitlines() == [
        "#EXTM3U", "#EXTINF:2,../../Morning/Übung", done.files[0].name,
        "#EXTINF:2,CON", done.files[1].name,
    ]  # fmt: skip


def test_nothing_is_written_over(audio, library, album, tmp_path):
    first = export_set(audio, library, album, tmp_path / "out")
    first.files[0].write_bytes(b"changed")
    second = export_set(audio, library, album, tmp_path / "out")
    assert first.files[0].read_bytes() == b"changed"
    assert not set(first.files) & set(second.files)
    assert second.playlist != first.playlist


def test_what_is_not_here_is_told(audio, library, album, rows, tmp_path):
    rows.put(
        "audio_tracks",
        {"audio_set_id": album, "title": "Far", "audio_url": "https://x.example/a.mp3"},
    )
    assert export_set(audio, library, album, tmp_path / "out").missing == ("Far",)
    with pytest.raises(InvalidInput, match="no set"):
        export_set(audio, library, "x", tmp_path / "out")


@pytest.mark.parametrize(
    ("title", "name"),
    [("", "_"), ("..", "_"), ("a/b\\c", "a b c"), ("nul.txt", "_nul.txt"), ("x\u202egpm", "x gpm"),
     ("ü" * 200, "ü" * 60), (" . hidden. ", "hidden")],
)  # fmt: skip
def test_names_are_safe_on_any_system(title, name):
    assert safe_name(title) == name
