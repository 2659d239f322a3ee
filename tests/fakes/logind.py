"""A login manager on a bus of a test's own: it tells of sleep and locks, and may be held up."""

from __future__ import annotations

import os

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import unwrap_msg

NAME = "org.freedesktop.login1"
ROOT = "/org/freedesktop/login1"
SESSION = "/org/freedesktop/login1/session/_37"


class Logind:
    """One connection, which answers when it is asked to (`look`)."""

    def __init__(self, address, *, refuses=False):
        self._connection = open_dbus_connection(address, enable_fds=True)
        unwrap_msg(self._connection.send_and_get_reply(message_bus.RequestName(NAME)))
        self._refuses = refuses
        self._pipes = []
        self.calls = []

    def close(self):
        for pipe in self._pipes:
            os.close(pipe)
        self._connection.close()

    def look(self):
        """Answer what has come."""
        while True:
            try:
                message = self._connection.receive(timeout=0)
            except TimeoutError:
                return
            if message.header.message_type is MessageType.method_call:
                self._answer(message)

    def asked(self, method):
        """What it was called with, by this method, until now."""
        self.look()
        return [body for name, body in self.calls if name == method]

    def holds(self, *, looks=True):
        """How many hold sleep up; a file that was closed at the other end holds nothing."""
        if looks:
            self.look()
        return sum(not _is_closed(pipe) for pipe in self._pipes)

    def tell_of_sleep(self, *, begins):
        self._tell(ROOT, f"{NAME}.Manager", "PrepareForSleep", "b", (begins,))

    def lock(self, session=SESSION):
        self._tell(session, f"{NAME}.Session", "Lock")

    def _answer(self, message):
        name = message.header.fields[HeaderFields.member]
        self.calls.append((name, message.body))
        if self._refuses:
            self._connection.send(new_error(message, "org.freedesktop.DBus.Error.AccessDenied"))
        elif name == "GetSession":
            self._connection.send(new_method_return(message, "o", (SESSION,)))
        elif name == "Inhibit":
            ours, theirs = os.pipe()
            os.set_blocking(ours, False)
            self._pipes.append(ours)
            self._connection.send(new_method_return(message, "h", (theirs,)))
            os.close(theirs)

    def _tell(self, path, interface, member, signature=None, body=()):
        source = DBusAddress(path, interface=interface)
        self._connection.send(new_signal(source, member, signature, body))


def _is_closed(pipe):
    try:
        return os.read(pipe, 1) == b""
    except BlockingIOError:
        return False
