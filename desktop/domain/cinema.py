"""The programme of the cinema: what of a vision is shown, in which order, and for how long.

Pure: it is told what there is, part by part, and lays it out as a plain sequence of slides.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.domain.journal import plain_text
from desktop.domain.sentences import sentences

# What is read at ease on a screen across the room, and how fast.
_PASSAGE = 210
_WORDS_A_SECOND = 2.4
_BREATH = 3.0
_SHORTEST, _LONGEST = 6.0, 24.0
_PICTURE = 9.0
_MOST_PASSAGES = 8


class Kind(StrEnum):
    """What a slide is."""

    PICTURE = "picture"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Slide:
    """One thing that is shown.

    `media` is the address of the picture, or of the one that stands dimly behind words, empty for
    none. `title` stands above words and `essence`, a single word, below them.
    """

    kind: Kind
    part: str
    text: str
    media: str = ""
    seconds: float = _PICTURE
    title: str = ""
    essence: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is here, and the words that belong to it."""

    media: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene as it is shown."""

    title: str
    text: str
    essence: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """All that there is to show of one part of a vision."""

    part: str
    text: str = ""
    pictures: tuple[Picture, ...] = ()
    scenes: tuple[Scene, ...] = ()
    quotes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        words = (self.text, *self.quotes, *(scene.title + scene.text for scene in self.scenes))
        return not self.pictures and not any(word.strip() for word in words)


def programme(matters: Iterable[Matter]) -> tuple[Slide, ...]:
    """The slides of all parts in their order; parts with nothing are left out."""
    return tuple(slide for matter in matters for slide in _slides(matter))


def opening(text: str) -> str:
    """The first sentences of a part, as many as are read at a glance."""
    return next(iter(passages(text)), "")


def passages(text: str) -> list[str]:
    """A text in pieces that each fit a slide: whole sentences where they are short enough."""
    found: list[str] = []
    for sentence in _pieces(plain_text(text)):
        if found and len(found[-1]) + 1 + len(sentence) <= _PASSAGE:
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found


def seconds_for(text: str) -> float:
    """How long words stay: as long as reading them at ease takes, and a breath."""
    return min(_LONGEST, max(_SHORTEST, _BREATH + len(text.split()) / _WORDS_A_SECOND))


def _pieces(text: str) -> Iterator[str]:
    for sentence in sentences(text):
        # A sentence that fills a page is cut between words: nobody reads a wall.
        yield from textwrap.wrap(sentence, _PASSAGE + 60, break_on_hyphens=False)


def _slides(matter: Matter) -> list[Slide]:
    """The part's own opening over its first picture, then pictures and scenes in turn."""
    found: list[Slide] = []
    pictures = list(matter.pictures)
    behind = pictures[0].media if pictures else ""
    begin = opening(matter.text)
    if begin:
        found.append(_words(matter.part, begin, behind))
    scenes = [_scene(matter.part, scene) for scene in matter.scenes]
    quotes = [[_words(matter.part, quote, "")] for quote in matter.quotes if quote.strip()]
    told = [slides for slides in (*scenes, *quotes) if slides]
    while pictures or told:
        if pictures:
            picture = pictures.pop(0)
            behind = picture.media
            found.append(_picture(matter.part, picture))
        if told:
            found += [replace(slide, media=behind) for slide in told.pop(0)]
    return found


def _picture(part: str, picture: Picture) -> Slide:
    seconds = max(_PICTURE, seconds_for(picture.caption))
    return Slide(Kind.PICTURE, part, picture.caption, picture.media, seconds)


def _words(part: str, text: str, behind: str) -> Slide:
    text = " ".join(plain_text(text).split())
    return Slide(Kind.WORDS, part, text, behind, seconds_for(text))


def _scene(part: str, scene: Scene) -> list[Slide]:
    texts: Sequence[str] = passages(scene.text)[:_MOST_PASSAGES]
    title = scene.title.strip()
    if not texts:
        texts = [title] if title else []
        title = ""
    slides = [_words(part, text, "") for text in texts]
    if slides:
        slides[0] = replace(slides[0], title=title)
        slides[-1] = replace(slides[-1], essence=scene.essence.strip())
    return slides
