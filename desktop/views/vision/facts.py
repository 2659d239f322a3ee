"""The facts of a version that are only to be known, each with its name, in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from desktop.views.vision.richness_words import richness_words
from desktop.views.vision.wording import state_words, words_count
from desktop.widgets.part_names import label

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.domain.richness import Richness
    from desktop.services.vision.values import Vision


def facts_of(vision: Vision, richness: Richness) -> list[tuple[str, str]]:
    """What is known of a version; what is unknown is left out."""
    audio = vision.audio
    found = [
        (_tr("Number"), "" if vision.number is None else str(vision.number)),
        (_tr("Standing"), state_words(vision.state)),
        (_tr("Written"), _share(vision)),
        (_tr("Richness"), _rich(richness)),
        (_tr("Begun"), _moment(vision.created_at)),
        (_tr("Changed, as the server knows it"), _moment(vision.updated_at)),
        (_tr("Refined since"), _refined(vision.refined)),
        (_tr("Recording"), _tr("there is one") if audio.has_audio else _tr("none yet")),
        (_tr("Recorded"), _moment(audio.generated_at)),
        (_tr("Length of the recording"), audio.duration or ""),
        (_tr("Voice"), audio.voice or ""),
        (_tr("Music"), audio.music or ""),
        (_tr("Address of the recording"), audio.url or ""),
        (_tr("Density, as the web app counts it"), _spelt(vision.density_facts)),
    ]
    return [(name, said) for name, said in found if said]


def _rich(richness: Richness) -> str:
    line, explained = richness_words(richness)
    return "\n".join((f"{words_count(richness.words)}  ·  {line}", explained)) if line else ""


def _share(vision: Vision) -> str:
    share = _tr("{percent} %").format(percent=vision.completion)
    if vision.stored_completion in {None, vision.completion}:
        return share
    other = _tr("{percent} % at the last save elsewhere")
    return f"{share}  ·  {other.format(percent=vision.stored_completion)}"


def _refined(refined: tuple[str, ...] | None) -> str:
    if refined is None:
        return ""
    return ", ".join(label(code) for code in refined) or _tr("nothing yet")


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = QDateTime.fromMSecsSinceEpoch(int(moment.timestamp() * 1000))
    return QLocale().toString(local, "d MMM yyyy, HH:mm")


def _spelt(value: Any) -> str:
    from desktop.services.comparison import spelt

    return spelt(value)


def _tr(text: str) -> str:
    return QCoreApplication.translate("vision", text)
