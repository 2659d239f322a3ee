"""Names for files: whatever a member writes, every system takes what is made of it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.filenames import LONGEST, safe_name

FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in (*range(32), 127)}
DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"
}


@given(st.text())
@example("../../etc/passwd")
@example("..\\..\\windows\\system32")
@example("CON")
@example("com¹ .txt")
@example("\ud800 half a letter")
@example("e\x00\u0301")
@example("👩‍👩‍👧" * 40)
def test_every_system_takes_a_name(title):
    name = safe_name(title)
    assert name
    assert len(name.encode()) <= LONGEST + 1
    assert not FORBIDDEN & set(name)
    assert name == name.strip(" .")
    assert name == unicodedata.normalize("NFC", name)
    assert name.split(".")[0].strip().upper() not in DEVICES
    assert not any("\u202a" <= letter <= "\u202e" for letter in name)


@given(st.text())
def test_a_name_stays_as_it_is_when_it_is_made_safe_again(title):
    assert safe_name(safe_name(title)) == safe_name(title)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A plain title", "A plain title"), ("What? Why: both", "What Why both"),
        ("---", "---"), ("", "_"), ("🌊 sea", "🌊 sea"), ("שלום עולם", "שלום עולם"),
        ("one two three four five", "one two three four"), ("ab" * 20, "ab" * 10),
        ("u\u0308", "ü"), ("nul", "_nul"), ("nullify", "nullify"),
    ],
)  # fmt: skip
def test_names_are_as_near_to_the_title_as_can_be(title, name):
    assert safe_name(title, 20) == name
