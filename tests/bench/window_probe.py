"""One start of a window, timed from inside; a child process of `tests.bench.startup`.

Prints the wall time at which the moment came: `bare` a painted empty window of PySide6, `list`
the first page of the journal's entries painted, `today` today's entry there and ready for typing.
"""

from __future__ import annotations

import sys
import time


def bare() -> None:
    """The least window there is."""
    from PySide6.QtWidgets import QApplication, QWidget

    class Window(QWidget):
        def paintEvent(self, event):
            super().paintEvent(event)
            tell()
            QApplication.exit()

    app = QApplication([])
    window = Window()
    window.resize(1180, 760)
    window.show()
    app.exec()


def ours(moment: str, folder: str) -> None:
    """Our window, as `vibrationfit --data-dir FOLDER` opens it."""
    from desktop.app import made
    from desktop.core.paths import DataFolder

    application = made(DataFolder.chosen(folder))
    watch = {"list": list_painted, "today": today_ready}[moment]
    watch(application.shell)
    application.run()


def list_painted(shell) -> None:
    """Tell when the entries that are in view have been painted with their lines."""
    from PySide6.QtCore import QPoint

    from desktop.qt.itemmodels.entries import EntryRole

    def painted(name):
        # No look at the viewport itself: that makes PySide build hundreds of enums.
        first = shell.room(name).pane.list.view.indexAt(QPoint(12, 12))
        assert first.data(EntryRole.LINE) is not None
        tell()
        shell.close()

    shell.room_painted.connect(painted)


def today_ready(shell) -> None:
    """Tell when today's entry is on the page and takes typing."""

    def begin(name):
        room = shell.room(name)

        def opened(_entry_id):
            form = room.page.form
            if room.page.is_kept and form.text.toPlainText() and not form.text.isReadOnly():
                tell()
                shell.close()

        room.page.row_opened.connect(opened)

    shell.room_shown.connect(begin)


def tell() -> None:
    """Print the present moment."""
    print(f"{time.time():.4f}", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        ours(sys.argv[1], sys.argv[2])
