"""The whole application as a test opens it, on one data folder or on several."""

from __future__ import annotations

import contextlib

from desktop.app.application import Application


@contextlib.contextmanager
def applications(qapp, qtbot):
    """Open applications, as often as a test wants; all are ended in the end."""
    opened = []

    def open_one(folder):
        app = Application(folder, qapp)
        opened.append(app)
        qtbot.addWidget(app.shell)
        return app

    yield open_one
    for app in opened:
        app.shell.quit()
        app.close()
        app.look.deleteLater()
    qapp.setStyleSheet("")
