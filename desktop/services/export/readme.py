"""What is what in an export, in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.core.phrases import Phrase, told_together
from desktop.services.export.material import Say

_ABOUT = {
    "journal_entries": Phrase("your entries, a file each, by year and day"),
    "vision_versions": Phrase("your Life Vision, a file for each version"),
    "life_vision_category_state": Phrase(
        "what you wrote on the way to it, a file for each category"
    ),
    "scenes": Phrase("your scenes, a file each"),
    "frequency_flip": Phrase("your frequency flips, each with its contrast and its clarity"),
    "daily_papers": Phrase("your daily papers with their ticks"),
    "local_templates": Phrase("your own templates and prompts"),
    "emotional_snapshots": Phrase("your check-ins, as a table"),
    "vibrational_events": Phrase("your events, as a table"),
}
_PARAGRAPHS = (
    told_together([
        Phrase("This is everything that you wrote in VibrationFit."),
        Phrase("It is not encrypted: whoever has this file can read it."),
    ]),
    told_together([
        Phrase(
            "Files that end in .md are text in Markdown. Any editor opens them, and most apps for "
            "notes and journals import them; the lines between the dashes at their beginning hold "
            "the day, the mood and the tags."
        ),
        Phrase("Files that end in .csv open in any spreadsheet, with the times of your clock."),
    ]),
    Phrase(
        "The folder Data holds every row of your journal once more, also what belongs to your "
        "membership, as it is kept: a file for each table, a JSON object on each line, moments in "
        "UTC. It is meant for programs. Nothing is missing there."
    ),
    told_together([
        Phrase("Not in here: what lies in the trash, earlier versions of a text, and sound."),
        Phrase(
            "“Copy the files to a folder…” in the Listen room copies the sounds of a set and your "
            "own recordings."
        ),
    ]),
)  # fmt: skip


def readme(say: Say, named: Mapping[str, str]) -> str:
    """The text of the file; `named` are the folders and files that are there, by table."""
    listed = [f"- {name}: {say(_ABOUT[table])}" for table, name in named.items()]
    first, *others = (say(paragraph) for paragraph in _PARAGRAPHS)
    parts = [first, *(["\n".join(listed)] if listed else []), *others]
    return "VibrationFit\n\n" + "\n\n".join(parts) + "\n"
