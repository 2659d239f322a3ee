"""Sounds that were made before a sign-in go along with the rows that name them."""

from __future__ import annotations

import contextlib

import pytest

from desktop import headless
from desktop.account.profiles import Profiles
from desktop.core.paths import DataFolder
from desktop.services.making.intake import taken
from desktop.services.making.recordings import Told
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
