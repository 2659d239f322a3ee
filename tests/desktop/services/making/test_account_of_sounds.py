"""Sounds that were made before a sign-in go along with the rows that name them."""

from __future__ import annotations

import contextlib

import pytest

from desktop import headless
from desktop.account.profiles import Profiles
from desktop.core.paths import DataFolder
from desktop.core.settings import SettingsFile
from desktop.services.making.intake import taken
from desktop.services.making.recordings import Told
from desktop.services.media.opening import library
from desktop.services.media.own_files import OwnFiles
from desktop.services.media.uploads import Uploads
from desktop.store import joining
from tests.desktop.media.sounds import mp3
from tests.desktop.services.test_account import ANNA, KEY, session

SONG = mp3(1.0)


@pytest.mark.parametrize("known", [False, True], ids=["first", "joining what is there"])
def test_sounds_go_along_with_the_rows_that_name_them(tmp_path, known):
    folder = DataFolder(tmp_path / "data")
    accounts = headless.accounts(folder, key=KEY)
    with contextlib.closing(headless.open_workspace(folder, key=KEY)) as before:
        before.recordings.add(taken(SONG, "waves.mp3"), Told())
        local = before.profile
    if known:
        accounts.settle(session(ANNA), join=False)
        Profiles(folder).keep(local)
    accounts.settle(session(ANNA), join=True)
    with contextlib.closing(headless.open_workspace(folder, key=KEY)) as after:
        assert after.user_id == ANNA
        assert after.profile.id != local.id or not known
        (track,) = after.rows.list("audio_tracks")
        assert after.media.check() == 0
        with after.media.open(track["audio_url"]) as reader:
            assert reader.whole() == SONG
        assert len(after.uploads.waiting()) == 1


def test_another_process_that_tidies_up_meanwhile_takes_no_sound_that_goes_along(
    tmp_path, monkeypatch
):
    folder = DataFolder(tmp_path / "data")
    accounts = headless.accounts(folder, key=KEY)
    with contextlib.closing(headless.open_workspace(folder, key=KEY)) as before:
        before.recordings.add(taken(SONG, "waves.mp3"), Told())
        local = before.profile
    account = accounts.settle(session(ANNA), join=False).profile
    Profiles(folder).keep(local)

    def join_after_the_other(connection, other, old_user, new_user):
        # The files have come, and no row of the account's names them yet.
        _database, elsewhere = headless.ProfileOpener(folder, KEY).open_profile(account)
        with contextlib.closing(elsewhere):
            media = library(elsewhere, folder, account.id, KEY, SettingsFile(folder.settings))
            OwnFiles(elsewhere, Uploads(elsewhere, media)).sweep()
        join(connection, other, old_user, new_user)

    join = joining.join_database
    monkeypatch.setattr(joining, "join_database", join_after_the_other)
    accounts.settle(session(ANNA), join=True)
    with contextlib.closing(headless.open_workspace(folder, key=KEY)) as after:
        (track,) = after.rows.list("audio_tracks")
        assert after.media.content(track["audio_url"]) == SONG
