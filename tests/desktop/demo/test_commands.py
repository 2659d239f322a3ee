"""The command line in the demo."""

from __future__ import annotations

import pytest

from desktop.core.messages import DEMO, DEMO_STAYS
from tests.desktop.cli.devices import Device


@pytest.fixture
def device(tmp_path):
    """A computer whose member has written nothing yet."""
    return Device(tmp_path / "lonely")


def test_status_and_search_work_in_the_demo_and_say_so(device):
    told = device.ok("--demo", "status")
    assert "-demo" in told.out
    assert DEMO in told.err
    found = device.ok("search", "--demo", "--json", "heron")
    assert '"scenes"' in found.out
    assert '"journal_entries"' in found.out
    assert not device.data.exists()
    assert not (device.folder / "key").exists()


def test_what_would_leave_the_computer_is_refused_with_a_sentence(device):
    for words in (("sync",), ("sign-in", "--email", "a@example.org", "--password-stdin")):
        refused = device.run("--demo", *words, stdin="secret words\n")
        assert refused.code == 1
        assert DEMO_STAYS in refused.err


def test_the_doctor_finds_the_demo_sound(device):
    assert DEMO_STAYS in device.ok("--demo", "doctor").out


def test_without_the_word_the_members_own_journal_is_meant(device):
    device.ok("--demo", "status")
    told = device.ok("journal", "list")
    assert (told.out, told.err) == ("", "")


@pytest.mark.parametrize("words", [("--fresh", "status"), ("--demo-size", "9", "status")])
def test_the_demos_options_need_the_demo(device, words):
    refused = device.run(*words)
    assert refused.code == 1
    assert "belong to --demo" in refused.err


def test_a_size_that_cannot_be_is_told(device):
    refused = device.run("--demo", "--demo-size", "-3", "status")
    assert refused.code == 1
    assert "entries" in refused.err
