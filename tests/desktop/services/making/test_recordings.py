"""One's own sounds: taken from a file, kept as documented rows, played before any upload."""

from __future__ import annotations

import pytest

from desktop.core.errors import InvalidInput
from desktop.core.numbers import LARGEST
from desktop.domain.vision import CODES, label
from desktop.media.addresses import OWN, StorageObject
from desktop.services.making.intake import take, taken
from desktop.services.making.recordings import MY_RECORDINGS, OWN_VOICE, Told
from desktop.services.media.gate import UploadGate
from desktop.services.media.library import State
from desktop.services.media.problems import Problem
from tests.desktop.media.sounds import mp3, png, wav

SONG = mp3(2.0)
ADDRESS = "https://project.example/storage/v1/object/authenticated/vision-audio/me/a.mp3"


def tagged(title):
    """The song with an ID3 title."""
    text = b"\x03" + title.encode()
    frame = b"TIT2" + len(text).to_bytes(4, "big") + b"\0\0" + text
    return b"ID3\x04\0\0\0\0" + bytes([len(frame) >> 7, len(frame) & 127]) + frame + SONG


def content(library, url):
    with library.open(url) as reader:
        return reader.whole()


def only(rows, table):
    (row,) = rows.list(table)
    return row


@pytest.mark.parametrize(
    ("made", "title"),
    [(SONG, "My song 1"), (tagged("Waves\x07 at night"), "Waves at night"), (wav(), "My song 1")],
    ids=["by its name", "by its tags", "wav"],
)
def test_a_file_is_taken_with_its_title_and_stays_as_it_was(tmp_path, made, title):
    path = tmp_path / "My song 1.bin"  # what it is called says nothing about what it is
    path.write_bytes(made)
    found = take(path)
    assert (found.title, found.file_name, found.content) == (title, "My song 1.bin", made)
    assert path.read_bytes() == made


@pytest.mark.parametrize(
    ("made", "words"),
    [(b"", "is empty"), (b"MZ" * 99, "neither a sound"), (png(), "is a picture"),
     (wav()[:-900], "a part of it is missing")],
    ids=["nothing", "a program", "a picture", "cut"],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_in_a_sentence(tmp_path, made, words):
    path = tmp_path / "thing.mp3"
    path.write_bytes(made)
    with pytest.raises(InvalidInput, match=words) as told:
        take(path)
    assert "thing.mp3" in str(told.value)


def test_a_track_behind_the_last_place_that_there_is_stays_there(recordings, rows):
    first = recordings.add(taken(SONG, "one.mp3"), Told())
    rows.put("audio_tracks", {"id": first.track_id, "order_index": LARGEST})
    second = recordings.add(taken(SONG + b"x", "two.mp3"), Told())
    assert rows.get("audio_tracks", second.track_id)["order_index"] == LARGEST


def test_a_folder_and_a_file_that_is_gone_are_told(tmp_path):
    for path in (tmp_path, tmp_path / "none.mp3"):
        with pytest.raises(InvalidInput, match="is not a file"):
            take(path)


def test_a_brought_file_is_a_track_that_plays_at_once_without_any_server(
    recordings, rows, library, audio
):
    kept = recordings.add(taken(SONG, "waves.mp3"), Told())
    row = only(rows, "audio_tracks")
    assert (row["title"], row["duration"], row["order_index"]) == ("waves", "0:02", 0)
    assert (row["id"], row["audio_set_id"], row["is_active"]) == (*kept[::-1], True)
    assert content(library, row["audio_url"]) == SONG
    assert library.standing("audio_sets", kept.set_id).state is State.HERE
    assert only(rows, "audio_sets")["title"] == MY_RECORDINGS
    data = only(rows, "media_metadata")
    assert (data["file_size"], data["mime_type"], data["file_type"], data["file_name"]) == (
        len(SONG), "audio/mpeg", "mp3", "waves.mp3",
    )  # fmt: skip
    assert library.standing("media_metadata", data["id"]).state is State.HERE
    again = recordings.add(taken(wav(), "b.wav"), Told("Second"))
    assert again.set_id == kept.set_id
    assert [track.title for track in audio.tracks(kept.set_id)] == ["waves", "Second"]


def test_own_files_never_go_to_make_room(recordings, rows, library):
    recordings.add(taken(SONG, "a.mp3"), Told())
    assert library.limit == 0
    assert (library.used_bytes(), library.make_room(10**9), library.clear()) == (0, 0, 0)
    assert library.check() == 0
    url = only(rows, "audio_tracks")["audio_url"]
    assert content(library, url) == SONG
    assert library.want(url) is None


def test_an_own_file_that_is_gone_is_told_and_not_asked_for(recordings, rows, library, own):
    kept = recordings.add(taken(SONG, "a.mp3"), Told())
    for path in own.root.glob("??/*"):
        path.unlink()
    assert library.check() == 1
    library.pin("audio_sets", kept.set_id)
    standing = library.standing("audio_sets", kept.set_id)
    assert (standing.state, standing.problem) == (State.FAILED, Problem.LOST)
    assert library.register.due() == []


def test_a_narration_belongs_to_its_section_and_a_new_take_replaces_it(
    recordings, rows, library, audio, vision
):
    first = recordings.narrate(taken(SONG, "v.m4a"), Told(), vision, "home")
    row = only(rows, "audio_tracks")
    assert (row["title"], row["order_index"]) == (label("home"), CODES.index("home"))
    narration = audio.narration(audio.track(first.track_id))
    assert (narration.vision_id, narration.part, narration.changed) == (vision, "home", False)
    made = only(rows, "vision_audios")
    assert (made["voice_type"], made["generation_status"]) == (OWN_VOICE, "completed")
    assert "Life by the sea" in only(rows, "audio_sets")["title"]
    again = recordings.narrate(taken(wav(), "v.wav"), Told(), vision, "home")
    assert again == first
    assert content(library, only(rows, "audio_tracks")["audio_url"]) == wav()
    assert only(rows, "vision_audios")["audio_url"] == only(rows, "audio_tracks")["audio_url"]


def test_another_voice_is_a_variant(recordings, rows, audio, library):
    kept = recordings.add(taken(SONG, "a.mp3"), Told())
    recordings.add_variant(taken(wav(), "b.wav"), Told(voice="Anna"), kept.track_id)
    (variant,) = audio.track(kept.track_id).variants
    assert variant.kind == "Anna"
    assert content(library, variant.url) == wav()


def test_rows_wait_behind_the_gate_until_their_file_is_on_the_server(
    recordings, rows, uploads, connection, library
):
    kept = recordings.add(taken(SONG, "a.mp3"), Told())
    variant = recordings.add_variant(taken(SONG, "a.mp3"), Told(voice="slow"), kept.track_id)
    gate = UploadGate(connection)
    data = only(rows, "media_metadata")["id"]
    held = [("audio_tracks", kept.track_id), ("audio_variants", variant), ("media_metadata", data)]
    assert all(gate.holds(*row) for row in held)
    assert not gate.holds("audio_sets", kept.set_id)
    assert not gate.holds("journal_entries", "x")
    (upload,) = uploads.due()  # the same content is one file
    uploads.begun(upload.id, StorageObject("vision-audio", "me/a.mp3"))
    uploads.done(uploads.find(upload.id), ADDRESS)
    assert not any(gate.holds(*row) for row in held)
    assert uploads.waiting() == []
    assert only(rows, "audio_tracks")["audio_url"] == ADDRESS
    row = only(rows, "media_metadata")
    assert (row["bucket"], row["storage_path"], row["public_url"]) == (
        "vision-audio", "me/a.mp3", ADDRESS,
    )  # fmt: skip


def test_a_file_that_is_on_the_server_is_not_queued_again(recordings, rows, uploads):
    recordings.add(taken(SONG, "a.mp3"), Told())
    (upload,) = uploads.due()
    uploads.begun(upload.id, StorageObject("vision-audio", "me/a.mp3"))
    uploads.done(uploads.find(upload.id), ADDRESS)
    recordings.add(taken(SONG, "again.mp3"), Told())
    assert {row["audio_url"] for row in rows.list("audio_tracks")} == {ADDRESS}
    assert uploads.waiting() == []


def test_what_nobody_names_any_more_waits_for_nothing_and_comes_back_with_its_row(
    recordings, rows, uploads, trash
):
    kept = recordings.add(taken(SONG, "a.mp3"), Told())
    data = only(rows, "media_metadata")["id"]
    rows.delete("media_metadata", data)
    gone = rows.delete("audio_tracks", kept.track_id)
    assert uploads.waiting() == []
    trash.restore(gone)
    (upload,) = uploads.due()
    uploads.begun(upload.id, StorageObject("vision-audio", "me/a.mp3"))
    trash_id = rows.delete("audio_tracks", kept.track_id)
    uploads.done(uploads.find(upload.id), ADDRESS)
    trash.restore(trash_id)
    assert only(rows, "audio_tracks")["audio_url"].startswith(OWN)
    assert uploads.release() == 1
    assert only(rows, "audio_tracks")["audio_url"] == ADDRESS


def test_a_section_or_a_set_that_does_not_exist_is_told(recordings, vision):
    with pytest.raises(InvalidInput, match="no such section"):
        recordings.narrate(taken(SONG, "a.mp3"), Told(), vision, "nowhere")
    with pytest.raises(InvalidInput, match="no such vision"):
        recordings.narrate(taken(SONG, "a.mp3"), Told(), "x", "home")
    with pytest.raises(InvalidInput, match="name"):
        recordings.new_set("  ")
