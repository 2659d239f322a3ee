"""What a file is, by its content: types, cut files, things that only claim to be sounds."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.media.content import PICTURE, SOUND, Unusable, examined, kind_of
from desktop.media.flac import flac_is_whole
from tests.desktop.media.sounds import flac, m4a, mp3, opus, png, vorbis, wav


@pytest.mark.parametrize(
    ("made", "kind", "mime", "seconds"),
    [(mp3, SOUND, "audio/mpeg", 2.0), (wav, SOUND, "audio/wav", 2.0),
     (m4a, SOUND, "audio/mp4", 2.0), (vorbis, SOUND, "audio/ogg", 2.0),
     (opus, SOUND, "audio/ogg", 2.0), (flac, SOUND, "audio/flac", 2.0),
     (png, PICTURE, "image/png", 0)],
)  # fmt: skip
def test_real_files_are_known(qapp, made, kind, mime, seconds):
    facts = examined(made())
    assert (facts.kind, facts.mime) == (kind, mime)
    assert facts.seconds == pytest.approx(seconds, abs=0.15)
    assert kind_of(made()[:64]) == kind


@pytest.mark.parametrize("made", [mp3, wav, m4a, vorbis, opus, flac, png])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_cut_file_is_told(qapp, made, share):
    content = made()
    with pytest.raises(Unusable):
        examined(content[: int(len(content) * share)])


@pytest.mark.parametrize("more", [1, 2, 3, 4, 100])
def test_an_mp3_that_is_cut_shortly_after_a_frame_is_told(more):
    five_frames = 1044  # of 64 kilobits a second at 22,050 samples
    with pytest.raises(Unusable):
        examined(mp3()[: five_frames + more])


def test_a_tag_before_and_behind_the_frames_is_no_fault():
    tag = b"ID3\x04\x00\x00\x00\x00\x01\x00" + bytes(128)
    facts = examined(tag + mp3() + b"TAG" + bytes(125))
    assert facts.mime == "audio/mpeg"


def test_a_flac_whose_last_frame_is_not_as_it_was_written_is_told():
    content = bytearray(flac())
    content[-100] ^= 1
    with pytest.raises(Unusable):
        examined(bytes(content))


def test_a_flac_without_a_promise_and_with_an_old_tag_is_whole():
    content = bytearray(flac())
    content[21] &= 0xF0  # the last 36 bits of the head's numbers say how many samples there are
    content[22:26] = bytes(4)
    assert flac_is_whole(bytes(content) + b"TAG" + bytes(125))
    assert not flac_is_whole(bytes(content[:-1]))


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"<html><body>Not found</body></html>", b'{"error":"expired"}', b"ID3",
     b"\xff\xfb", b"RIFF\x00\x00\x00\x00WAVE", b"OggS" + bytes(40), b"fLaC" + bytes(4),
     bytes(4) + b"ftypM4A " + bytes(20), b"\xff\xfb\x90\x00" + b"\xff" * 100_000],
)  # fmt: skip
def test_what_is_no_sound_and_no_picture_is_refused(content):
    with pytest.raises(Unusable):
        examined(content)


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"ID3", b"OggS", b"fLaC", b"RIFF", b"\xff\xfb"])
)
def test_nothing_makes_it_stumble(rest, head):
    with contextlib.suppress(Unusable):
        examined(head + rest)
