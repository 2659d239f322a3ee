"""What comes in another encoding is refused and not kept; streams that are closed are empty."""

from __future__ import annotations

import shlex
import subprocess
import sys

import pytest

from tests.patience import PATIENCE

LATIN = "Café au lait".encode("latin-1")
UTF_16 = "Café au lait".encode("utf-16")
ROW = '{"scene_title": "Café", "category": "fun"}'


def run(device, *words, piped=b"", **locale):
    done = subprocess.run(
        device.command(*words), input=piped, env=device.environment | locale, cwd=device.folder,
        capture_output=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    said = done.stderr.decode()
    assert "Traceback" not in said, said
    return done.returncode, said


@pytest.mark.parametrize("locale", [{}, {"LC_ALL": "C", "PYTHONUTF8": "0"}], ids=["usual", "C"])
@pytest.mark.parametrize(
    ("words", "piped"),
    [
        (("journal", "add"), LATIN + b"\n"),
        (("journal", "add"), UTF_16),
        (("journal", "add", LATIN), b""),
        (("journal", "add", "--mood", LATIN, "Coffee"), b""),
        (("journal", "add", "--tag", "milk", "--tag", LATIN, "Coffee"), b""),
        (("data", "put", "scenes"), f'{{"scene_title": "x"}}\n{ROW}\n'.encode("latin-1")),
        (("data", "put", "scenes", ROW.encode("latin-1")), b""),
        (("sign-in", "--email", "c@example.org", "--password-stdin"), LATIN + b"\n"),
    ],
)
def test_other_encodings_are_refused_and_nothing_is_kept(lonely, words, piped, locale):
    code, said = run(lonely, *words, piped=piped, **locale)
    assert (code, said.count("\n")) == (1, 1)
    assert "UTF-8" in said
    assert "au lait" not in said
    for kept in (("journal", "list"), ("data", "list", "scenes")):
        assert lonely.ok(*kept).out == ""


@pytest.mark.parametrize("locale", [{}, {"LC_ALL": "C", "PYTHONUTF8": "0"}], ids=["usual", "C"])
def test_utf_8_is_read_whatever_the_locale(lonely, locale):
    assert run(lonely, "journal", "add", piped="Café 🌊\n".encode(), **locale)[0] == 0
    assert lonely.ok("journal", "list", "--json").value()["first_line"] == "Café 🌊"


@pytest.mark.skipif(sys.platform == "win32", reason="streams of POSIX shells")
def test_closed_streams_are_empty_ones(lonely):
    lonely.ok("journal", "add", "text")
    for closing in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        words = f"exec {shlex.join(lonely.command('journal', 'list'))} {closing}"
        done = subprocess.run(
            ["sh", "-c", words], env=lonely.environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done
