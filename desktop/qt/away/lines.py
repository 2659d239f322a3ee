"""The two lines on which a desktop tells that its member goes: logind's, and the screen's.

`told` is called in a line's thread.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING

from desktop.qt.bus import BusLine, session_address, system_address

if TYPE_CHECKING:  # loaded in the thread
    from jeepney import FileDescriptor, Message
    from jeepney.io.blocking import DBusConnection

_LOGIND = "org.freedesktop.login1"
_MANAGER = "org.freedesktop.login1.Manager"
_SESSION = "org.freedesktop.login1.Session"
_ROOT = "/org/freedesktop/login1"
# The session of whoever asks; else the one in which the member sits before the screen.
_OURS = "auto"
# Sleep waits until our file is closed, and no longer than logind lets it, five seconds mostly.
_HOLD = ("sleep", "VibrationFit", "The journal is saved and locked", "delay")
# GNOME, Cinnamon, MATE and Xfce have names of their own for it, which end alike.
_SCREEN = ".ScreenSaver"


class Sign(Enum):
    """What a desktop tells of its member."""

    SLEEP = "the computer goes to sleep"
    SCREEN = "the screen is locked, or dark"
    BACK = "the screen is open again"


_OF_SESSION = {"Lock": Sign.SCREEN, "Unlock": Sign.BACK}
_OF_SCREEN: dict[tuple[object, ...], Sign] = {(True,): Sign.SCREEN, (False,): Sign.BACK}


class LoginLine(BusLine):
    """Hears of sleep and of the session's lock, and holds sleep up until it is stopped."""

    _takes_files = True

    def __init__(self, told: Callable[[Sign], None]) -> None:
        super().__init__("login")
        self._told = told
        self._replies: dict[int, Callable[[DBusConnection, Message], None]] = {}
        self._hold: FileDescriptor | None = None

    def _address(self) -> str:
        return system_address()

    def _greet(self, connection: DBusConnection) -> None:
        _listen(connection, sender=_LOGIND, path=_ROOT, member="PrepareForSleep")
        self._ask(connection, "GetSession", "s", (_OURS,), self._on_session)
        self._ask(connection, "Inhibit", "ssss", _HOLD, self._on_hold)

    def _hear(self, connection: DBusConnection, message: Message) -> None:
        sign = _told_by(message)
        if sign is not None:
            self._told(sign)
        else:
            self._on_reply(connection, message)

    def _part(self) -> None:
        hold, self._hold = self._hold, None
        if hold is not None:
            hold.close()

    def _ask(
        self,
        connection: DBusConnection,
        method: str,
        signature: str,
        body: tuple[str, ...],
        then: Callable[[DBusConnection, Message], None],
    ) -> None:
        """Call logind; nobody waits, since a signal may come before the answer."""
        from jeepney import DBusAddress, new_method_call

        manager = DBusAddress(_ROOT, bus_name=_LOGIND, interface=_MANAGER)
        serial = next(connection.outgoing_serial)
        self._replies[serial] = then
        connection.send(new_method_call(manager, method, signature, body), serial=serial)

    def _on_reply(self, connection: DBusConnection, message: Message) -> None:
        from jeepney import HeaderFields, MessageType

        then = self._replies.pop(message.header.fields.get(HeaderFields.reply_serial, 0), None)
        if then is not None and message.header.message_type is MessageType.method_return:
            then(connection, message)

    def _on_session(self, connection: DBusConnection, reply: Message) -> None:
        for member in _OF_SESSION:
            _listen(connection, sender=_LOGIND, path=reply.body[0], member=member)

    def _on_hold(self, _connection: DBusConnection, reply: Message) -> None:
        hold: FileDescriptor = reply.body[0]
        os.set_inheritable(hold.fileno(), False)  # a program we start would hold sleep up as well
        self._hold = hold


class ScreenLine(BusLine):
    """Hears of the screen's lock."""

    def __init__(self, told: Callable[[Sign], None]) -> None:
        super().__init__("screen")
        self._told = told

    def _address(self) -> str:
        return session_address()

    def _greet(self, connection: DBusConnection) -> None:
        _listen(connection, member="ActiveChanged")

    def _hear(self, _connection: DBusConnection, message: Message) -> None:
        sign = _told_by(message)
        if sign is not None:
            self._told(sign)


def meaning(interface: str, member: str, body: tuple[object, ...]) -> Sign | None:
    """What a signal tells of the member; waking up tells nothing: a screen may stay locked."""
    if interface == _SESSION:
        return _OF_SESSION.get(member)
    if member == "PrepareForSleep" and interface == _MANAGER:
        return Sign.SLEEP if body == (True,) else None
    if member == "ActiveChanged" and interface.endswith(_SCREEN):
        return _OF_SCREEN.get(body)
    return None


def _told_by(message: Message) -> Sign | None:
    from jeepney import HeaderFields, MessageType

    if message.header.message_type is not MessageType.signal:
        return None
    fields = message.header.fields
    interface, member = fields.get(HeaderFields.interface, ""), fields.get(HeaderFields.member, "")
    return meaning(interface, member, tuple(message.body))


def _listen(connection: DBusConnection, **rule: str) -> None:
    """Have the bus pass on such signals."""
    from jeepney import MatchRule, message_bus

    connection.send(message_bus.AddMatch(MatchRule(type="signal", **rule)))
