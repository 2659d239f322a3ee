"""What all commands share: how they print."""

from __future__ import annotations

from desktop.commands.base import Context, warn
from desktop.core.paths import DataFolder


def test_words_of_a_member_never_steer_their_terminal(tmp_path, capsys):
    words = "Blue \x1b[34mas\x07 the\x9b31m sea\r\x7f.\n\tHere."
    Context(DataFolder(tmp_path), json=False).say(words)
    warn(words)
    told = capsys.readouterr()
    assert told.out == told.err == "Blue [34mas the31m sea.\n\tHere.\n"
