"""Sets and tracks, places in them, and the sections that tracks narrate."""

from __future__ import annotations

import pytest

from desktop.core.errors import InvalidInput
from desktop.services.audio import Place, address


@pytest.fixture
def vision(rows):
    return rows.put(
        "vision_versions", {"forward": "I am awake.", "home": "By the sea.", "is_active": True}
    )


def a_set(rows, **values):
    return rows.put("audio_sets", {"title": "My vision", **values})


def a_track(rows, set_id, **values):
    return rows.put("audio_tracks", {"audio_set_id": set_id, "title": "Track", **values})


def test_active_sets_come_first_with_the_number_of_their_tracks(audio, rows):
    old = a_set(rows, title="Old", is_active=False)
    active = a_set(rows, title="Now", is_active=True)
    a_track(rows, active)
    assert [(s.id, s.title, s.tracks, s.is_active) for s in audio.sets()] == [
        (active, "Now", 1, True), (old, "Old", 0, False),
    ]  # fmt: skip


def test_tracks_stand_in_their_order_and_those_without_come_last(audio, rows):
    made = a_set(rows)
    late, second, first = (
        a_track(rows, made, order_index=order, duration="3:25") for order in (None, 2, 1)
    )
    found = audio.tracks(made)
    assert [track.id for track in found] == [first, second, late]
    assert found[0].length == 205


def test_a_variant_can_be_chosen_and_one_that_is_gone_is_the_track(audio, rows):
    track_id = a_track(rows, a_set(rows), audio_url="https://a.example.com/1.mp3")
    rows.put(
        "audio_variants",
        {
            "audio_track_id": track_id,
            "variant_type": "slow",
            "audio_url": "https://a.example.com/2",
        },
    )
    track = audio.track(track_id)
    (variant,) = track.variants
    assert variant.kind == "slow"
    assert address(track, variant.id) == "https://a.example.com/2"
    assert address(track, "gone") == address(track, None) == "https://a.example.com/1.mp3"
    assert audio.track("nothing") is None


def test_the_place_in_each_track_is_kept(audio, rows):
    one, two = (a_track(rows, a_set(rows)) for _ in range(2))
    assert audio.place(one) == Place()
    audio.keep_place(one, Place(12.345, 60.0, "v", finished=False))
    audio.keep_place(two, Place(60.0, 60.0, None, finished=True))
    assert audio.place(one) == Place(12.345, 60.0, "v", finished=False)
    assert audio.last_track().id == two
    rows.delete("audio_tracks", two)
    assert audio.last_track().id == one


def test_a_track_narrates_what_its_title_says_and_a_change_of_the_text_is_told(audio, rows, vision):
    track = audio.track(a_track(rows, a_set(rows), title="4 Home"))
    found = audio.narration(track)
    assert (found.vision_id, found.part, found.text) == (vision, "home", "By the sea.")
    assert not found.changed
    rows.put("vision_versions", {"id": vision, "home": " By  the sea.\n"})
    assert not audio.narration(track).changed
    rows.put("vision_versions", {"id": vision, "home": "In the hills."})
    assert audio.narration(track).changed


def test_the_member_is_right_about_what_a_track_narrates(audio, rows, vision):
    track = audio.track(a_track(rows, a_set(rows), title="Home"))
    audio.narration(track)
    audio.link(track.id, vision, "forward")
    assert (audio.narration(track).part, audio.narration(track).by_member) == ("forward", True)
    audio.link(track.id, None, None)
    assert audio.narration(track) is None
    with pytest.raises(InvalidInput):
        audio.link(track.id, vision, "nothing")


def test_without_a_vision_or_a_guess_nothing_is_narrated(audio, rows):
    track = audio.track(a_track(rows, a_set(rows), title="Home"))
    assert audio.narration(track) is None
    rows.put("vision_versions", {"home": "x", "is_active": True})
    assert audio.narration(track) is not None
    assert audio.narration(audio.track(a_track(rows, a_set(rows), title="Waves"))) is None
