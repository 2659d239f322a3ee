"""The facts of a version that are only to be known, each with its name, in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDateTime, QLocale

from desktop.language import tr
from desktop.views.vision.richness_words import richness_words
from desktop.views.vision.wording import state_words, words_count
from desktop.widgets.part_names import label

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.domain.richness import Richness
    from desktop.services.vision.values import Vision


def facts_of(vision: Vision, richness: Richness, *, is_sent: bool) -> list[tuple[str, str]]:
    """What is known of a version, which may not be on the server yet; the unknown is left out."""
    audio = vision.audio
    changed = _moment(vision.updated_at) if is_sent else tr("not sent yet")
    found = [
        (tr("Number"), "" if vision.number is None else str(vision.number)),
        (tr("Standing"), state_words(vision.state)),
        (tr("Written"), _share(vision)),
        (tr("Richness"), _rich(richness)),
        (tr("Begun"), _moment(vision.created_at)),
        (tr("Changed, as the server knows it"), changed),
        (tr("Refined since"), _refined(vision.refined)),
        (tr("Recording"), tr("there is one") if audio.has_audio else tr("none yet")),
        (tr("Recorded"), _moment(audio.generated_at)),
        (tr("Length of the recording"), audio.duration or ""),
        (tr("Voice"), audio.voice or ""),
        (tr("Music"), audio.music or ""),
        (tr("Address of the recording"), audio.url or ""),
        (tr("Density, as the web app counts it"), _spelt(vision.density_facts)),
    ]
    return [(name, said) for name, said in found if said]


def _rich(richness: Richness) -> str:
    line, explained = richness_words(richness)
    return "\n".join((f"{words_count(richness.words)}  ·  {line}", explained)) if line else ""


def _share(vision: Vision) -> str:
    share = tr("{percent} %").format(percent=vision.completion)
    if vision.stored_completion in {None, vision.completion}:
        return share
    other = tr("{percent} % at the last save elsewhere")
    return f"{share}  ·  {other.format(percent=vision.stored_completion)}"


def _refined(refined: tuple[str, ...] | None) -> str:
    if refined is None:
        return ""
    return ", ".join(label(code) for code in refined) or tr("nothing yet")


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = QDateTime.fromMSecsSinceEpoch(int(moment.timestamp() * 1000))
    return QLocale().toString(local, "d MMM yyyy, HH:mm")


def _spelt(value: Any) -> str:
    from desktop.services.comparison import spelt

    return spelt(value)
