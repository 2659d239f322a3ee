from __future__ import annotations

import pytest

from desktop.account.profiles import Profile, Profiles
from desktop.core.errors import AppError
from desktop.core.ids import LOCAL_USER_ID


def test_before_the_first_sign_in_there_is_a_local_profile(folder):
    profile = Profiles(folder).current()
    assert profile == Profile("local", LOCAL_USER_ID)
    assert profile.is_local
    assert not folder.root.exists()


def test_a_kept_profile_is_current_for_everybody(folder):
    profiles = Profiles(folder)
    bound = profiles.current()._replace(user_id="u1", email="a@example.org", server="https://s")
    profiles.keep(bound)
    assert Profiles(folder).current() == bound
    assert Profiles(folder).of_account("u1") == bound
    assert Profiles(folder).of_account("u2") is None
    assert Profiles(folder).of_account(LOCAL_USER_ID) is None


def test_another_account_gets_a_folder_of_its_own(folder):
    profiles = Profiles(folder)
    profiles.keep(Profile("local", "u1"))
    other = profiles.new_for("u2", "b@example.org", "https://s")
    assert folder.profile(other.id).parent == folder.root / "profiles"
    profiles.keep(other)
    assert {p.user_id for p in profiles.all()} == {"u1", "u2"}
    assert profiles.current() == other


def test_an_adoption_under_way_is_remembered(folder):
    Profiles(folder).keep(Profile("local", "u1", adopting=True))
    assert Profiles(folder).current().adopting
    Profiles(folder).keep(Profile("local", "u1"))
    assert not Profiles(folder).current().adopting


def test_a_removed_profile_is_forgotten(folder):
    profiles = Profiles(folder)
    profiles.keep(Profile("local"))
    profiles.keep(Profile("account-1", "u1"))
    profiles.remove(Profile("local"))
    assert [p.id for p in profiles.all()] == ["account-1"]


def test_a_torn_file_is_told_and_stays(folder):
    folder.create()
    folder.profiles.write_text("current = ")
    with pytest.raises(AppError, match="cannot be read"):
        Profiles(folder).current()
    assert folder.profiles.read_text() == "current = "


@pytest.mark.parametrize(
    "content",
    [
        'current = "../../elsewhere"',
        "current = 5",
        'profiles = "x"',
        '[profiles]\nlocal = "x"',
        '[profiles."../elsewhere"]\nuser_id = "11111111-1111-4111-8111-111111111111"',
        "[profiles.local]\nuser_id = 5",
    ],
)
def test_a_file_that_names_what_cannot_be_is_told_like_a_torn_one(folder, content):
    folder.create()
    folder.profiles.write_text(content)
    for ask in (Profiles(folder).current, Profiles(folder).all):
        with pytest.raises(AppError, match="cannot be read"):
            ask()
    assert folder.profiles.read_text() == content
