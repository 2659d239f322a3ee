"""The media keys and controls of a desktop, over a real bus, with real sounds in the window."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from jeepney import DBusErrorResponse

from desktop.domain.listening import Phase, Repeat
from tests.desktop.views.audio.conftest import LONG
from tests.fakes.session_bus import OURS, PLAYER, PROPERTIES, ROOT, SECONDS, Desktop, session_bus

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the session bus is Linux's"
)


@pytest.fixture
def bus(tmp_path, monkeypatch):
    with session_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def desktop(bus):
    made = Desktop(bus)
    yield made
    made.close()


@pytest.fixture
def studio_set(studio):
    return studio.a_set(LONG, LONG, title="My morning", titles=("Forward", "Home"))


def kept(studio, **changes):
    studio.workspace.settings.change(**changes)


@pytest.fixture
def on(studio, studio_set, open_window, desktop):
    """A window in which the first of two tracks is played, with titles shown to the desktop."""
    kept(studio, media_controls="titles")
    return begun(open_window(), studio_set[1], desktop)


def begun(member, ids, desktop):
    member.ids = ids
    member.listening.play_set(ids)
    member.hear(0.1)
    member.until(lambda: OURS in desktop.players())
    member.until(lambda: desktop.read("PlaybackStatus") == "Playing")
    return member


def test_nothing_is_on_the_bus_before_something_is_played(studio, studio_set, open_window, desktop):
    member = open_window()
    member.listening.lay_out(studio_set[1], studio_set[1][0])
    member.until(lambda: member.bar is not None)
    assert not desktop.players()
    assert member.app.sounding.remote is None


def test_it_is_played_and_paused_and_stopped_where_it_is(on, desktop):
    desktop.call("PlayPause")
    on.until(lambda: on.listening.standing is Phase.PAUSED)
    on.until(lambda: desktop.read("PlaybackStatus") == "Paused")
    assert desktop.changes()["PlaybackStatus"] == "Paused"
    desktop.call("Play")
    on.until(lambda: desktop.read("PlaybackStatus") == "Playing")
    desktop.call("Pause")
    on.until(lambda: desktop.read("PlaybackStatus") == "Paused")
    desktop.call("PlayPause")
    on.hear(0.2)
    place = on.listening.position
    desktop.call("Stop")
    on.until(lambda: desktop.read("PlaybackStatus") == "Stopped")
    assert on.listening.standing is Phase.PAUSED
    assert on.listening.position >= place
    desktop.call("Play")
    on.until(lambda: desktop.read("PlaybackStatus") == "Playing")


def test_tracks_are_changed_and_what_is_on_is_told(on, desktop, studio, studio_set):
    on.until(lambda: "mpris:length" in desktop.metadata())
    first = desktop.metadata()
    on.until(lambda: desktop.metadata().get("xesam:album") == "My morning")
    assert first["xesam:title"] == "Forward"
    assert first["mpris:length"] == pytest.approx(30 * SECONDS, rel=0.01)
    assert on.ids[0] not in first["mpris:trackid"]
    assert desktop.read("CanGoNext") is True
    desktop.call("Next")
    on.until(lambda: desktop.metadata()["xesam:title"] == "Home")
    on.hear(0.1)
    second = desktop.metadata()
    assert second["mpris:trackid"] != first["mpris:trackid"]
    told = desktop.changes()
    assert told["Metadata"]["xesam:title"] == ("s", "Home")
    assert told["CanGoNext"] is False
    desktop.call("Previous")
    on.until(lambda: desktop.metadata()["mpris:trackid"] == first["mpris:trackid"])
    on.until(lambda: desktop.read("CanGoNext") is True)


def test_one_goes_to_a_place_and_it_is_told(on, desktop):
    desktop.call("Seek", "x", 12 * SECONDS)
    on.hear(12.0)
    on.until(lambda: desktop.read("Position") >= 12 * SECONDS)
    (place,) = next(body for name, body in desktop.signals() if name == "Seeked")
    assert place == pytest.approx(12 * SECONDS, abs=2 * SECONDS)
    desktop.call("Seek", "x", -60 * SECONDS)
    on.until(lambda: on.listening.position < 5)
    track = desktop.metadata()["mpris:trackid"]
    desktop.call("SetPosition", "ox", track, 20 * SECONDS)
    on.hear(20.0)
    on.until(lambda: "Seeked" in [name for name, _body in desktop.signals()])
    desktop.call("Pause")
    on.until(lambda: desktop.read("PlaybackStatus") == "Paused")
    on.until(lambda: desktop.read("Position") == round(on.listening.position * SECONDS))


def test_a_place_of_another_track_or_out_of_it_changes_nothing(on, desktop):
    desktop.call("Pause")
    on.until(lambda: desktop.read("PlaybackStatus") == "Paused")
    track, place = desktop.metadata()["mpris:trackid"], on.listening.position
    desktop.call("SetPosition", "ox", "/vibrationfit/track/another", 20 * SECONDS)
    desktop.call("SetPosition", "ox", track, -SECONDS)
    desktop.call("SetPosition", "ox", track, 31 * SECONDS)
    desktop.set("Volume", "d", 0.5)  # by then the others have been heard
    on.until(lambda: on.listening.volume == 0.5)
    assert on.listening.position == place


def test_beyond_the_end_the_next_track_begins(on, desktop):
    desktop.call("Seek", "x", 40 * SECONDS)
    on.until(lambda: on.listening.track.id == on.ids[1])
    on.hear(0.1)
    assert on.listening.position < 10


def test_speed_volume_and_repeat_are_set_and_told(on, desktop):
    desktop.set("Rate", "d", 1.5)
    on.until(lambda: desktop.read("Rate") == 1.5)
    assert on.bar.speed_button.text() == "1.5x"
    desktop.set("Rate", "d", 9.0)
    on.until(lambda: desktop.read("Rate") == desktop.read("MaximumRate") == 2.0)
    desktop.set("Volume", "d", 0.25)
    on.until(lambda: desktop.read("Volume") == 0.25)
    desktop.set("Volume", "d", -1.0)
    on.until(lambda: desktop.read("Volume") == 0.0)
    on.click(on.bar.volume_button)
    on.until(lambda: desktop.read("Volume") == 1.0)
    for word, repeat in (("Track", Repeat.TRACK), ("Playlist", Repeat.SET), ("None", Repeat.OFF)):
        desktop.set("LoopStatus", "s", word)
        on.until(lambda repeat=repeat: on.listening.queue.repeat is repeat)
        on.until(lambda word=word: desktop.read("LoopStatus") == word)
    assert {"Rate", "Volume", "LoopStatus"} <= desktop.changes().keys()
    desktop.set("Rate", "d", 0.0)
    on.until(lambda: desktop.read("PlaybackStatus") == "Paused")


def test_what_is_taken_off_is_told(on, desktop):
    on.click(on.bar.close_button)
    on.until(lambda: desktop.read("PlaybackStatus") == "Stopped")
    assert desktop.metadata() == {}
    assert desktop.read("CanPlay") is False


def test_the_window_comes_forward(on, desktop, qtbot):
    on.shell.hide()
    desktop.call("Raise", interface=ROOT)
    on.until(on.shell.isVisible)
    assert desktop.read("Identity", ROOT) == "VibrationFit"
    desktop.call("Quit", interface=ROOT)
    desktop.call("Pause")
    on.until(lambda: desktop.read("PlaybackStatus") == "Paused")
    assert on.shell.isVisible()


def test_unasked_no_title_is_told(studio, studio_set, open_window, desktop):
    member = begun(open_window(), studio_set[1], desktop)
    member.until(lambda: "mpris:length" in desktop.metadata())
    desktop.call("Next")
    member.until(lambda: member.listening.track.id == member.ids[1])
    member.hear(0.1)
    assert desktop.metadata()["xesam:title"] == "VibrationFit"
    assert "xesam:album" not in desktop.metadata()
    told = str(desktop.signals())
    assert not any(word in told for word in ("Forward", "Home", "morning", *member.ids))


def test_the_choice_in_the_settings_holds_at_once(studio, studio_set, open_window, desktop):
    member = begun(open_window(), studio_set[1], desktop)
    member.shell.show_room("settings")
    controls = member.shell.current.controls
    member.until(lambda: controls.choice.value() == "keys")
    member.click(controls.choice.chip("titles"))
    member.until(lambda: desktop.metadata()["xesam:title"] == "Forward")
    member.until(lambda: desktop.metadata().get("xesam:album") == "My morning")
    member.click(controls.choice.chip("off"))
    member.until(lambda: not desktop.players())
    assert member.listening.is_playing
    member.click(controls.choice.chip("keys"))
    member.until(lambda: OURS in desktop.players())
    member.until(lambda: desktop.metadata().get("xesam:title") == "VibrationFit")
    member.settled()
    assert studio.workspace.settings.reload().media_controls == "keys"


def test_who_wants_no_keys_has_none(studio, studio_set, open_window, desktop):
    kept(studio, media_controls="off")
    member = open_window()
    member.listening.play_set(studio_set[1])
    member.hear(0.1)
    member.settled()
    assert not member.app.sounding.remote.is_on
    assert not desktop.players()


def test_another_window_has_a_name_of_its_own(on, desktop, studio):
    from desktop.qt.sound.mpris.line import Line
    from desktop.qt.sound.mpris.playing import Playing

    second = Line(Playing(), lambda _wish: None)
    second.start()
    on.until(lambda: len(desktop.players()) == 2)
    assert all(name.startswith(OURS) for name in desktop.players())
    second.stop()
    on.until(lambda: desktop.players() == {OURS})


def test_closing_the_window_hangs_up(on, desktop):
    on.shell.close()
    on.app.close()
    on.until(lambda: not desktop.players())


def test_without_a_bus_it_plays(studio, studio_set, open_window, monkeypatch, tmp_path):
    for address in ("", "nonsense", f"unix:path={tmp_path}/nowhere", "tcp:host=localhost,port=1"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        member = open_window()
        member.listening.play_set(studio_set[1])
        member.hear(0.1)
        member.app.close()


def test_a_bus_that_ends_takes_nothing_along(
    studio, studio_set, open_window, monkeypatch, tmp_path
):
    with session_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        desktop = Desktop(address)
        member = begun(open_window(), studio_set[1], desktop)
        desktop.close()
    member.listening.next()
    member.until(lambda: member.listening.track.id == member.ids[1])
    member.hear(0.2)


def test_what_is_not_understood_is_refused(on, desktop):
    for error, call in (
        ("UnknownMethod", lambda: desktop.call("Dance")),
        ("UnknownMethod", lambda: desktop.call("Dance", interface=PROPERTIES)),
        ("UnknownInterface", lambda: desktop.call("Play", interface="org.example.Other")),
        ("UnknownObject", lambda: desktop.call("Play", path="/elsewhere")),
        ("InvalidArgs", lambda: desktop.call("Seek", "s", "far")),
        ("InvalidArgs", lambda: desktop.set("Volume", "s", "loud")),
        ("PropertyReadOnly", lambda: desktop.set("Metadata", "a{sv}", {})),
        ("UnknownProperty", lambda: desktop.read("Shuffle")),
        ("UnknownInterface", lambda: desktop.all("org.example.Other")),
        ("NotSupported", lambda: desktop.call("OpenUri", "s", "https://a.example.com/a.mp3")),
    ):  # fmt: skip
        with pytest.raises(DBusErrorResponse) as refused:
            call()
        assert refused.value.name == f"org.freedesktop.DBus.Error.{error}"
    assert on.listening.is_playing


def test_the_bus_s_own_program_reads_the_right_types(on, desktop):
    """By libdbus, which has nothing to do with what speaks here."""
    program = shutil.which("dbus-send")
    if program is None:
        pytest.skip("dbus-send is not installed; `.ci/install test` brings it")

    def send(method, *arguments):
        command = [
            program, f"--bus={desktop.address}", "--print-reply", f"--dest={OURS}",
            "/org/mpris/MediaPlayer2", method, *arguments,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return " ".join(done.stdout.split())

    on.until(lambda: "mpris:length" in desktop.metadata())
    told = send("org.freedesktop.DBus.Properties.GetAll", f"string:{PLAYER}")
    assert 'string "Position" variant int64 ' in told
    assert 'string "mpris:length" variant int64 30' in told
    assert 'string "mpris:trackid" variant object path "/vibrationfit/track/' in told
    assert 'string "Rate" variant double 1' in told
    assert 'string "CanSeek" variant boolean true' in told
    assert 'string "xesam:title" variant string "Forward"' in told
    send(f"{PLAYER}.Seek", "int64:15000000")
    on.hear(15.0)
    described = send("org.freedesktop.DBus.Introspectable.Introspect")
    assert f'interface name="{PLAYER}"' in described
    send("org.freedesktop.DBus.Peer.Ping")


def test_where_no_bus_answers_what_is_told_does_not_pile_up(monkeypatch, tmp_path):
    from desktop.qt.sound.mpris.line import Line
    from desktop.qt.sound.mpris.playing import Playing

    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    gone = []

    class Told(Playing):
        def __del__(self):
            gone.append(1)

    line = Line(Playing(), lambda _wish: None)
    line.start()
    for _ in range(1_000):
        line.tell(Told(), changed=True, jumped=True)
    line.stop()
    assert len(gone) > 800
