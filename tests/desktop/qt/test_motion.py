"""What systems say of motion."""

from __future__ import annotations

import plistlib

import pytest

from desktop.qt.motion import desired, is_reduced, mac


@pytest.mark.parametrize(
    ("said", "still"),
    [
        ((None, None, None), False),
        ((1, True, "1"), True),
        ((0, True, "1.0"), False),
        ((None, False, None), True),
        ((None, None, "0"), True),
        ((None, None, "nonsense"), False),
    ],
)
def test_any_setting_of_a_desktop_is_heard(said, still):
    assert desired(*said) is still


def test_macos_tells_in_a_file(tmp_path):
    file = tmp_path / "access.plist"
    assert not mac(file)
    file.write_bytes(plistlib.dumps({"reduceMotion": True}))
    assert mac(file)
    file.write_bytes(b"damaged")
    assert not mac(file)


def test_a_system_that_does_not_tell_is_taken_as_it_is(monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert is_reduced() in {True, False}
