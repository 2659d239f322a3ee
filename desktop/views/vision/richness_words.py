"""The figures of a text in the member's language: one quiet line, and what it means."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from desktop.core.phrases import Counted
from desktop.domain.richness import Richness
from desktop.language import tr, translated


def richness_words(richness: Richness) -> tuple[str, str]:
    """The line and its explanation; both empty for a text without words."""
    if not richness.words:
        return "", ""
    sentences = translated(Counted("{n} sentences", "{n} sentence", richness.sentences))
    if not richness.sensory:
        return sentences, _explained(richness)
    share = QLocale().toString(float(richness.density), "f", 1)
    line = tr("{sentences}  ·  {share} % for the senses").format(sentences=sentences, share=share)
    return line, _explained(richness)


def _explained(richness: Richness) -> str:
    names = {
        "sight": tr("sight"),
        "sound": tr("sound"),
        "touch": tr("touch"),
        "taste": tr("taste"),
        "smell": tr("smell"),
        "feeling": tr("inner feeling"),
    }
    found = [f"{names[sense]} {count}" for sense, count in richness.senses.items() if count]
    begin = tr("Words that speak to the senses")
    return f"{begin}: {', '.join(found) or tr('none yet')}"
