"""A line to one of the desktop's buses: a thread that hears what comes and says what was left.

A bus is spoken by jeepney, which the keyring brings along on Linux. The window's thread only leaves
word; whatever a bus does, it never waits.
"""

from __future__ import annotations

import contextlib
import logging
import os
import selectors
import socket
import threading
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loaded in the thread
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

_log = logging.getLogger(__name__)

_FAREWELL = 1.0


class BusLine(ABC):
    """Owns the thread and its connection; made and ended on the GUI thread.

    What a line is for it says in the methods that are called in the thread. Where there is no bus,
    none of them ever is.
    """

    _takes_files = False
    """Whether answers bring files along."""

    def __init__(self, name: str) -> None:
        self._stopping = threading.Event()
        self._bell, self._heard = socket.socketpair()
        self._bell.setblocking(False)
        self._thread = threading.Thread(target=self._live, name=name, daemon=True)

    def start(self) -> None:
        """Call the bus; it goes on in the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Hang up."""
        self._stopping.set()
        self._ring()
        self._thread.join(_FAREWELL)
        if not self._thread.is_alive():
            self._bell.close()
            self._heard.close()

    def _ring(self) -> None:
        """Wake the thread: something is left for it."""
        with contextlib.suppress(BlockingIOError):  # it rings already
            self._bell.send(b"!")

    # In the thread

    @abstractmethod
    def _address(self) -> str:
        """Where the bus listens; empty where there is none."""

    @abstractmethod
    def _greet(self, connection: DBusConnection) -> None:
        """The bus answers: what is to be said first."""

    @abstractmethod
    def _hear(self, connection: DBusConnection, message: Message) -> None:
        """A message has come."""

    def _speak(self, connection: DBusConnection) -> None:  # noqa: B027 - most have no more to say
        """Say what was left for the thread."""

    def _part(self) -> None:  # noqa: B027 - most leave nothing behind
        """The connection ends, or has ended."""

    def _live(self) -> None:
        address = self._address()
        if not address:
            return
        from jeepney import DBusErrorResponse
        from jeepney.io.blocking import open_dbus_connection

        try:
            with open_dbus_connection(address, enable_fds=self._takes_files) as connection:
                self._greet(connection)
                self._serve(connection)
        except (OSError, ValueError, RuntimeError, DBusErrorResponse) as error:
            _log.info("the desktop's bus is not there: %s", type(error).__name__)
        except Exception:  # noqa: BLE001 - a fault of ours costs what the line is for, no more
            _log.exception("the desktop's bus stumbled")
        finally:
            self._part()

    def _serve(self, connection: DBusConnection) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(connection.sock, selectors.EVENT_READ)
            selector.register(self._heard, selectors.EVENT_READ)
            while not self._stopping.is_set():
                self._hear_all(connection)
                self._speak(connection)
                for key, _events in selector.select():
                    if key.fileobj is self._heard:
                        self._heard.recv(4096)

    def _hear_all(self, connection: DBusConnection) -> None:
        while not self._stopping.is_set():
            try:
                message = connection.receive(timeout=0)
            except TimeoutError:
                return
            self._hear(connection, message)


def session_address() -> str:
    """Where the session's bus listens; empty where there is none."""
    named = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if named:
        return named
    usual = Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere")) / "bus"
    return f"unix:path={usual}" if usual.exists() else ""


def system_address() -> str:
    """Where the computer's own bus listens; whether it does is seen when it is called."""
    usual = "unix:path=/var/run/dbus/system_bus_socket"
    return os.environ.get("DBUS_SYSTEM_BUS_ADDRESS", "") or usual
