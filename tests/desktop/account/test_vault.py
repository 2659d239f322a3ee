from __future__ import annotations

import keyring
import pytest

from desktop.account import recovery
from desktop.account.vault import GuardChoice, GuardKind, Vault, VaultState
from desktop.core.errors import InvalidInput, KeyUnavailable, WrongKey
from tests.fakes.keyring import Chain, FailingKeyring, ForgetfulKeyring, MemoryKeyring
from tests.patience import PATIENCE

WORDS = "a walk along the sea"


class Asked:
    """Answers like a member, and counts how often they were asked."""

    def __init__(self, words=(), choice=None):
        self.words = list(words)
        self.choice = choice
        self.wrong = []

    def passphrase(self, *, wrong):
        self.wrong.append(wrong)
        return self.words.pop(0) if self.words else None

    def choose_guard(self):
        return self.choice


@pytest.fixture
def no_keyring():
    from keyring.backends.fail import Keyring

    keyring.set_keyring(Keyring())


def test_the_first_start_puts_a_new_key_into_the_keyring(folder, memory_keyring):
    vault = Vault(folder)
    assert vault.state() is VaultState.NEW
    key = vault.key()
    assert len(key) == 32
    assert key.hex() in memory_keyring.secrets.values()
    assert vault.state() is VaultState.OPEN
    assert Vault(folder).key() == key
    assert key.hex() not in (folder.root / "keyguard.toml").read_text()


def test_two_data_folders_have_two_keys(tmp_path, folder):
    from desktop.core.paths import DataFolder

    other = DataFolder(tmp_path / "other")
    assert Vault(folder).key() != Vault(other).key()
    assert Vault(folder).key() == Vault(folder).key()


def absent_keyrings():
    from keyring.backends.fail import Keyring as Fail
    from keyring.backends.null import Keyring as Null

    class Prompting(MemoryKeyring):
        """A file backend that asks on the terminal."""

    Prompting.__module__ = "keyrings.cryptfile.cryptfile"
    return [Fail(), Null(), Prompting(), Chain(Prompting()), Chain()]


@pytest.mark.parametrize("number", range(5))
def test_a_keyring_that_keeps_nothing_or_prompts_counts_as_absent(folder, number):
    keyring.set_keyring(absent_keyrings()[number])
    assert Vault(folder).state() is VaultState.CHOOSE
    with pytest.raises(KeyUnavailable, match="VIBRATIONFIT_KEY_FILE"):
        Vault(folder).key()
    assert not (folder.root / "keyguard.toml").exists()


def test_a_sound_keyring_of_a_chain_serves_alone(folder):
    sound = MemoryKeyring()
    keyring.set_keyring(Chain(absent_keyrings()[2], sound))
    key = Vault(folder).key()
    assert list(sound.secrets.values()) == [key.hex()]
    assert Vault(folder).key() == key


@pytest.mark.parametrize("kind", [FailingKeyring, ForgetfulKeyring])
def test_a_keyring_that_refuses_leads_to_the_members_choice(folder, kind):
    keyring.set_keyring(kind())
    with pytest.raises(KeyUnavailable):
        Vault(folder).key()
    choice = GuardChoice(GuardKind.PASSPHRASE, WORDS)
    key = Vault(folder).key(Asked(choice=choice))
    assert Vault(folder).key(Asked([WORDS])) == key


def test_a_locked_keyring_makes_no_new_key(folder, written):
    key = Vault(folder).key()
    written()
    memory = keyring.get_keyring()
    keyring.set_keyring(FailingKeyring())
    with pytest.raises(KeyUnavailable, match="recovery key"):
        Vault(folder).key()
    assert Vault(folder).state() is VaultState.LOST
    keyring.set_keyring(memory)
    assert Vault(folder).key() == key


def test_a_lost_keyring_entry_makes_no_new_key_over_a_database(folder, written, memory_keyring):
    Vault(folder).key()
    written()
    memory_keyring.secrets.clear()
    assert Vault(folder).state() is VaultState.LOST
    with pytest.raises(KeyUnavailable, match="lost"):
        Vault(folder).key(Asked(choice=GuardChoice(GuardKind.PASSPHRASE, WORDS)))
    assert memory_keyring.secrets == {}


@pytest.mark.parametrize("content", [None, "guard = ", 'guard = "horse"', ""])
def test_a_lost_or_torn_guard_file_makes_no_new_key_over_a_database(folder, written, content):
    Vault(folder).key()
    written()
    guard = folder.root / "keyguard.toml"
    if content is None:
        guard.unlink()
    else:
        guard.write_text(content)
    vault = Vault(folder)
    assert vault.state() is VaultState.LOST
    with pytest.raises(KeyUnavailable, match="recovery key"):
        vault.key()
    with pytest.raises(KeyUnavailable):
        vault.create(GuardChoice(GuardKind.KEYRING))


def test_a_passphrase_guards_and_a_wrong_one_may_be_tried_again(folder, no_keyring):
    vault = Vault(folder)
    key = vault.create(GuardChoice(GuardKind.PASSPHRASE, WORDS))
    assert vault.state() is VaultState.PASSPHRASE
    assert vault.asks_passphrase
    asked = Asked(["wrong words", "other words", WORDS])
    assert Vault(folder).key(asked) == key
    assert asked.wrong == [False, True, True]
    with pytest.raises(WrongKey):
        vault.with_passphrase("wrong words")
    with pytest.raises(KeyUnavailable, match="passphrase"):
        vault.key()
    with pytest.raises(KeyUnavailable):
        vault.key(Asked(["wrong words"]))


def test_only_a_passphrase_asks_for_one(folder, tmp_path, no_keyring, monkeypatch):
    vault = Vault(folder)
    assert not vault.asks_passphrase
    key = vault.create(GuardChoice(GuardKind.PASSPHRASE, WORDS))
    monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", str(tmp_path / "named.key"))
    assert not vault.asks_passphrase
    monkeypatch.delenv("VIBRATIONFIT_KEY_FILE")
    vault.guard(key, GuardChoice(GuardKind.FILE, file=tmp_path / "chosen.key"))
    assert not vault.asks_passphrase
    (folder.root / "keyguard.toml").write_text("no toml [")
    assert not vault.asks_passphrase


def test_a_chosen_key_file_guards(folder, tmp_path, no_keyring):
    place = tmp_path / "stick" / "journal.key"
    key = Vault(folder).create(GuardChoice(GuardKind.FILE, file=place))
    assert Vault(folder).key() == key
    assert str(place) in Vault(folder).description()
    with pytest.raises(InvalidInput):
        Vault(folder).guard(key, GuardChoice(GuardKind.FILE))


def test_the_key_file_of_the_environment_comes_first_and_is_made(folder, tmp_path, monkeypatch):
    place = tmp_path / "machine.key"
    monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", str(place))
    assert Vault(folder).state() is VaultState.OPEN
    key = Vault(folder).key()
    assert place.read_text().strip() == key.hex()
    assert Vault(folder).key() == key
    monkeypatch.delenv("VIBRATIONFIT_KEY_FILE")
    assert Vault(folder).key() == key


def test_a_missing_key_file_is_not_made_anew_over_a_database(
    folder, tmp_path, monkeypatch, written
):
    place = tmp_path / "machine.key"
    monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", str(place))
    Vault(folder).key()
    written()
    place.unlink()
    assert Vault(folder).state() is VaultState.LOST
    with pytest.raises(KeyUnavailable, match="VIBRATIONFIT_KEY_FILE"):
        Vault(folder).key()
    assert not place.exists()


def test_a_start_with_a_key_file_needs_neither_keyring_nor_cipher(folder, tmp_path):
    import subprocess
    import sys

    code = (
        "import sys\n"
        "from desktop.account.vault import Vault\n"
        "from desktop.core.paths import DataFolder\n"
        "Vault(DataFolder.chosen(sys.argv[1])).key()\n"
        "Vault(DataFolder.chosen(sys.argv[1])).key()\n"
        "slow = {'keyring', 'cryptography', 'argon2', 'filelock', 'platformdirs'}\n"
        "assert not slow & set(sys.modules), slow & set(sys.modules)\n"
    )
    environment = {"VIBRATIONFIT_KEY_FILE": str(tmp_path / "key"), "PATH": ""}
    subprocess.run(
        [sys.executable, "-c", code, str(folder.root)],
        env=environment,
        check=True,
        timeout=PATIENCE,
    )


def test_the_recovery_key_opens_and_puts_up_a_new_guard(folder, written, memory_keyring):
    key = Vault(folder).key()
    written()
    memory_keyring.secrets.clear()
    (folder.root / "keyguard.toml").write_text("torn = ")
    choice = GuardChoice(GuardKind.PASSPHRASE, WORDS)
    text = recovery.printable(key).lower()
    assert Vault(folder).recover(text, choice, lambda found: found == key) == key
    assert Vault(folder).key(Asked([WORDS])) == key


def test_a_recovery_key_of_another_database_changes_nothing(folder, written, memory_keyring):
    key = Vault(folder).key()
    written()
    before = (folder.root / "keyguard.toml").read_bytes()
    kept = dict(memory_keyring.secrets)
    other = recovery.printable(b"\x07" * 32)
    with pytest.raises(WrongKey, match="another database"):
        Vault(folder).recover(other, GuardChoice(GuardKind.KEYRING), lambda found: found == key)
    assert (folder.root / "keyguard.toml").read_bytes() == before
    assert memory_keyring.secrets == kept


def test_a_changed_guard_gives_up_the_keyring_entry_last(folder, memory_keyring):
    key = Vault(folder).key()
    with pytest.raises(InvalidInput):
        Vault(folder).guard(key, GuardChoice(GuardKind.PASSPHRASE, "short"))
    assert Vault(folder).key() == key
    Vault(folder).guard(key, GuardChoice(GuardKind.PASSPHRASE, WORDS))
    assert memory_keyring.secrets == {}
    assert Vault(folder).key(Asked([WORDS])) == key
