"""Settings: everything that was written, in one file for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QStandardPaths, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop.core.clock import SystemClock
from desktop.core.errors import AppError
from desktop.language import isolated, translated
from desktop.views.room import RoomKit
from desktop.views.settings.section import Section
from desktop.widgets.buttons import button
from desktop.widgets.sentences import Sentence

if TYPE_CHECKING:  # loaded when something is exported
    from desktop.services.export.course import Course
    from desktop.services.export.exporting import Exported, Source
    from desktop.services.workspace import Workspace

_LOOK_MS = 200


class LeavingSection(Section):
    """Asks for a place and has everything written there, beside the window; on the GUI thread.

    An export goes on while other rooms are in front, and ends without a file with the window.
    """

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._course: Course | None = None
        self._folder = ""
        self.head(
            self.tr("Your words"),
            self.tr(
                "Everything you wrote, in one ZIP file: Markdown and tables that other programs "
                "open, and every row of your journal as JSON. The file is not encrypted: whoever "
                "has it can read it."
            ),
        )
        self.export = button(self.tr("Export everything…"))
        self.stop = button(self.tr("Stop"))
        self.show_folder = button(self.tr("Show in folder"))
        self.said = Sentence()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._lay_out()
        self._timer.timeout.connect(self._on_look)
        self.export.clicked.connect(self.ask_where)
        self.stop.clicked.connect(self._on_stop)
        self.show_folder.clicked.connect(self._on_show_folder)
        if app := QCoreApplication.instance():
            app.aboutToQuit.connect(self._on_stop)

    def ask_where(self) -> None:
        """Ask for a place, and write everything there; one export at a time."""
        if self._course is not None:
            return
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        offered = Path(home) / f"VibrationFit {SystemClock().today().isoformat()}.zip"
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export everything"), str(offered), self.tr("ZIP file (*.zip)")
        )
        if not name:
            return
        # The dialog has asked about a file of this very name alone.
        named = bool(Path(name).suffix)
        path = Path(name) if named else Path(f"{name}.zip")
        self._kit.lane.ask(_source, lambda source: self._begin(source, path, overwrite=named))

    def _lay_out(self) -> None:
        self.stop.hide()
        self.show_folder.hide()
        row = QHBoxLayout()
        for one in (self.export, self.stop, self.show_folder):
            row.addWidget(one)
        row.addStretch(1)
        self.content.addLayout(row)
        self.content.addWidget(self.said)

    def _begin(self, source: Source, path: Path, *, overwrite: bool) -> None:
        from desktop.services.export.course import Course
        from desktop.services.export.exporting import export_everything

        if self._course is not None:
            return
        course = self._course = Course(breathes=True)
        self.destroyed.connect(course.stop)
        self._set_busy(busy=True)
        self.said.say(self.tr("Writing…"), wrong=False)
        self._kit.free.ask(
            lambda: export_everything(source, path, course, overwrite=overwrite, say=translated),
            self._on_done,
            self._on_failed,
        )

    def _set_busy(self, *, busy: bool) -> None:
        had_focus = self.export.hasFocus() or self.stop.hasFocus()
        self.export.setEnabled(not busy)
        self.stop.setVisible(busy)
        self.show_folder.hide()
        if had_focus:  # where it is would go away otherwise
            (self.stop if busy else self.export).setFocus()
        if busy:
            self._timer.start()
        else:
            self._timer.stop()
            self._course = None

    def _on_look(self) -> None:
        if self._course is not None:
            # Not said aloud: a screen reader would speak of nothing else.
            percent = self.tr("Writing… {percent} %").format(percent=self._course.percent)
            self.said.setText(percent)

    def _on_stop(self) -> None:
        if self._course is not None:
            self._course.stop()

    def _on_done(self, done: Exported) -> None:
        self._set_busy(busy=False)
        self._folder = str(done.path.parent)
        self.show_folder.show()
        self.said.say(
            self.tr("Everything is in {name}.").format(name=isolated(str(done.path))), wrong=False
        )

    def _on_failed(self, error: AppError) -> None:
        from desktop.services.export.course import Stopped

        self._set_busy(busy=False)
        self.said.say(translated(error), wrong=not isinstance(error, Stopped))

    def _on_show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))


# ---- in the database lane ----


def _source(workspace: Workspace) -> Source:
    from desktop.services.export.exporting import source_of

    return source_of(workspace)
