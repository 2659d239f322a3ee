"""Tags in files that go out: read by others, with the sound as it was."""

from __future__ import annotations

import io
import struct

import numpy
import pytest
import soundfile
from tinytag import TinyTag

from desktop.media.content import examined
from desktop.qt.sound.player import Sound
from desktop.services.making.tags import Tags, tagged
from desktop.services.making.tags_mp4 import _box, _boxes, _moved
from tests.desktop.media.sounds import flac, m4a, mp3, opus, vorbis, wav

TAGS = Tags("Übung am Morgen ☀", "Life by the sea", 3, 14)
KINDS = [
    (mp3, "mp3"), (m4a, "m4a"), (vorbis, "ogg"), (opus, "ogg"), (flac, "flac"), (wav, "wav"),
]  # fmt: skip


def told(content, suffix):
    return TinyTag.get(f"x.{suffix}", file_obj=io.BytesIO(content))


@pytest.mark.parametrize(("made", "suffix"), KINDS)
def test_every_kind_tells_its_title_its_set_and_its_place(qapp, made, suffix):
    content = tagged(made(2.0), suffix, TAGS)
    tag = told(content, suffix)
    assert (tag.title, tag.album, tag.track) == (TAGS.title, TAGS.album, TAGS.number)
    if suffix != "wav":  # which has no place for it
        assert tag.track_total == TAGS.total
    assert examined(content).seconds == pytest.approx(2.0, abs=0.1)
    assert tagged(content, suffix, Tags("Another", "", 1, 1)) == content, "it keeps its own"


@pytest.mark.parametrize(("made", "suffix"), KINDS[2:])
@pytest.mark.parametrize("title", ["Sea", "s" * 300, "s" * 200_000])
def test_the_sound_is_the_same(made, suffix, title):
    before, rate = soundfile.read(io.BytesIO(made(2.0)))
    after, same_rate = soundfile.read(
        io.BytesIO(tagged(made(2.0), suffix, Tags(title, "Set", 1, 2)))
    )
    assert rate == same_rate
    assert numpy.array_equal(before, after)


def index_first(content):
    """The same M4A as servers like it: the index before the sound."""
    boxes = {box.name: box.body for box in _boxes(content)}
    moov = boxes.pop(b"moov")
    head = _box(b"ftyp", boxes.pop(b"ftyp"))
    rest = b"".join(_box(name, body) for name, body in boxes.items())
    # How far the sound moves depends on what stood before it.
    before = content.index(b"mdat") - 4
    after = len(head) + len(moov) + 8 + rest.index(b"mdat") - 4
    return head + _box(b"moov", _moved(moov, after - before)) + rest


@pytest.mark.parametrize("first", [False, True])
def test_an_m4a_plays_to_its_end_with_its_tags(qtbot, first):
    content = index_first(m4a(1.2)) if first else m4a(1.2)
    made = tagged(content, "m4a", TAGS)
    assert told(made, "m4a").title == TAGS.title
    sound, places = Sound(), []
    sound.moved.connect(places.append)
    with qtbot.waitSignal(sound.ended):
        sound.load(made, "m4a", play=True)
    assert places[-1] == pytest.approx(1.2, abs=0.3)
    sound.unload()
    # The first place that the index tells is that of the same sound as before.
    assert first_sound(made) == first_sound(content)
    sound.deleteLater()


def first_sound(content):
    table = content.index(b"stco")
    (place,) = struct.unpack(">I", content[table + 12 : table + 16])
    return content[place : place + 64]


@pytest.mark.parametrize(("made", "suffix"), KINDS)
def test_what_is_cut_or_no_sound_at_all_goes_out_as_it_is(qapp, made, suffix):
    for content in (made(2.0)[:60], b"", b"words"):
        out = tagged(content, suffix, TAGS)
        assert out.endswith(content)
