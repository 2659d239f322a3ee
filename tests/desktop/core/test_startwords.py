"""Which words open the window, and how."""

from __future__ import annotations

import pytest

from desktop.core.startwords import StartWords, start_words


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ((), StartWords()),
        (("--data-dir", "here"), StartWords(data_dir="here")),
        (("--data-dir=here",), StartWords(data_dir="here")),
        (("--demo",), StartWords(demo=True)),
        (("--demo", "--fresh"), StartWords(demo=True, fresh=True)),
        (("--demo-size", "9", "--demo"), StartWords(demo=True, demo_size=9)),
        (("--demo-size=9", "--demo", "--data-dir", "x"), StartWords("x", demo=True, demo_size=9)),
        (("--quick-entry",), StartWords(quick="--quick-entry")),
        (("--demo", "--check-in"), StartWords(demo=True, quick="--check-in")),
    ],
)
def test_words_that_open_the_window(words, meant):
    assert start_words(words) == meant


@pytest.mark.parametrize(
    "words",
    [
        ("status",), ("--json",), ("--help",), ("--data-dir",), ("--fresh",), ("--demo=yes",),
        ("--demo-size", "9"), ("--demo", "--demo-size", "many"), ("--demo", "status"),
        ("--demo", "--demo-size", "0"), ("",),
    ],
)  # fmt: skip
def test_everything_else_belongs_to_the_command_line(words):
    assert start_words(words) is None
