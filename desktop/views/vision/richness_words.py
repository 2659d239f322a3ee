"""The figures of a text in the member's language: one quiet line, and what it means."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.domain.richness import Richness


def richness_words(richness: Richness) -> tuple[str, str]:
    """The line and its explanation; both empty for a text without words."""
    if not richness.words:
        return "", ""
    sentences = (
        _tr("1 sentence")
        if richness.sentences == 1
        else _tr("{count} sentences").format(count=f"{richness.sentences:,}")
    )
    if not richness.sensory:
        return sentences, _explained(richness)
    share = QLocale().toString(float(richness.density), "f", 1)
    line = _tr("{sentences}  ·  {share} % for the senses").format(sentences=sentences, share=share)
    return line, _explained(richness)


def _explained(richness: Richness) -> str:
    names = {
        "sight": _tr("sight"),
        "sound": _tr("sound"),
        "touch": _tr("touch"),
        "taste": _tr("taste"),
        "smell": _tr("smell"),
        "feeling": _tr("inner feeling"),
    }
    found = [f"{names[sense]} {count}" for sense, count in richness.senses.items() if count]
    begin = _tr("Words that speak to the senses")
    return f"{begin}: {', '.join(found) or _tr('none yet')}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("vision", text)
