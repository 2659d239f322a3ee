"""`export` that is interrupted: it leaves no file, and says so."""

from __future__ import annotations

import pytest

from desktop import cli
from desktop.commands.base import Context
from desktop.core.paths import DataFolder
from desktop.services.export import pages
from desktop.services.export.course import Stopped


def test_an_export_that_is_interrupted_leaves_no_file_and_says_so(tmp_path, moulds, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    key_file, place = tmp_path / "a.key", tmp_path / "place"
    folder = DataFolder(tmp_path / "data")
    moulds.journal(folder, key_file)
    place.mkdir()
    monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", str(key_file))
    monkeypatch.setattr(pages.Names, "__init__", interrupt)
    parsed = cli.parser().parse_args(["export", str(place / "all.zip")])
    with pytest.raises(Stopped, match="No file was written"):
        parsed.run(Context(folder, json=False), parsed)
    assert not list(place.iterdir())
