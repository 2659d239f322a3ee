"""Shows how far a long sync is, with a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from desktop.widgets.buttons import button

# A run that is over sooner is not worth a bar that flashes.
_PATIENCE_MS = 700
_BAR_WIDTH = 120


class ProgressPart(QWidget):
    """A thin bar, what is being done, and Stop; appears in runs that take a while; GUI thread."""

    cancel_requested = Signal()
    appeared = Signal(bool)
    """The part came into sight, or went."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR_WIDTH)
        self._bar.setAccessibleName(self.tr("Progress of the sync"))
        self._stop = button(self.tr("Stop"), "link")
        self._stop.setAccessibleName(self.tr("Stop this sync; what is done stays done"))
        self._stop.clicked.connect(self._on_stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._label)
        layout.addWidget(self._bar)
        layout.addWidget(self._stop)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._on_waited)
        self.hide()

    def begin(self) -> None:
        """A run has started."""
        self._label.setText(self.tr("Syncing…"))
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        self._patience.start()

    def show_progress(self, phase: str, done: int, total: int | None) -> None:
        """Show how far the run is; without a total the bar only says that it moves."""
        self._label.setText(self._phase(phase))
        if total:
            self._bar.setRange(0, total)
            self._bar.setValue(min(done, total))
        else:
            self._bar.setRange(0, 0)

    def end(self) -> None:
        """The run is over, whatever came of it."""
        self._patience.stop()
        self.hide()
        self.appeared.emit(False)

    def _on_waited(self) -> None:
        self.show()
        self.appeared.emit(True)

    def _on_stop(self) -> None:
        self._stop.setEnabled(False)
        self._label.setText(self.tr("Stopping…"))
        self.cancel_requested.emit()

    def _phase(self, phase: str) -> str:
        return {
            "wait": self.tr("Another VibrationFit is syncing"),
            "pull": self.tr("Fetching"),
            "push": self.tr("Sending"),
            "compare": self.tr("Comparing"),
            "verify": self.tr("Checking"),
        }.get(phase, self.tr("Syncing…"))
