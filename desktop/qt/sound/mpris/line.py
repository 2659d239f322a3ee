"""The line to the session bus that answers the desktop and tells what has changed."""

from __future__ import annotations

import collections
import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from desktop.qt.bus import BusLine, session_address
from desktop.qt.sound.mpris.playing import Playing, Wish

if TYPE_CHECKING:  # loaded in the thread
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

_OWN_NAME = "org.mpris.MediaPlayer2.vibrationfit"
_NOT_QUEUED = 4
_IS_OURS = 1
_PATIENCE = 5.0
_MOST_WORDS = 100


class _Word(NamedTuple):
    """What the window leaves for the thread."""

    playing: Playing
    jumped: bool


class Line(BusLine):
    """Owns what is answered and told; made and ended on the GUI thread.

    `wished` is called in the thread. Where there is no bus, nothing ever comes of it.
    """

    def __init__(
        self,
        playing: Playing,
        wished: Callable[[Wish], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__("mpris")
        self._wished = wished
        self._clock = clock
        # What the desktop asks for is answered from here; replaced whole, so any thread may read.
        self._playing = playing
        self._told = Playing()
        # Where no bus answers nobody takes them: of many the oldest go.
        self._words: collections.deque[_Word] = collections.deque(maxlen=_MOST_WORDS)

    def tell(self, playing: Playing, *, changed: bool, jumped: bool) -> None:
        """What is on now; the desktop hears of it when something has changed."""
        self._playing = playing
        if changed or jumped:
            self._words.append(_Word(playing, jumped))
            self._ring()

    # In the thread

    def _address(self) -> str:
        return session_address()

    def _greet(self, connection: DBusConnection) -> None:
        _take_name(connection)

    def _hear(self, connection: DBusConnection, message: Message) -> None:
        from desktop.qt.sound.mpris.answers import answer

        reply, wish = answer(message, self._playing, self._clock())
        if reply is not None:
            connection.send(reply)
        if wish is not None and not self._stopping.is_set():
            self._wished(wish)

    def _speak(self, connection: DBusConnection) -> None:
        """Tell what has changed since it was told last."""
        from jeepney import DBusAddress, new_signal

        from desktop.qt.sound.mpris.interfaces import MICRO, PATH, PLAYER, PROPERTIES, changes

        while self._words:
            playing, jumped = self._words.popleft()
            changed = changes(self._told, playing)
            if changed:
                properties = DBusAddress(PATH, interface=PROPERTIES)
                body: tuple[object, ...] = (PLAYER, changed, [])
                connection.send(new_signal(properties, "PropertiesChanged", "sa{sv}as", body))
            if jumped:
                player = DBusAddress(PATH, interface=PLAYER)
                place = round(playing.place(self._clock()) * MICRO)
                connection.send(new_signal(player, "Seeked", "x", (place,)))
            self._told = playing


def _take_name(connection: DBusConnection) -> None:
    """Be found as a player; a second window of ours takes the name of its process."""
    from jeepney import message_bus
    from jeepney.wrappers import unwrap_msg

    for name in (_OWN_NAME, f"{_OWN_NAME}.instance{os.getpid()}"):
        asked = message_bus.RequestName(name, _NOT_QUEUED)
        (outcome,) = unwrap_msg(connection.send_and_get_reply(asked, timeout=_PATIENCE))
        if outcome == _IS_OURS:
            return
