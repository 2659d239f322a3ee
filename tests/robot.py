"""pytest-qt's robot with the patience of all tests, where it has five seconds of its own."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.patience import PATIENCE

PATIENCE_MS = int(PATIENCE * 1000)


class PatientBot(QtBot):
    """Waits for signals and states; lives on the GUI thread."""

    def waitSignal(self, signal, *, timeout=PATIENCE_MS, **options):
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitSignals(self, signals, *, timeout=PATIENCE_MS, **options):
        return super().waitSignals(signals, timeout=timeout, **options)

    def waitUntil(self, callback, *, timeout=PATIENCE_MS):
        super().waitUntil(callback, timeout=timeout)

    def waitCallback(self, *, timeout=PATIENCE_MS, **options):
        return super().waitCallback(timeout=timeout, **options)

    def waitActive(self, widget, *, timeout=PATIENCE_MS):
        return super().waitActive(widget, timeout=timeout)

    def waitExposed(self, widget, *, timeout=PATIENCE_MS):
        return super().waitExposed(widget, timeout=timeout)
