"""Another language for tests: real files, made by Qt's own tools, with a few words in them."""

from __future__ import annotations

import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path

from tests.language.extract import extract, tool


def compiled(folder: Path, language: str, words: Mapping[str, str | tuple[str, ...]]) -> Path:
    """Extract all words, translate some as a translator would, and compile them; the .qm file."""
    ts = folder / f"vibrationfit_{language}.ts"
    extract(ts)
    tree = ET.parse(ts)
    left = dict(words)
    for message in tree.getroot().iter("message"):
        said = left.pop(message.findtext("source", ""), None)
        if said is not None:
            _write(message.find("translation"), said)
    assert left == {}, "these are no words of the window"
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
