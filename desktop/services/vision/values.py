"""What is said of a vision: what a list shows of a version, a whole one, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.domain import vision as rules
from desktop.domain.vision import State


@dataclass(frozen=True, slots=True)
class VersionLine:
    """What a list shows of a version; `changed_at` is its last known change, here or elsewhere."""

    id: str
    number: int | None
    title: str
    state: State
    completion: int
    perspective: str | None
    has_audio: bool
    created_at: datetime | None
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class AudioFacts:
    """What the server says of the recording of a version; only shown here."""

    has_audio: bool
    url: str | None
    duration: str | None
    voice: str | None
    music: str | None
    generated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Vision:
    """A whole version; `texts` holds all fourteen parts in order, "" for an empty one.

    `completion` is counted from the texts, `stored_completion` is what the row says. `refined`
    are the categories that its list of refined ones names, None where it has no list.
    `density_facts` is what `richness_metadata` holds that is not ours.
    """

    id: str
    number: int | None
    title: str
    state: State
    texts: Mapping[str, str]
    perspective: str | None
    completion: int
    stored_completion: int | None
    activation_message: str
    refined: tuple[str, ...] | None
    density_facts: Any
    audio: AudioFacts
    created_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class PartVersion:
    """An earlier text of one part; `origin` is member, or sync for what another device changed."""

    id: int
    kept_at: datetime
    origin: str
    text: str


def moment(text: object) -> datetime | None:
    """A stored moment, or None for none or one that is not of the calendar."""
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) and text else None
    except ValueError:
        return None


def new_row(numbers: Iterable[int | None]) -> dict[str, Any]:
    """What a new draft begins with, beside those versions with these numbers."""
    return {
        "version_number": rules.next_number(numbers),
        "status": rules.DRAFT,
        "is_draft": True,
        "is_active": False,
        "has_audio": False,
        "perspective": rules.SINGULAR,
        "completion_percent": 0,
    }
