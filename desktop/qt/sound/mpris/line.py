"""The line to the session bus: one thread that answers the desktop and tells what has changed.

The bus is spoken by jeepney, which the keyring brings along on Linux. The window's thread only
leaves word; whatever the bus does, it never waits.
"""

from __future__ import annotations

import collections
import contextlib
import logging
import os
import selectors
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop.qt.sound.mpris.playing import Playing, Wish

if TYPE_CHECKING:  # loaded in the thread
    from jeepney.io.blocking import DBusConnection

_log = logging.getLogger(__name__)

_OWN_NAME = "org.mpris.MediaPlayer2.vibrationfit"
_NOT_QUEUED = 4
_IS_OURS = 1
_FAREWELL = 1.0
_MOST_WORDS = 100


class _Word(NamedTuple):
    """What the window leaves for the thread."""

    playing: Playing
    jumped: bool


class Line:
    """Owns the thread and its connection; made and ended on the GUI thread.

    `wished` is called in the thread. Where there is no bus, nothing ever comes of it.
    """

    def __init__(
        self,
        playing: Playing,
        wished: Callable[[Wish], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wished = wished
        self._clock = clock
        # What the desktop asks for is answered from here; replaced whole, so any thread may read.
        self._playing = playing
        # Where no bus answers nobody takes them: of many the oldest go.
        self._words: collections.deque[_Word] = collections.deque(maxlen=_MOST_WORDS)
        self._stopping = threading.Event()
        self._bell, self._heard = socket.socketpair()
        self._bell.setblocking(False)
        self._thread = threading.Thread(target=self._live, name="mpris", daemon=True)

    def start(self) -> None:
        """Call the bus; it goes on in the thread."""
        self._thread.start()

    def tell(self, playing: Playing, *, changed: bool, jumped: bool) -> None:
        """What is on now; the desktop hears of it when something has changed."""
        self._playing = playing
        if changed or jumped:
            self._words.append(_Word(playing, jumped))
            self._ring()

    def stop(self) -> None:
        """Hang up."""
        self._stopping.set()
        self._ring()
        self._thread.join(_FAREWELL)
        if not self._thread.is_alive():
            self._bell.close()
            self._heard.close()

    def _ring(self) -> None:
        with contextlib.suppress(BlockingIOError):  # it rings already
            self._bell.send(b"!")

    # In the thread

    def _live(self) -> None:
        address = _address()
        if not address:
            return
        from jeepney import DBusErrorResponse
        from jeepney.io.blocking import open_dbus_connection

        try:
            with open_dbus_connection(address) as connection:
                _take_name(connection)
                self._serve(connection)
        except (OSError, ValueError, RuntimeError, DBusErrorResponse) as error:
            _log.info("the desktop's bus is not there: %s", type(error).__name__)
        except Exception:  # noqa: BLE001 - a fault of ours costs the keys, and nothing else
            _log.exception("the desktop's bus stumbled")

    def _serve(self, connection: DBusConnection) -> None:
        told = Playing()
        with selectors.DefaultSelector() as selector:
            selector.register(connection.sock, selectors.EVENT_READ)
            selector.register(self._heard, selectors.EVENT_READ)
            while not self._stopping.is_set():
                self._answer(connection)
                told = self._announce(connection, told)
                for key, _events in selector.select():
                    if key.fileobj is self._heard:
                        self._heard.recv(4096)

    def _answer(self, connection: DBusConnection) -> None:
        """Answer everything that has come."""
        from desktop.qt.sound.mpris.answers import answer

        while not self._stopping.is_set():
            try:
                message = connection.receive(timeout=0)
            except TimeoutError:
                return
            reply, wish = answer(message, self._playing, self._clock())
            if reply is not None:
                connection.send(reply)
            if wish is not None and not self._stopping.is_set():
                self._wished(wish)

    def _announce(self, connection: DBusConnection, told: Playing) -> Playing:
        """Tell what has changed since it was told last."""
        from jeepney import DBusAddress, new_signal

        from desktop.qt.sound.mpris.interfaces import MICRO, PATH, PLAYER, PROPERTIES, changes

        while self._words:
            playing, jumped = self._words.popleft()
            changed = changes(told, playing)
            if changed:
                properties = DBusAddress(PATH, interface=PROPERTIES)
                body: tuple[object, ...] = (PLAYER, changed, [])
                connection.send(new_signal(properties, "PropertiesChanged", "sa{sv}as", body))
            if jumped:
                player = DBusAddress(PATH, interface=PLAYER)
                place = round(playing.place(self._clock()) * MICRO)
                connection.send(new_signal(player, "Seeked", "x", (place,)))
            told = playing
        return told


def _address() -> str:
    """Where the session's bus listens; empty where there is none."""
    named = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if named:
        return named
    usual = Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere")) / "bus"
    return f"unix:path={usual}" if usual.exists() else ""


def _take_name(connection: DBusConnection) -> None:
    """Be found as a player; a second window of ours takes the name of its process."""
    from jeepney import message_bus
    from jeepney.wrappers import unwrap_msg

    for name in (_OWN_NAME, f"{_OWN_NAME}.instance{os.getpid()}"):
        asked = message_bus.RequestName(name, _NOT_QUEUED)
        (outcome,) = unwrap_msg(connection.send_and_get_reply(asked, timeout=_FAREWELL * 5))
        if outcome == _IS_OURS:
            return
