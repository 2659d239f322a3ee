"""Notices when the network comes back, where the platform tells."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class NetworkWatch(QObject):
    """Watches the platform's word on the network; lives on the GUI thread.

    Where the platform says nothing, nothing is emitted and nobody is thought offline.
    """

    returned = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._online = True
        self._source: QObject | None = None

    def start(self) -> bool:
        """Begin to watch; False where the platform does not tell."""
        from PySide6.QtNetwork import QNetworkInformation

        if not QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            return False
        source = QNetworkInformation.instance()
        self._source = source
        self._online = source.reachability() is QNetworkInformation.Reachability.Online
        source.reachabilityChanged.connect(self._on_changed)
        return True

    def _on_changed(self, reachability: object) -> None:
        online = getattr(reachability, "name", "") == "Online"
        if online and not self._online:
            self.returned.emit()
        self._online = online
