"""What a member wrote, as pages of Markdown with a name each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from desktop.core.phrases import Phrase
from desktop.domain import blueprint as blueprints
from desktop.domain import categories, papers, vision
from desktop.domain.filenames import safe_name
from desktop.domain.journal import first_line
from desktop.services.categorised import day_of
from desktop.services.export.markdown import heading, page
from desktop.services.export.material import Material, Names, Public, Say

_UNDATED = Phrase("Without a day")
_STATES = {
    vision.State.DRAFT: Phrase("draft"),
    vision.State.COMPLETE: Phrase("complete"),
    vision.State.ACTIVE: Phrase("active"),
}


class Page(NamedTuple):
    """A file of a folder: its path below it, and its text."""

    path: str
    text: str


def journal(material: Material) -> Iterator[Page]:
    """The entries, a folder for each year."""
    undated = _undated(material)
    names = Names(undated)
    for row in material.ordered("journal_entries", "entry_date, created_at"):
        day = papers.day_of(row["entry_date"]) or day_of(row["created_at"])
        text = row["content"] or ""
        year = day.isoformat()[:4] if day else undated
        facts = {"id": row["id"], "date": day, **_kept(row, "created_at", "updated_at")}
        tags = [tag for tag in row["tags"] or () if tag is not None]
        facts |= {"mood": row["mood"] or None, "tags": tags or None}
        yield Page(f"{year}/{names.name(day, first_line(text))}.md", page(facts, text))


def visions(material: Material) -> Iterator[Page]:
    """The versions of the Life Vision, each of its parts under a heading."""
    say = material.say
    names = Names("")
    for row in material.ordered("vision_versions", "version_number, created_at"):
        state = vision.state_of(row["status"], row["is_draft"], row["is_active"])
        number = row["version_number"]
        name = Phrase("Version")
        if number is not None:
            name = Phrase("Version {number}", number=str(number))
        title = vision.shown_title(row["title"])
        facts = {
            "id": row["id"], "version": number, "title": title, "state": state.value,
            **_kept(row, "perspective", "created_at", "updated_at"),
        }  # fmt: skip
        parts = [heading(title)]
        for part in vision.PARTS:
            parts += [heading(say(part.label), 2), row[part.code] or ""]
        file = names.after(safe_name(say(name)), "")
        yield Page(f"{file} ({safe_name(say(_STATES[state]))}).md", page(facts, *parts))


def flow(material: Material) -> Iterator[Page]:
    """What was written on the way to the vision, a page for each category."""
    say, names = material.say, Names("")
    for row in material.ordered("life_vision_category_state", "category"):
        label = categories.label(row["category"] or "?")
        facts = {"id": row["id"], "category": row["category"]}
        facts |= _kept(row, "created_at", "updated_at")
        parts = [heading(say(label))]
        for words, text in (
            (Phrase("Transcript"), row["transcript"]),
            (Phrase("What VIVA heard"), row["ai_summary"]),
            (Phrase("Ideal state"), row["ideal_state"]),
            (Phrase("Blueprint"), _loops(say, row["blueprint_data"])),
        ):
            if text:
                parts += [heading(say(words), 2), text]
        yield Page(f"{names.after(safe_name(say(label)), '')}.md", page(facts, *parts))


def scenes(material: Material) -> Iterator[Page]:
    """The scenes, by the day on which each was begun."""
    names = Names(_undated(material))
    for row in material.ordered("scenes", "created_at"):
        text, title = row["scene_text"] or "", first_line(row["scene_title"])
        facts = {
            "id": row["id"], "title": title or None, "category": row["category"] or None,
            "essence": row["essence_word"] or None, **_kept(row, "created_at"),
        }  # fmt: skip
        name = names.name(day_of(row["created_at"]), title or first_line(text))
        yield Page(f"{name}.md", page(facts, heading(title) if title else "", text))


def flips(material: Material) -> Iterator[Page]:
    """The frequency flips, by the day on which each was begun."""
    say, names = material.say, Names(_undated(material))
    for row in material.ordered("frequency_flip", "created_at"):
        contrast, clarity = row["input_text"] or "", row["clarity_seed"] or ""
        facts = {
            "id": row["id"], "category": row["category"] or None, **_kept(row, "created_at")
        }  # fmt: skip
        title = first_line(clarity) or first_line(contrast)
        parts = (
            heading(say(Phrase("Contrast")), 2), contrast,
            heading(say(Phrase("Clarity")), 2), clarity,
        )  # fmt: skip
        yield Page(f"{names.name(day_of(row['created_at']), title)}.md", page(facts, *parts))


def daily_papers(material: Material) -> Iterator[Page]:
    """The daily papers with their ticks."""
    say, names = material.say, Names(_undated(material))
    for row in material.ordered("daily_papers", "paper_date, created_at"):
        day = papers.day_of(row["paper_date"])
        facts = {"id": row["id"], "date": day, **_kept(row, "completed", "created_at")}
        paper = papers.read(row["content"])
        if paper.whole is not None:
            yield Page(f"{names.name(day)}.md", page(facts, paper.whole.text))
            continue
        actions = "\n".join(_action(one) for one in paper.actions if one.is_filled)
        parts = (
            heading(say(Phrase("Gratitude")), 2), paper.gratitude.text,
            heading(say(Phrase("Three aligned actions")), 2), actions,
            heading(say(Phrase("One fun thing")), 2), paper.fun.text,
        )  # fmt: skip
        yield Page(f"{names.name(day)}.md", page(facts, *parts))


def templates(material: Material) -> Iterator[Page]:
    """The member's own templates and prompts, in the order in which they were made."""
    for number, row in enumerate(material.own("local_templates"), start=1):
        facts = {"id": row["id"], "kind": row["kind"], "name": row["name"] or None}
        title = safe_name(row["name"] or first_line(row["body"]), 80)
        yield Page(f"{number:02} {title}.md", page(facts, row["body"]))


def _loops(say: Say, blueprint: Any) -> str:
    """The loops of a blueprint, each an item of a list."""
    written = []
    for loop in blueprints.loops_of(blueprint):
        parts = (
            (Phrase("Being"), loop.being),
            (Phrase("Doing"), loop.doing),
            (Phrase("Receiving"), loop.receiving),
            (Phrase("Essence"), loop.essence),
        )
        told = [f"{say(words)}: {' '.join(text.split())}" for words, text in parts if text]
        written.append("\n  ".join(told))
    return "\n".join(f"- {loop}" for loop in written if loop)


def _action(action: papers.Action) -> str:
    return f"- [{'x' if action.done else ' '}] {' '.join(action.text.split())}"


def _kept(row: Public, *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _undated(material: Material) -> str:
    return safe_name(material.say(_UNDATED))
