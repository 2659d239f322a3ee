"""The visions of the made-up life: three versions, the V3 flow, scenes and frequency flips."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.demo.pen import YEAR, Pen, Row, Span, stamp
from desktop.demo.texts import Leaf, by_second_head, headed, leaves
from desktop.domain.categories import CODES
from desktop.domain.markdown import word_count
from desktop.domain.richness import kept_in
from desktop.domain.vision import COMPLETE, DRAFT, PARTS, PLURAL, SINGULAR, completion
from desktop.services.vision.figures import richness

# How far the flow has come in the categories that are not through it: they stop after this step.
_STOPPED = {"stuff": "transcript", "giving": "ideal"}
_ACTIVATION = (
    "Read it aloud tomorrow morning, before the house wakes. Choose one part for the week, and do "
    "one small thing a day that belongs to it."
)


def versions(span: Span) -> list[Row]:
    """An older complete version, the active one, and a draft that is being written."""
    pen = Pen("visions", span)
    texts = {name: by_second_head("vision", name) for name in ("older", "active", "draft")}
    older = _version(pen, 1, texts["older"], (350, 331), title="The first one", status=COMPLETE)
    active = _version(pen, 2, texts["active"], (122, 19), title="A life of my own making",
                      status=COMPLETE, is_active=True)  # fmt: skip
    active |= {
        "activation_message": _ACTIVATION,
        "refined_categories": ["home", "work", "money"],
        "has_audio": True,
        "audio_duration": "13:40",
        "voice_type": "own voice",
        "background_music": "rain and cello",
        "last_audio_generated_at": stamp(pen.back(40)),
    }
    draft = _version(pen, 3, texts["draft"], (26, 2), title="Written together", status=DRAFT)
    draft |= {"perspective": PLURAL, "is_draft": True, "refined_categories": ["love", "work"]}
    for version in (older, active, draft):
        version["richness_metadata"] = _richness(version)
    return [older, active, draft]


def states(span: Span) -> list[Row]:
    """Where each category stands in the flow."""
    pen = Pen("flow", span)
    return [_state(pen, category) for category in CODES]


def scenes(span: Span) -> list[Row]:
    """Scenes, written over the year."""
    pen = Pen("scenes", span)
    return [
        {
            "id": pen.new_id(),
            "category": leaf.heads[0],
            "scene_title": leaf.heads[1],
            "essence_word": leaf.heads[2],
            "scene_text": leaf.text,
            "created_at": when,
        }
        for leaf, when in _over_the_year(pen, leaves("scenes"))
    ]


def flips(span: Span) -> list[Row]:
    """Frequency flips, written over the year."""
    pen = Pen("flips", span)
    rows = []
    for leaf, when in _over_the_year(pen, leaves("flips")):
        contrast, _, clarity = leaf.text.partition("\n=\n")
        rows.append(
            {
                "id": pen.new_id(),
                "category": leaf.heads[0],
                "input_text": contrast,
                "clarity_seed": clarity,
                "created_at": when,
            }
        )
    return rows


def _version(
    pen: Pen, number: int, texts: dict[str, str], days_ago: tuple[int, int], **more: object
) -> Row:
    begun, touched = (stamp(pen.back(days)) for days in days_ago)
    return {
        "id": pen.new_id(),
        "version_number": number,
        **texts,
        "completion_percent": completion(texts),
        "perspective": SINGULAR,
        "is_draft": False,
        "is_active": False,
        "has_audio": False,
        "created_at": begun,
        "updated_at": touched,
        **more,
    }


def _richness(version: Row) -> object:
    """Our figures of each part beside those of the web application."""
    web = {code: {"word_count": word_count(version[code])} for code in CODES if code in version}
    own = {part.code: richness(version.get(part.code) or "") for part in PARTS}
    return kept_in(web, own)


def _state(pen: Pen, category: str) -> Row:
    stop = _STOPPED.get(category, "loops")
    texts = {step: _flow(category, step) for step in ("transcript", "summary", "ideal", "loops")}
    begun = pen.draw.randint(60, 330)
    return {
        "category": category,
        "transcript": texts["transcript"],
        "ai_summary": texts["summary"] or None,
        "ideal_state": texts["ideal"] if stop != "transcript" else None,
        "blueprint_data": _loops(texts["loops"]) if stop == "loops" else None,
        "created_at": stamp(pen.back(begun)),
        "updated_at": stamp(pen.back(begun // 2)),
    }


def _flow(category: str, step: str) -> str:
    return "\n".join(leaf.text for leaf in headed("flow", category, step))


def _loops(text: str) -> list[dict[str, str]]:
    parts = ([part.strip() for part in line.split("|")] for line in text.splitlines())
    return [dict(zip(("being", "doing", "receiving"), part, strict=True)) for part in parts]


def _over_the_year(pen: Pen, told: Iterable[Leaf]) -> list[tuple[Leaf, str]]:
    """Each leaf with a moment of its own, spread over the last year, the oldest first."""
    mixed = pen.shuffled(list(told))
    return [
        (leaf, stamp(pen.back(YEAR - 5 - number * (YEAR - 8) // len(mixed))))
        for number, leaf in enumerate(mixed)
    ]
