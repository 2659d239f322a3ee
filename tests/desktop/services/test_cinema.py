"""The programme of a vision from a real encrypted workspace, with files that are here or not."""

from __future__ import annotations

import pytest

from desktop import headless
from desktop.core.paths import DataFolder
from desktop.domain.cinema import Kind
from desktop.media.addresses import parsed
from desktop.services.cinema import programme_of
from tests.desktop.media.sounds import mp3, png


class House:
    """A vision with a board, scenes and a set, written as a member would."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.rows = workspace.rows
        self.vision = workspace.vision_steps.new_draft()
        self.say("forward", "I let myself say it.")
        self.say("home", "We live by the sea.")

    def say(self, part, text):
        self.workspace.visions.set_part(self.vision, part, text)

    def has(self, url, content):
        media = self.workspace.media
        key = media.register.enter(parsed(url))
        media.register.settled(key, media.shelf.put(content))

    def picture(self, name, *, here=True, **values):
        url = f"https://a.example.com/{name}.png"
        if here:
            self.has(url, png(8, 8 + len(name)))
        row = {"vision_id": self.vision, "item_type": "image", "image_url": url, **values}
        self.rows.put("vision_board_items", row)
        return url

    def words(self, text, **values):
        row = {"vision_id": self.vision, "item_type": "quote", "content": text, **values}
        self.rows.put("vision_board_items", row)

    def track(self, set_id, title, order, *, here=True):
        url = f"https://a.example.com/{set_id}/{order}.mp3"
        if here:
            self.has(url, mp3(0.3 + order / 10))
        return self.rows.put(
            "audio_tracks",
            {"audio_set_id": set_id, "title": title, "order_index": order, "audio_url": url},
        )

    @property
    def programme(self):
        return programme_of(self.workspace, self.vision)

    def shown(self):
        return [(s.part, s.text, s.media) for s in self.programme.slides if s.kind == "picture"]


@pytest.fixture
def house(tmp_path):
    workspace = headless.open_workspace(DataFolder(tmp_path / "data"), key=bytes(32))
    yield House(workspace)
    workspace.close()


def test_a_vision_that_is_gone_has_no_programme(house):
    assert programme_of(house.workspace, "gone") is None


def test_parts_with_words_scenes_of_their_category_and_nothing_of_empty_ones(house):
    house.rows.put(
        "scenes",
        {"category": "home", "scene_title": "Breakfast", "scene_text": "The cups are warm.",
         "essence_word": "belonging"},
    )  # fmt: skip
    house.rows.put("scenes", {"category": "fun", "scene_title": "Dancing", "scene_text": ""})
    shown = [(s.part, s.title, s.text, s.essence) for s in house.programme.slides]
    assert shown == [
        ("forward", "", "I let myself say it.", ""),
        ("fun", "", "Dancing", ""),
        ("home", "", "We live by the sea.", ""),
        ("home", "Breakfast", "The cups are warm.", "belonging"),
    ]


def test_a_picture_goes_where_the_library_or_its_words_put_it_and_others_are_dealt_out(house):
    said = house.picture("a", content="Our home at last", position_x=0, position_y=0)
    filed = house.picture("b", position_x=1, position_y=0)
    house.rows.put("media_metadata", {"public_url": filed, "category": "Money / Wealth"})
    free = house.picture("c", position_x=2, position_y=0)
    assert house.shown() == [
        ("forward", "", free), ("home", "Our home at last", said), ("money", "", filed),
    ]  # fmt: skip


def test_what_is_not_here_is_not_shown_but_counted(house):
    house.picture("away", here=False)
    house.picture("never", here=False, image_url="file:///etc/passwd")
    assert house.shown() == []
    assert house.programme.away == 1


def test_words_of_the_board_are_captions_of_the_nearest_picture_and_else_slides(house):
    left = house.picture("left", position_x=0, position_y=0)
    right = house.picture("right", position_x=900, position_y=10)
    house.words("I arrive.", position_x=880, position_y=200)
    house.words("I stay.", position_x=30, position_y=200)
    house.words("Freedom is my home.", position_x=5000, position_y=5000)
    assert {(text, media) for _part, text, media in house.shown()} == {
        ("I stay.", left), ("I arrive.", right),
    }  # fmt: skip
    alone = [s for s in house.programme.slides if s.text == "Freedom is my home."]
    assert [(s.kind, s.part) for s in alone] == [(Kind.WORDS, "home")]


def test_generated_pictures_are_shown_once_and_never_with_their_prompt(house):
    again = house.picture("again")
    made = "https://a.example.com/made.png"
    house.has(made, png(9, 9))
    for prompt, url in (("A kitchen, photorealistic, home", made), ("The same", again)):
        house.workspace.connection.execute(
            "INSERT INTO generated_images (id, prompt, image_url) VALUES (?, ?, ?)",
            (url[-9:], prompt, url),
        )
    assert sorted(house.shown()) == [("forward", "", again), ("home", "", made)]


def test_other_visions_boards_are_not_shown(house):
    house.picture("mine")
    other = house.workspace.vision_steps.new_draft()
    assert programme_of(house.workspace, other).slides == ()


def test_the_voice_is_the_set_that_narrates_this_vision_as_far_as_it_is_here(house):
    house.workspace.vision_steps.complete(house.vision)
    house.workspace.vision_steps.make_active(house.vision)
    music = house.rows.put("audio_sets", {"title": "Rain", "is_active": True})
    house.track(music, "Rain on a roof", 77)
    spoken = house.rows.put("audio_sets", {"title": "My vision"})
    forward = house.track(spoken, "Forward", 0)
    house.track(spoken, "Money", 1, here=False)
    home = house.track(spoken, "Our house", 2)
    house.workspace.audio.link(home, house.vision, "home")
    voice = house.programme.voice
    assert voice.tracks == (forward, home)
    assert voice.parts == {forward: "forward", home: "home"}


def test_a_track_that_speaks_all_of_it_goes_with_no_part(house):
    spoken = house.rows.put("audio_sets", {"title": "My vision"})
    track = house.track(spoken, "All of it", 0)
    house.workspace.audio.link(track, house.vision, "")
    assert house.programme.voice.tracks == (track,)
    assert house.programme.voice.parts == {}


def test_a_set_of_another_vision_is_not_its_voice(house):
    spoken = house.rows.put("audio_sets", {"title": "My vision"})
    track = house.track(spoken, "Forward", 0)
    other = house.workspace.vision_steps.new_draft()
    house.workspace.audio.link(track, other, "forward")
    assert house.programme.voice.tracks == ()


def test_where_no_set_narrates_it_the_sound_of_the_whole_vision_is_its_voice(house):
    for number in range(2):
        url = f"https://a.example.com/whole{number}.mp3"
        house.has(url, mp3(0.4 + number / 10))
        house.rows.put("vision_audios", {"vision_id": house.vision, "audio_url": url})
    voice = house.programme.voice
    assert len(voice.tracks) == 1
    assert voice.parts == {}


def test_what_can_be_read_aloud_is_known_by_its_parts(house):
    assert list(house.programme.aloud.parts.values()) == ["forward", "home"]
