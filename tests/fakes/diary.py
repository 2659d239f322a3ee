"""A seeded diary in plausible English: text, moods, tags and back-dated days.

The same seed gives the same diary. Common words are in nearly every entry; of some thousand
made-up names the first are in many and the last in few, so that any search can be tried.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sync.values import canonical_json

MOODS = (
    "grateful", "calm", "joyful", "hopeful", "tired", "anxious", "proud", "in love",
    "restless", "at peace", "excited", "sad",
)  # fmt: skip
TAGS = (
    "work life", "family", "gratitude", "dreams", "health", "river walk", "money", "home",
    "garden", "travel plans", "music", "friends", "morning pages", "spirit", "café", "reading",
)  # fmt: skip
LAST_DAY = date(2026, 6, 30)
_YEARS = 12
_WHO = ("my sister", "my oldest friend", "the neighbours", "my son", "Grandma", "a colleague",
        "the children", "my love", "a stranger on the train", "the whole family")  # fmt: skip
_DID = ("walked along the river with", "cooked dinner for", "wrote a long letter to",
        "laughed until it hurt with", "listened to", "planned the summer with",
        "danced in the kitchen with", "forgave", "sat in silence beside", "thanked")  # fmt: skip
_WHEN = ("This morning", "After lunch", "Late in the evening", "Before sunrise", "At noon",
         "In the quiet of the night", "On the way home", "While it rained", "Today")  # fmt: skip
_FEEL = ("the light on the water felt like a promise", "my heart was wide open",
         "I noticed how far I have come", "something in me let go",
         "I was tired and yet content", "I chose the better feeling thought",
         "the old worry came back for an hour", "I could breathe again",
         "I felt carried by a quiet strength", "the house smelled of bread")  # fmt: skip
_WANT = ("a home with a garden and morning sun", "work that lets me grow",
         "a body that carries me up the mountain", "more time for music",
         "money that flows with ease", "a year of travel with open eyes",
         "friends who tell the truth", "a love that is calm and bright")  # fmt: skip
_NOTE = ("I am grateful for it.", "I want to remember this.", "More of that, please.",
         "It is enough.", "Tomorrow I begin again.", "What a gift.",
         "It was not easy, but it was right.", "I let the rest be.")  # fmt: skip
_SYLLABLES = ("ka", "lo", "mi", "ren", "tas", "vel", "or", "dun", "shi", "bra", "nel", "qui",
              "fen", "gar", "ist", "ume", "yar", "zol", "pim", "hest")  # fmt: skip


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """One entry as the documented columns want it, in the encoding of the local database."""

    id: str
    entry_date: str
    content: str
    mood: str | None
    tags: str | None
    created_at: str


class Diary:
    """Writes entries without end; owns its own random numbers."""

    def __init__(self, seed: int = 1, last_day: date = LAST_DAY) -> None:
        self._random = random.Random(seed)
        self._last_day = last_day
        self._sentences = [self._sentence() for _ in range(4000)]
        self.names = self._made_up_names(5000)

    def entries(self, count: int) -> Iterator[DiaryEntry]:
        """The next entries, in no order of days: a fifth of them is written later than lived."""
        for _ in range(count):
            yield self._entry()

    def _entry(self) -> DiaryEntry:
        draw = self._random
        day = self._last_day - timedelta(days=int(draw.random() * 365 * _YEARS))
        late = timedelta(days=draw.randint(1, 40) if draw.random() < 0.2 else 0)
        moment = (
            datetime.combine(day, time(7), UTC)
            + late
            + timedelta(seconds=draw.randint(0, 50_000), microseconds=draw.randint(0, 999_999))
        )
        tags = draw.sample(TAGS, draw.choice((0, 0, 1, 1, 2, 3)))
        return DiaryEntry(
            id=str(uuid.UUID(int=draw.getrandbits(128), version=4)),
            entry_date=day.isoformat(),
            content=self._text(),
            mood=draw.choice(MOODS) if draw.random() < 0.8 else None,
            tags=canonical_json(tags) if tags else None,
            created_at=moment.isoformat(timespec="microseconds"),
        )

    def _text(self) -> str:
        draw = self._random
        paragraphs = []
        for _ in range(draw.randint(1, 6)):
            # Cubed, so that the first names are in many entries and the last in few.
            name = self.names[int(draw.random() ** 3 * len(self.names))]
            lines = draw.choices(self._sentences, k=draw.randint(2, 5))
            lines.insert(draw.randint(0, len(lines)), f"Spoke of {name} again.")
            paragraphs.append(" ".join(lines))
        if draw.random() < 0.3:
            paragraphs[0] = f"# {draw.choice(_WHEN)} of {draw.choice(self.names)}"
        return "\n\n".join(paragraphs)

    def _sentence(self) -> str:
        draw = self._random
        forms = (
            (
                f"{draw.choice(_WHEN)} I {draw.choice(_DID)} {draw.choice(_WHO)}, and "
                f"{draw.choice(_FEEL)}."
            ),
            f"I see it clearly now: {draw.choice(_WANT)}. {draw.choice(_NOTE)}",
            f"{draw.choice(_WHEN)} {draw.choice(_FEEL)}. {draw.choice(_NOTE)}",
            f"I wish for {draw.choice(_WANT)}, because {draw.choice(_FEEL)}.",
        )
        return draw.choice(forms)

    def _made_up_names(self, count: int) -> list[str]:
        names: set[str] = set()
        while len(names) < count:
            parts = self._random.choices(_SYLLABLES, k=self._random.randint(3, 5))
            names.add("".join(parts).capitalize())
        return sorted(names)


def write_diary(connection, user_id: str, count: int, *, seed: int = 1, batch: int = 5000):
    """Write entries straight into `journal_entries`, in few transactions; gives back the Diary.

    The triggers of the database see them as a member's own writing: they wait to be indexed.
    """
    diary = Diary(seed)
    rows = (
        (e.id, user_id, e.entry_date, e.content, e.mood, e.tags, e.created_at, e.created_at)
        for e in diary.entries(count)
    )
    left = count
    while left > 0:
        with _transaction(connection):
            part = [next(rows) for _ in range(min(batch, left))]
            connection.executemany(
                "INSERT INTO journal_entries (id, user_id, entry_date, content, mood, tags,"
                " created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                part,
            )
        left -= len(part)
    return diary


@contextmanager
def _transaction(connection):
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
