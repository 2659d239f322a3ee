"""Recordings on a real database, with a shelf of their own."""

from __future__ import annotations

import pytest

from desktop.media.shelf import Shelf
from desktop.services.audio import Audio
from desktop.services.making.recordings import Recordings
from desktop.services.media.library import MediaLibrary
from desktop.services.media.own_files import OwnFiles
from desktop.services.media.uploads import Uploads


@pytest.fixture
def own(tmp_path):
    return Shelf(tmp_path / "own", bytes(range(32)))


@pytest.fixture
def library(connection, tmp_path, own):
    shelf = Shelf(tmp_path / "cache", bytes(range(32)))
    return MediaLibrary(connection, shelf, str, lambda: 0, own)


@pytest.fixture
def uploads(connection, library):
    return Uploads(connection, library)


@pytest.fixture
def audio(connection, library):
    return Audio(connection, library)


@pytest.fixture
def recordings(connection, rows, uploads, audio):
    return Recordings(connection, lambda: rows, uploads, audio, OwnFiles(connection, uploads))


@pytest.fixture
def vision(rows):
    return rows.put("vision_versions", {"title": "Life by the sea", "home": "By the sea."})
