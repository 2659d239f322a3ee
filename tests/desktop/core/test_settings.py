from __future__ import annotations

import tomllib

import pytest

from desktop.core.errors import InvalidInput
from desktop.core.settings import Settings, SettingsFile


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "settings.toml"


def test_without_a_file_the_defaults_hold_and_none_is_made(path):
    assert SettingsFile(path).values == Settings()
    assert not path.exists()


def test_a_change_is_kept_for_the_next_time(path):
    SettingsFile(path).change(theme="dark", sync_minutes=10)
    again = SettingsFile(path).values
    assert (again.theme, again.sync_minutes) == ("dark", 10)


def test_two_programs_that_change_different_things_both_hold(path):
    one, other = SettingsFile(path), SettingsFile(path)
    one.change(theme="dark")
    other.change(sync_minutes=20)
    assert one.reload() == other.values
    assert one.values.theme == "dark"


def test_what_a_newer_version_wrote_is_kept(path):
    path.parent.mkdir()
    path.write_text('[look]\ntheme = "light"\nshine = 7\n[new]\nthing = true\n')
    SettingsFile(path).change(theme="dark")
    found = tomllib.loads(path.read_text())
    assert found["look"] == {"theme": "dark", "shine": 7}
    assert found["new"] == {"thing": True}


@pytest.mark.parametrize(
    "text",
    [
        '[look]\ntheme = "pink"', "[look]\ntheme = 7", "[sync]\nminutes = 0",
        '[sync]\nminutes = "5"', "[sync]\nminutes = true", "sync = 5",
    ],
)  # fmt: skip
def test_an_impossible_value_is_read_as_its_default(path, text):
    path.parent.mkdir()
    path.write_text(text)
    assert SettingsFile(path).values == Settings()


def test_a_broken_file_is_moved_aside(path):
    path.parent.mkdir()
    path.write_text("theme = = dark")
    file = SettingsFile(path)
    assert file.values == Settings()
    file.change(theme="dark")
    assert path.with_suffix(".toml.broken").read_text() == "theme = = dark"
    assert SettingsFile(path).values.theme == "dark"


@pytest.mark.parametrize(
    "change",
    [
        {"theme": "pink"},
        {"sync_minutes": 0},
        {"horse": 1},
        {"server_url": "ftp://x"},
        {"server_key": "two words"},
    ],
)
def test_an_impossible_change_is_refused_and_nothing_written(path, change):
    with pytest.raises(InvalidInput):
        SettingsFile(path).change(**change)
    assert not path.exists()


def test_a_server_comes_from_the_environment_first(path, monkeypatch):
    file = SettingsFile(path)
    assert file.values.server() is None
    file.change(server_url="https://one.example/", server_key="key-1")
    assert file.values.server().url == "https://one.example"
    monkeypatch.setenv("VIBRATIONFIT_SUPABASE_URL", "https://two.example")
    assert file.values.server().url == "https://two.example"
    monkeypatch.setenv("VIBRATIONFIT_SUPABASE_KEY", "key-2")
    assert file.values.server().key == "key-2"
