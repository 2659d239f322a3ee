"""The daily practice of the made-up life: papers, check-ins and events, brighter as it goes on."""

from __future__ import annotations

from datetime import date, datetime

from desktop.demo.pen import YEAR, Pen, Row, Span, stamp
from desktop.demo.texts import headed, pool
from desktop.domain.papers import ACTIONS, DONE, FUN, GRATITUDE, TASKS

_FEELINGS = {
    "high": ("Joyful", "Grateful", "Inspired", "Peaceful", "Content", "Hopeful", "Loving",
             "Proud", "Playful", "Connected", "Confident", "Trusting"),
    "middle": ("Calm", "Curious", "Thoughtful", "Restless", "Present", "Nostalgic", "Tired",
               "Nervous"),
    "low": ("Anxious", "Frustrated", "Tired", "Sad", "Overwhelmed", "Worried", "Drained",
            "Lonely"),
}  # fmt: skip
_LEVELS = {"high": (6, 10), "middle": (4, 7), "low": (2, 5)}
_CHECK_INS = {0: 0.06, 1: 0.56, 2: 0.26, 3: 0.12}
_HOURS = ((6, 10), (12, 16), (18, 22))
_EVENT_LEVELS = {
    "Synchronicity": (7, 9), "Breakthrough": (8, 10), "Celebration": (8, 10),
    "Insight": (6, 9), "Contrast": (2, 4), "Evidence": (8, 10),
}  # fmt: skip
_PAPER_CHANCE, _DONE_CHANCE = 0.86, 0.7


def papers(span: Span) -> list[Row]:
    """Daily papers on most days; today's waits to be completed."""
    pen = Pen("papers", span)
    thanks = pen.endless(pool("practice", "gratitude"))
    fun = pen.endless(pool("practice", "fun"))
    tasks = {leaf.heads[1]: pen.endless(leaf.lines) for leaf in headed("practice", "tasks")}
    rows = []
    for day in span.days():
        written = pen.moment(day, 6, 9)
        today = day == span.today
        wanted = today or (pen.draw.random() < _PAPER_CHANCE and not span.is_quiet(day))
        if not wanted or not pen.has_been(written):
            continue
        done = not today and pen.draw.random() < _DONE_CHANCE
        actions = [next(tasks[area]) for area in pen.draw.sample(list(tasks), ACTIONS)]
        ticked = actions if done else actions[: pen.draw.randint(0, 2)]
        content: dict[str, object] = {
            GRATITUDE: "\n".join(next(thanks) for _ in range(pen.draw.randint(1, 3))),
            TASKS: actions,
            FUN: next(fun),
        }
        if ticked:
            content[DONE] = dict.fromkeys(ticked, True)
        rows.append({"paper_date": day.isoformat(), "content": content, "completed": done,
                     "created_at": stamp(written)})  # fmt: skip
    return rows


def snapshots(span: Span) -> list[Row]:
    """Check-ins: none on some days, up to three on others."""
    pen = Pen("check-ins", span)
    notes = {name: pen.endless(pool("practice", "notes", name)) for name in _FEELINGS}
    rows = []
    for day in span.days():
        for hours in sorted(pen.draw.sample(_HOURS, pen.weighted(_CHECK_INS))):
            moment = pen.moment(day, *hours)
            if pen.has_been(moment) and not span.is_quiet(day):
                kind = _kind(pen, day)
                said = next(notes[kind]) if pen.draw.random() < 0.55 else None
                rows.append(_snapshot(pen, moment, kind, said))
    return rows


def events(span: Span) -> list[Row]:
    """Moments worth tracking: each told once a year, in the order of the story."""
    pen = Pen("events", span)
    told = [
        ((number + 0.5) / len(leaf.lines), leaf.heads[1], line)
        for leaf in headed("practice", "events")
        for number, line in enumerate(leaf.lines)
    ]
    rows = []
    for year in range(span.years):
        for place, kind, line in told:
            back = year * YEAR + max(1, round((1 - place) * YEAR + pen.draw.uniform(-18, 18)))
            when = pen.back(back)
            rows.append(
                {
                    "id": pen.new_id(),
                    "event_date": stamp(when),
                    "event_type": kind,
                    "description": line,
                    "vibration_level": pen.draw.randint(*_EVENT_LEVELS[kind]),
                    "created_at": stamp(when),
                }
            )
    return sorted(rows, key=lambda row: str(row["event_date"]))


def _kind(pen: Pen, day: date) -> str:
    progress = pen.span.progress(day)
    low, middle = 0.34 - 0.24 * progress, 0.32 - 0.08 * progress
    return pen.weighted({"low": low, "middle": middle, "high": 1 - low - middle})


def _snapshot(pen: Pen, moment: datetime, kind: str, notes: str | None) -> Row:
    return {
        "id": pen.new_id(),
        "snapshot_date": stamp(moment),
        "emotion_type": pen.draw.choice(_FEELINGS[kind]),
        "intensity": pen.draw.randint(*_LEVELS[kind]),
        "notes": notes,
        "created_at": stamp(moment),
    }
