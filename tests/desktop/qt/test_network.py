"""The network's return is noticed where the platform tells, and nowhere else."""

from __future__ import annotations

import enum

import pytest
from PySide6 import QtNetwork
from PySide6.QtCore import QObject, Signal

from desktop.qt.network import NetworkWatch


class Reachability(enum.Enum):
    Unknown = 0
    Disconnected = 1
    Online = 4


class Information(QObject):
    """A platform whose word on the network the test gives."""

    reachabilityChanged = Signal(object)  # noqa: N815 - Qt's name

    def __init__(self, now):
        super().__init__()
        self.now = now

    def reachability(self):
        return self.now


@pytest.fixture
def platform(monkeypatch):
    def tell(now, *, knows=True):
        information = Information(now)

        class Network:
            Feature = QtNetwork.QNetworkInformation.Feature

            @staticmethod
            def loadBackendByFeatures(_features):
                return knows

            @staticmethod
            def instance():
                return information

        Network.Reachability = Reachability
        monkeypatch.setattr(QtNetwork, "QNetworkInformation", Network)
        return information

    return tell


def test_the_return_is_told_once(platform, qtbot):
    information = platform(Reachability.Disconnected)
    watch = NetworkWatch()
    assert watch.start()
    told = []
    watch.returned.connect(lambda: told.append(1))
    information.reachabilityChanged.emit(Reachability.Online)
    information.reachabilityChanged.emit(Reachability.Online)
    assert told == [1]
    information.reachabilityChanged.emit(Reachability.Disconnected)
    information.reachabilityChanged.emit(Reachability.Online)
    assert told == [1, 1]


def test_a_network_that_was_there_all_along_is_no_return(platform, qtbot):
    information = platform(Reachability.Online)
    watch = NetworkWatch()
    watch.start()
    with qtbot.assertNotEmitted(watch.returned):
        information.reachabilityChanged.emit(Reachability.Online)


def test_where_the_platform_says_nothing_nothing_is_told(platform):
    platform(Reachability.Unknown, knows=False)
    assert not NetworkWatch().start()
