"""Writes all that the window says into a file for translators, or brings such a file up to date.

`python -m tests.language.extract resources/translations/vibrationfit_de.ts`
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "resources" / "text"
# The marks of `desktop.core.phrases`; lupdate knows `tr` by itself.
MARKS = "QT_TR_NOOP+=Phrase,tr+=Counted"


def extract(to: Path, code: Path = ROOT / "desktop") -> None:
    """Let lupdate look through the code and the words that lie in files."""
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        lying = Path(folder) / "lying.py"
        lying.write_text("".join(f"Phrase({text!r})\n" for text in words_in_files()), "utf-8")
        subprocess.run(
            [
                tool("pyside6-lupdate"), "-silent", "-extensions", "py", "-locations", "none",
                "-tr-function-alias", MARKS, str(code), str(lying), "-ts", str(to),
            ],
            check=True,
        )  # fmt: skip


def words_in_files() -> Iterator[str]:
    """What lies in `resources/text/` and is shown: suggestions, what they mean, and templates."""
    for name in ("emotions", "events"):
        for group in tomllib.loads((TEXTS / f"{name}.toml").read_text("utf-8"))["group"]:
            yield group["name"]
            for word, meaning in group["words"].items():
                yield from (word, meaning)
    for kind in tomllib.loads((TEXTS / "templates.toml").read_text("utf-8")).values():
        for one in kind:
            yield from (one[part].strip("\n") for part in ("name", "body") if one.get(part))


def tool(name: str) -> str:
    """One of Qt's tools for translators, as PySide6 brings it."""
    found = shutil.which(name, path=Path(sys.executable).parent) or shutil.which(name)
    assert found is not None, f"{name} comes with PySide6"
    return found


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("file", type=Path)
    extract(asked.parse_args().file)
