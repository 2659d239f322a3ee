"""What can be heard in the demo: real sounds, kept like the member's own."""

from __future__ import annotations

from desktop.media.content import SOUND, examined


def test_a_set_of_the_demo_can_be_heard_at_once(lived):
    rest = next(s for s in lived.audio.sets() if s.title == "Sounds to rest with")
    tracks = lived.audio.tracks(rest.id)
    assert [t.title for t in tracks] == ["Rain on the glasshouse", "Four bowls", "The river, low"]
    for track in tracks:
        facts = examined(lived.media.content(track.url))
        assert facts.kind == SOUND
        assert facts.seconds > 20


def test_no_voice_is_made_up(lived):
    spoken = next(s for s in lived.audio.sets() if s.title.startswith("My Life Vision"))
    assert all(not track.url for track in lived.audio.tracks(spoken.id))
