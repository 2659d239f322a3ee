"""The cinema over a real library with real sounds and pictures."""

from __future__ import annotations

import struct
import zlib

import pytest
import shiboken6
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from desktop import headless
from desktop.media.addresses import parsed
from desktop.qt.sound.background import Background
from desktop.qt.sound.hearing import Hearing
from desktop.services.cinema import programme_of
from desktop.views.cinema.window import CinemaWindow

SLOW, QUICK = 100.0, 0.01


def photograph(colour, width=320, height=200):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def unreadable():
    """A picture that is whole by the rules of its format, and that nobody can make out."""

    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"nothing like rows of points")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", head), chunk(b"IDAT", b"\xff" + rows), chunk(b"IEND", b""))
    )


class Studio:
    """Fills the workspace of the window, in its lane."""

    def __init__(self, ask):
        self.ask = ask
        self.vision = ask(self._begin)

    @staticmethod
    def _begin(workspace):
        vision = workspace.vision_steps.new_draft()
        for part, text in {"forward": "I begin.", "home": "By the sea.", "work": "I make."}.items():
            workspace.visions.set_part(vision, part, text)
        return vision

    def has(self, url, content):
        def put(workspace):
            media = workspace.media
            key = media.register.enter(parsed(url))
            media.register.settled(key, media.shelf.put(content))
            return key

        return self.ask(put)

    def picture(self, name, content, caption=""):
        url = f"https://a.example.com/{name}.png"
        if content is not None:
            self.has(url, content)
        row = {"vision_id": self.vision, "item_type": "image", "image_url": url, "content": caption}
        self.ask(lambda workspace: workspace.rows.put("vision_board_items", row))
        return url

    def spoken(self, *sounds):
        """A set with a track for each part that is named."""

        def put(workspace):
            made = workspace.rows.put("audio_sets", {"title": "My vision"})
            ids = []
            for order, (part, content) in enumerate(sounds):
                url = f"https://a.example.com/{order}.mp3"
                key = workspace.media.register.enter(parsed(url))
                workspace.media.register.settled(key, workspace.media.shelf.put(content))
                row = {"audio_set_id": made, "title": part, "order_index": order, "audio_url": url}
                ids.append(workspace.rows.put("audio_tracks", row))
                workspace.audio.link(ids[-1], self.vision, part)
            return ids

        return self.ask(put)

    def programme(self):
        return self.ask(lambda workspace: programme_of(workspace, self.vision))


@pytest.fixture
def studio(ask):
    return Studio(ask)


@pytest.fixture
def hearing(kit, ask):
    made = Hearing(kit.lane, headless.fetcher)
    yield made
    made.close()
    ask(lambda _workspace: True)
    made.deleteLater()


@pytest.fixture
def background(kit, hearing, ask):
    """What is heard under the voice."""
    made = Background(hearing.listening, kit.lane, kit.free)
    ask(lambda _workspace: True)
    yield made
    made.close()
    ask(lambda _workspace: True)
    made.deleteLater()


@pytest.fixture
def desk(qtbot):
    """The window from which the cinema is opened."""
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def cinema(kit, hearing, background, studio, desk, qtbot):
    opened = []

    def open_(*, still=True, tempo=SLOW, size=(640, 400)):
        window = CinemaWindow(
            kit._replace(hearing=lambda: hearing, background=lambda: background),
            studio.programme(), desk, still=still, tempo=tempo,
        )  # fmt: skip
        window.resize(*size)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.setFocus()
        opened.append(window)
        qtbot.waitUntil(lambda: window.screen_view.slide is not None)
        return window

    yield open_
    for window in filter(shiboken6.isValid, opened):
        window.close()


def text(window):
    return window.screen_view.slide.text


def seen(window, qtbot, count):
    """The words that come one after the other."""
    found = [text(window)]

    def look():
        if text(window) != found[-1]:
            found.append(text(window))
        return len(found) >= count

    qtbot.waitUntil(look)
    return found


def colour(window):
    """The colour in the middle of what is seen."""
    return window.screen_view.grab().toImage().pixelColor(320, 60).name()
