"""A real session bus of a test's own, and a desktop that speaks to players on it."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from collections import deque

import pytest
from jeepney import DBusAddress, MatchRule, Properties, message_bus, new_method_call
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import unwrap_msg

from tests.patience import PATIENCE

PLAYER = "org.mpris.MediaPlayer2.Player"
ROOT = "org.mpris.MediaPlayer2"
PROPERTIES = "org.freedesktop.DBus.Properties"
PATH = "/org/mpris/MediaPlayer2"
OURS = "org.mpris.MediaPlayer2.vibrationfit"
SECONDS = 1_000_000

_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""


@contextlib.contextmanager
def session_bus(folder):
    """Run a bus; gives its address."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("dbus-daemon is not installed; `.ci/install test` brings it")
    configuration = folder / "bus.conf"
    text = _CONFIGURATION.format(socket=folder / "bus.sock")
    configuration.write_text(text, encoding="utf-8")
    command = [program, f"--config-file={configuration}", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


class Desktop:
    """One connection to the bus that looks for players and speaks to ours, as a desktop does."""

    def __init__(self, address):
        self.address = address
        self._connection = open_dbus_connection(address)
        self.heard = deque()
        rule = MatchRule(type="signal", path=PATH)
        self._filter = self._connection.filter(rule, queue=self.heard)
        unwrap_msg(self._connection.send_and_get_reply(message_bus.AddMatch(rule)))

    def close(self):
        self._filter.close()
        self._connection.close()

    def players(self):
        (names,) = self._ask(message_bus.ListNames())
        return {name for name in names if name.startswith(ROOT)}

    def call(self, method, signature=None, *body, interface=PLAYER, path=PATH, name=OURS):
        target = DBusAddress(path, bus_name=name, interface=interface)
        return self._ask(new_method_call(target, method, signature, body))

    def read(self, name, interface=PLAYER):
        ((_kind, value),) = self._ask(self._properties(interface).get(name))
        return value

    def all(self, interface=PLAYER):
        (values,) = self._ask(self._properties(interface).get_all())
        return values

    def set(self, name, kind, value, interface=PLAYER):
        self._ask(self._properties(interface).set(name, kind, value))

    def metadata(self):
        return {name: value for name, (_kind, value) in self.read("Metadata").items()}

    def signals(self):
        """The signals that have come since they were asked for last: their names and bodies."""
        self.read("PlaybackStatus")  # what was sent before is here by now
        found = [(one.header.fields[3], one.body) for one in self.heard]
        self.heard.clear()
        return found

    def changes(self):
        """The properties that were announced since it was asked last, and what they became."""
        found = {}
        for name, body in self.signals():
            if name == "PropertiesChanged":
                found |= {one: value for one, (_kind, value) in body[1].items()}
        return found

    def _properties(self, interface):
        return Properties(DBusAddress(PATH, bus_name=OURS, interface=interface))

    def _ask(self, message):
        return unwrap_msg(self._connection.send_and_get_reply(message, timeout=PATIENCE))
