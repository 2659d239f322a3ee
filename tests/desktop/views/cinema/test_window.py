"""The cinema by its keys, over a real library with real sounds and pictures."""

from __future__ import annotations

import struct
import zlib
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop import headless
from desktop.domain.listening import Phase
from desktop.media.addresses import parsed
from desktop.qt import listening as listening_module
from desktop.qt.hearing import Hearing
from desktop.qt.reading_aloud import ReadingSound
from desktop.services.cinema import programme_of
from desktop.views.cinema.decoding import decoded, room_for
from desktop.views.cinema.window import CinemaWindow
from tests.desktop.media.sounds import mp3

SLOW, QUICK = 100.0, 0.01
KEYS = Qt.Key


def photograph(colour, width=320, height=200):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def unreadable():
    """A picture that is whole by the rules of its format, and that nobody can make out."""

    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"nothing like rows of points")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", head), chunk(b"IDAT", b"\xff" + rows), chunk(b"IEND", b""))
    )


class Studio:
    """Fills the workspace of the window, in its lane."""

    def __init__(self, ask):
        self.ask = ask
        self.vision = ask(self._begin)

    @staticmethod
    def _begin(workspace):
        vision = workspace.vision_steps.new_draft()
        for part, text in {"forward": "I begin.", "home": "By the sea.", "work": "I make."}.items():
            workspace.visions.set_part(vision, part, text)
        return vision

    def has(self, url, content):
        def put(workspace):
            media = workspace.media
            key = media.register.enter(parsed(url))
            media.register.settled(key, media.shelf.put(content))
            return key

        return self.ask(put)

    def picture(self, name, content, caption=""):
        url = f"https://a.example.com/{name}.png"
        if content is not None:
            self.has(url, content)
        row = {"vision_id": self.vision, "item_type": "image", "image_url": url, "content": caption}
        self.ask(lambda workspace: workspace.rows.put("vision_board_items", row))
        return url

    def spoken(self, *sounds):
        """A set with a track for each part that is named."""

        def put(workspace):
            made = workspace.rows.put("audio_sets", {"title": "My vision"})
            ids = []
            for order, (part, content) in enumerate(sounds):
                url = f"https://a.example.com/{order}.mp3"
                key = workspace.media.register.enter(parsed(url))
                workspace.media.register.settled(key, workspace.media.shelf.put(content))
                row = {"audio_set_id": made, "title": part, "order_index": order, "audio_url": url}
                ids.append(workspace.rows.put("audio_tracks", row))
                workspace.audio.link(ids[-1], self.vision, part)
            return ids

        return self.ask(put)

    def programme(self):
        return self.ask(lambda workspace: programme_of(workspace, self.vision))


@pytest.fixture
def studio(ask):
    return Studio(ask)


@pytest.fixture
def hearing(kit, ask):
    made = Hearing(kit.lane, headless.fetcher)
    yield made
    made.close()
    ask(lambda _workspace: True)
    made.deleteLater()


@pytest.fixture
def desk(qtbot):
    """The window from which the cinema is opened."""
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def cinema(kit, hearing, studio, desk, qtbot):
    opened = []

    def open_(*, still=True, tempo=SLOW, size=(640, 400)):
        window = CinemaWindow(
            kit._replace(hearing=lambda: hearing),
            studio.programme(), desk, still=still, tempo=tempo,
        )  # fmt: skip
        window.resize(*size)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.setFocus()
        opened.append(window)
        qtbot.waitUntil(lambda: window.screen_view.slide is not None)
        return window

    yield open_
    for window in filter(shiboken6.isValid, opened):
        window.close()


def text(window):
    return window.screen_view.slide.text


def seen(window, qtbot, count):
    """The words that come one after the other."""
    found = [text(window)]

    def look():
        if text(window) != found[-1]:
            found.append(text(window))
        return len(found) >= count

    qtbot.waitUntil(look, timeout=10_000)
    return found


def colour(window):
    """The colour in the middle of what is seen."""
    return window.screen_view.grab().toImage().pixelColor(320, 60).name()


def test_slides_come_by_themselves_in_order_and_round_again(cinema, qtbot):
    window = cinema(tempo=QUICK)
    assert seen(window, qtbot, 5) == ["I begin.", "By the sea.", "I make.", "I begin.",
                                      "By the sea."]  # fmt: skip


def test_what_is_written_meanwhile_joins_in_with_the_next_round(cinema, studio, ask, qtbot):
    window = cinema(tempo=QUICK)
    ask(lambda workspace: workspace.visions.set_part(studio.vision, "fun", "I dance.") or True)
    qtbot.waitUntil(lambda: text(window) == "I dance.")


def test_arrows_go_on_and_back_and_round(cinema):
    window = cinema()
    for key, expected in (
        (KEYS.Key_Right, "By the sea."), (KEYS.Key_Left, "I begin."), (KEYS.Key_Left, "I make."),
        (KEYS.Key_Right, "I begin."),
    ):  # fmt: skip
        QTest.keyClick(window, key)
        assert text(window) == expected


def test_space_holds_it_and_lets_it_go_on(cinema, qtbot):
    window = cinema(tempo=QUICK)
    QTest.keyClick(window, KEYS.Key_Space)
    held = text(window)
    with qtbot.assertNotEmitted(window.windowTitleChanged, wait=200):
        pass
    assert window.is_paused
    assert text(window) == held
    assert window.stage.controls.isVisible()
    QTest.keyClick(window, KEYS.Key_Space)
    qtbot.waitUntil(lambda: text(window) != held)


def test_escape_ends_it(cinema, qtbot):
    window = cinema()
    with qtbot.waitSignal(window.left):
        QTest.keyClick(window, KEYS.Key_Escape)


def test_a_picture_is_shown_in_its_colours_and_words_stand_on_its_shade(cinema, studio, qtbot):
    studio.picture("garden", photograph("#3366cc"), "Our home")
    window = cinema()
    QTest.keyClick(window, KEYS.Key_Right)
    qtbot.waitUntil(lambda: text(window) == "By the sea.")
    shaded = QColor(colour(window))
    assert 0 < shaded.blue() < 0x50
    QTest.keyClick(window, KEYS.Key_Right)
    qtbot.waitUntil(lambda: text(window) == "Our home")
    assert colour(window) == "#3366cc"


def test_pictures_that_are_not_here_are_left_out_and_can_be_asked_for(cinema, studio, ask, qtbot):
    studio.picture("away", None, "Our home")
    window = cinema()
    assert len(window.showing.slides) == 3
    assert "not on this computer" in window.stage.controls.said.text()
    QTest.keyClick(window, KEYS.Key_P)
    qtbot.waitUntil(lambda: not window.stage.controls.keep.isVisible())
    pins = ask(lambda workspace: workspace.media.pins())
    assert [(pin.table, pin.row_id) for pin in pins] == [("vision_versions", studio.vision)]


def test_a_picture_that_comes_joins_in(cinema, studio, hearing, qtbot):
    url = studio.picture("late", None, "Our home")
    window = cinema()
    key = studio.has(url, photograph("#3366cc"))
    hearing.file_moved.emit(key, 10, 10, True)
    qtbot.waitUntil(lambda: len(window.showing.slides) == 4)
    assert text(window) == "I begin."
    assert not window.stage.controls.said.text()


def test_a_picture_that_cannot_be_made_out_is_skipped(cinema, studio, qtbot):
    studio.picture("damaged", unreadable(), "Our home")
    window = cinema(tempo=QUICK)
    assert "Our home" not in seen(window, qtbot, 5)
    assert all(slide.media == "" for slide in window.showing.slides)


def test_a_picture_that_was_damaged_on_the_disk_is_skipped(cinema, studio, ask, qtbot, caplog):
    studio.picture("damaged", photograph("#3366cc", 300, 200), "Our home")

    def damage(workspace):
        (name,) = workspace.media.register.names()
        path = workspace.media.shelf.path(name)
        content = bytearray(path.read_bytes())
        content[-20] ^= 255
        path.write_bytes(content)

    ask(lambda workspace: damage(workspace) or True)
    window = cinema(tempo=QUICK)
    assert "Our home" not in seen(window, qtbot, 5)
    assert "fetched anew" in caplog.text
    caplog.clear()


def test_a_vision_of_damaged_pictures_alone_ends_with_a_word(kit, studio, desk, ask, qtbot):
    for part in ("forward", "home", "work"):
        ask(lambda w, part=part: w.visions.set_part(studio.vision, part, " ") or True)
    studio.picture("damaged", unreadable())
    window = CinemaWindow(kit, studio.programme(), desk, still=True)
    with qtbot.waitSignals([window.empty, window.left]):
        window.show()


def test_few_pictures_are_held_however_many_there_are(cinema, studio, qtbot):
    for number in range(12):
        studio.picture(f"p{number}", photograph(QColor.fromHsv(number * 20, 200, 200)))
    window = cinema()
    most = 0
    for _ in range(len(window.showing.slides) + 3):
        place = window.showing.place
        QTest.keyClick(window, KEYS.Key_Right)
        current = window.showing.current
        assert window.showing.place != place
        qtbot.waitUntil(lambda current=current: window.screen_view.slide == current)
        most = max(most, window.held)
    assert 2 <= most <= 4


def test_what_a_picture_costs_is_bounded_on_any_screen():
    room = room_for(QSize(7680, 4320))
    assert room.width() * room.height() <= 4_500_000 * 1.01
    assert room.width() / room.height() == pytest.approx(16 / 9, rel=0.01)
    image = decoded(photograph("#3366cc", 30, 400), QSize(320, 200))
    assert (image.width(), image.height()) == (320, 200)
    assert decoded(b"nothing", QSize(320, 200)) is None


@pytest.mark.parametrize(
    ("size", "edge"),
    [((640, 400), "#3366cc"), ((200, 640), "shaded"), ((40, 25), "shaded")],
)
def test_a_picture_fills_the_screen_unless_much_of_it_would_be_lost_or_blown_up(size, edge):
    image = decoded(photograph("#3366cc", *size), QSize(640, 400))
    corner = image.pixelColor(8, 8)
    assert image.pixelColor(320, 200).name() == "#3366cc"
    assert corner.name() == edge if edge != "shaded" else 0 < corner.blue() < 0x90


def test_the_still_variant_never_moves_and_the_other_one_does(cinema, studio, qtbot):
    studio.picture("garden", photograph("#3366cc"), "Our home")
    still = cinema()
    QTest.keyClick(still, KEYS.Key_Right)
    qtbot.waitUntil(lambda: text(still) == "By the sea.")
    assert not still.screen_view.is_moving
    # Without a fade the new slide is there whole at once.
    once = colour(still)
    QTest.keyClick(still, KEYS.Key_Space)
    QTest.keyClick(still, KEYS.Key_Space)
    assert not still.screen_view.is_moving
    assert colour(still) == once
    still.close()
    moving = cinema(still=False)
    assert moving.screen_view.is_moving
    QTest.keyClick(moving, KEYS.Key_Space)
    assert not moving.screen_view.is_moving
    QTest.keyClick(moving, KEYS.Key_Space)
    assert moving.screen_view.is_moving


def test_slides_fade_where_they_may(cinema, studio, qtbot):
    studio.picture("one", photograph("#ffffff"), "Our home")
    window = cinema(still=False)
    QTest.keyClick(window, KEYS.Key_Right)
    qtbot.waitUntil(lambda: text(window) == "By the sea.")
    QTest.keyClick(window, KEYS.Key_Right)
    qtbot.waitUntil(lambda: text(window) == "Our home")
    shades = {colour(window)}

    def white():
        shades.add(colour(window))
        return "#ffffff" in shades

    qtbot.waitUntil(white, timeout=10_000)
    assert len(shades) > 2


def test_slides_follow_the_voice(cinema, studio, hearing, qtbot):
    ids = studio.spoken(("home", mp3(0.7)), ("work", mp3(0.9)))
    window = cinema()
    heard = []
    hearing.listening.track_changed.connect(
        lambda track: heard.append((track.id, text(window))) if track else None
    )
    qtbot.waitUntil(lambda: len(heard) >= 3, timeout=20_000)
    # The set goes round, and each time the slide of the part is on.
    assert heard[:3] == [(ids[0], "By the sea."), (ids[1], "I make."), (ids[0], "By the sea.")]


def test_space_holds_the_voice_too_and_whatever_holds_the_voice_holds_the_slides(
    cinema, studio, hearing, qtbot
):
    studio.spoken(("home", mp3(30.0)))
    window = cinema()
    listening = hearing.listening
    qtbot.waitUntil(lambda: listening.standing is Phase.PLAYING)
    QTest.keyClick(window, KEYS.Key_Space)
    assert listening.standing is Phase.PAUSED
    QTest.keyClick(window, KEYS.Key_Space)
    assert listening.standing is Phase.PLAYING
    listening.pause()  # a media key
    assert window.is_paused
    listening.play()
    assert not window.is_paused


def test_going_to_another_part_brings_its_voice(cinema, studio, hearing, qtbot):
    ids = studio.spoken(("home", mp3(30.0)), ("work", mp3(31.0)))
    window = cinema()
    qtbot.waitUntil(lambda: text(window) == "By the sea.")
    QTest.keyClick(window, KEYS.Key_Right)
    qtbot.waitUntil(lambda: hearing.listening.track.id == ids[1])
    qtbot.waitUntil(lambda: hearing.listening.standing is Phase.PLAYING)
    assert text(window) == "I make."


def test_the_listening_is_as_it_was_when_it_is_over(cinema, studio, hearing, ask, qtbot):
    listening = hearing.listening
    other = ask(
        lambda workspace: workspace.rows.put("audio_tracks", {"title": "Rain", "order_index": 77})
    )
    listening.lay_out([other], other)
    qtbot.waitUntil(lambda: listening.track is not None)
    studio.spoken(("home", mp3(30.0)))
    window = cinema()
    qtbot.waitUntil(lambda: listening.standing is Phase.PLAYING)
    QTest.keyClick(window, KEYS.Key_Escape)
    qtbot.waitUntil(lambda: listening.queue.current == other and not listening.is_playing)
    assert listening.queue.repeat == "off"


def test_who_listens_to_it_already_is_not_thrown_back(cinema, studio, hearing, qtbot):
    ids = studio.spoken(("home", mp3(30.0)), ("work", mp3(31.0)))
    hearing.listening.play_set(ids, ids[1])
    qtbot.waitUntil(lambda: hearing.listening.standing is Phase.PLAYING)
    window = cinema()
    qtbot.waitUntil(lambda: text(window) == "I make.")
    QTest.keyClick(window, KEYS.Key_Escape)
    assert hearing.listening.standing is Phase.PLAYING


def test_whoever_has_it_read_aloud_sees_the_slides_beside_it(
    cinema, studio, hearing, monkeypatch, qtbot
):
    monkeypatch.setattr(listening_module, "ReadingSound", partial(ReadingSound, engine="mock"))
    ids = list(studio.programme().aloud.tracks)
    hearing.listening.play_set(ids, ids[1])
    qtbot.waitUntil(lambda: hearing.listening.standing is Phase.PLAYING)
    window = cinema()
    qtbot.waitUntil(lambda: text(window) == "By the sea.")


def test_the_sound_of_a_whole_vision_leaves_slides_their_own_time(
    cinema, studio, hearing, ask, qtbot
):
    url = "https://a.example.com/whole.mp3"
    studio.has(url, mp3(30.0))
    row = {"vision_id": studio.vision, "audio_url": url}
    ask(lambda workspace: workspace.rows.put("vision_audios", row))
    window = cinema(tempo=QUICK)
    qtbot.waitUntil(lambda: hearing.listening.standing is Phase.PLAYING)
    assert len(set(seen(window, qtbot, 4))) == 3


def test_the_pointer_goes_when_the_hand_rests_and_comes_back(cinema, qtbot):
    window = cinema()
    qtbot.waitUntil(lambda: not window.stage.is_pointed_at, timeout=10_000)
    assert not window.stage.controls.isVisible()
    QTest.mouseMove(window.windowHandle(), QPoint(40, 300))
    QTest.mouseMove(window.windowHandle(), QPoint(60, 320))
    qtbot.waitUntil(lambda: window.stage.is_pointed_at)
    assert window.stage.controls.isVisible()


def test_the_buttons_do_what_the_keys_do(cinema, qtbot):
    window = cinema()
    controls = window.stage.controls
    QTest.mouseClick(controls.after, Qt.MouseButton.LeftButton)
    assert text(window) == "By the sea."
    QTest.mouseClick(controls.before, Qt.MouseButton.LeftButton)
    assert text(window) == "I begin."
    QTest.mouseClick(controls.pause, Qt.MouseButton.LeftButton)
    assert window.is_paused
    assert "Go on" in controls.pause.accessibleName()
    with qtbot.waitSignal(window.left):
        QTest.mouseClick(controls.end, Qt.MouseButton.LeftButton)


def test_a_window_of_another_size_reads_its_pictures_anew(cinema, studio, qtbot):
    studio.picture("garden", photograph("#3366cc"), "Our home")
    window = cinema()
    QTest.keyClick(window, KEYS.Key_Right)
    QTest.keyClick(window, KEYS.Key_Right)
    qtbot.waitUntil(lambda: text(window) == "Our home")
    window.resize(900, 600)
    assert colour(window) == "#3366cc"


def test_screen_readers_are_told_what_is_shown(cinema):
    window = cinema()
    QTest.keyClick(window, KEYS.Key_Right)
    assert window.accessibleDescription() == "Home / Environment. By the sea."
    assert window.accessibleName() == "Cinema: Life Vision"
    assert window.event(QEvent(QEvent.Type.None_)) is False
