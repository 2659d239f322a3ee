"""The cinema by its keys, over a real library with real pictures."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from desktop.views.cinema.decoding import decoded, room_for
from desktop.views.cinema.window import CinemaWindow
from tests.desktop.views.cinema.conftest import QUICK, colour, photograph, seen, text, unreadable

KEYS = Qt.Key


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

    qtbot.waitUntil(white)
    assert len(shades) > 2


def test_the_pointer_goes_when_the_hand_rests_and_comes_back(cinema, qtbot):
    window = cinema()
    qtbot.waitUntil(lambda: not window.stage.is_pointed_at)
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
