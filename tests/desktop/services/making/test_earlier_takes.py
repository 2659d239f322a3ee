"""Earlier takes of a track: kept with their sound, heard, brought back, and back again."""

from __future__ import annotations

import pytest

from desktop.core.errors import InvalidInput
from desktop.media.addresses import StorageObject
from desktop.services.audio import Place
from desktop.services.making.earlier import NOW, EarlierTakes
from desktop.services.making.intake import taken
from desktop.services.making.recordings import Told
from tests.desktop.media.sounds import mp3

FIRST, SECOND, THIRD = (mp3(seconds) for seconds in (1.0, 2.0, 3.0))


@pytest.fixture
def earlier(connection, rows, uploads):
    return EarlierTakes(connection, lambda: rows, uploads)


@pytest.fixture
def narrated(recordings, vision):
    """Take after take of one section; gives the track."""

    def narrate(*contents):
        for content in contents:
            kept = recordings.narrate(taken(content, "v.mp3"), Told(), vision, "home")
        return kept.track_id

    return narrate


def heard(earlier, track_id):
    return [earlier.content(track_id, one.number) for one in earlier.takes(track_id)]


def test_a_track_of_one_take_has_no_earlier_one_and_one_that_is_gone_has_none(
    earlier, narrated, rows
):
    track = narrated(FIRST)
    assert [one.number for one in earlier.takes(track)] == [NOW]
    rows.delete("audio_tracks", track)
    assert earlier.takes(track) == []


def test_all_takes_are_listed_with_their_sound_the_present_one_first(earlier, narrated):
    track = narrated(FIRST, SECOND, THIRD)
    takes = earlier.takes(track)
    assert heard(earlier, track) == [THIRD, SECOND, FIRST]
    assert [one.seconds for one in takes] == [3.0, 2.0, 1.0]
    assert all(one.here and one.made for one in takes)
    assert takes[0].made > takes[1].made > takes[2].made


def test_a_take_is_brought_back_with_its_sound_alone_and_back_again(
    earlier, narrated, rows, audio, library
):
    track = narrated(FIRST, SECOND)
    rows.put("audio_tracks", {"id": track, "title": "Our house", "order_index": 7})
    audio.keep_place(track, Place(1.9, 2.0))
    (_now, first) = earlier.takes(track)
    before = earlier.restore(track, first.number)
    row = rows.get("audio_tracks", track)
    assert (row["title"], row["order_index"], row["duration"]) == ("Our house", 7, "0:01")
    assert library.content(row["audio_url"]) == FIRST
    (of_vision,) = rows.list("vision_audios")
    assert (of_vision["audio_url"], of_vision["duration"]) == (row["audio_url"], "0:01")
    assert audio.place(track) == Place()  # where one stopped was a place in the other take
    assert heard(earlier, track) == [FIRST, SECOND]
    earlier.restore(track, before)
    assert heard(earlier, track) == [SECOND, FIRST]


def test_a_take_that_was_uploaded_comes_back_by_its_address_and_is_listed_once(
    earlier, narrated, rows, uploads
):
    track = narrated(FIRST)
    (upload,) = uploads.due()
    uploads.begun(upload.id, StorageObject("vision-audio", "me/a.mp3"))
    place = "https://project.example/storage/v1/object/authenticated/vision-audio/me/a.mp3"
    narrated(SECOND)
    uploads.done(uploads.find(upload.id), place)
    earlier.restore(track, earlier.takes(track)[1].number)
    assert rows.get("audio_tracks", track)["audio_url"] == place
    narrated(THIRD)
    earlier.restore(track, earlier.takes(track)[1].number)
    assert [one.seconds for one in earlier.takes(track)] == [1.0, 3.0, 2.0]


def test_words_that_were_edited_are_no_other_take(earlier, narrated, rows):
    track = narrated(FIRST)
    rows.put("audio_tracks", {"id": track, "description": "By the fire", "transcript": "Oh."})
    rows.put("audio_tracks", {"id": track, "description": "By the sea", "transcript": "Ah."})
    assert [one.number for one in earlier.takes(track)] == [NOW]


def test_what_is_gone_or_of_another_track_cannot_be_brought_back(
    earlier, narrated, recordings, vision
):
    track = narrated(FIRST, SECOND)
    other = recordings.narrate(taken(THIRD, "v.mp3"), Told(), vision, "health").track_id
    (_now, first) = earlier.takes(track)
    for subject, number in ((other, first.number), (track, NOW), (track, 999), ("x", NOW)):
        with pytest.raises(InvalidInput, match="no longer here"):
            earlier.restore(subject, number)
