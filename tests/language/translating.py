"""Another language for tests: real files, made by Qt's own tools, with a few words in them."""

from __future__ import annotations

import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.language.extract import extract, tool

Said = str | tuple[str, ...] | None


def compiled(folder: Path, language: str, words: Mapping[str, str | tuple[str, ...]]) -> Path:
    """Extract all words, translate some as a translator would, and compile them; the .qm file."""
    left = dict(words)
    made = _compiled(folder, language, lambda source, _one: left.pop(source, None))
    assert left == {}, "these are no words of the window"
    return made


def marked(folder: Path, mark: str) -> Path:
    """A language in which all is said as in English, with a mark at its end; the .qm file."""

    def say(source: str, one: str) -> Said:
        return (f"{one}{mark}", f"{source}{mark}") if one else f"{source}{mark}"

    return _compiled(folder, "de", say)


def _compiled(folder: Path, language: str, say: Callable[[str, str], Said]) -> Path:
    ts = folder / f"vibrationfit_{language}.ts"
    extract(ts)
    tree = ET.parse(ts)
    for message in tree.getroot().iter("message"):
        said = say(message.findtext("source", ""), message.findtext("comment", ""))
        if said is not None:
            _write(message.find("translation"), said)
    tree.write(ts, encoding="utf-8")
    qm = ts.with_suffix(".qm")
    subprocess.run([tool("pyside6-lrelease"), "-silent", ts, "-qm", qm], check=True)
    return qm


def _write(translation, said):
    translation.attrib.pop("type", None)
    forms = translation.findall("numerusform")
    if not forms:
        translation.text = said
        return
    assert len(forms) == len(said)
    for form, text in zip(forms, said, strict=True):
        form.text = text
