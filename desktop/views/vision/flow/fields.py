"""What the form of a life category holds, and how the steps are called."""

from __future__ import annotations

from typing import Any, NamedTuple

from desktop.language import tr

TRANSCRIPT, IDEAL, BLUEPRINT, INTO = "transcript", "ideal_state", "blueprint_data", "into"
STEPS: tuple[str, ...] = (TRANSCRIPT, IDEAL, BLUEPRINT, INTO)


class FlowFields(NamedTuple):
    """The member's columns as they stand, and the summary, which is the server's."""

    transcript: str = ""
    ideal_state: str = ""
    blueprint: Any = None
    summary: str = ""


def step_words(step: str) -> str:
    """The name of a step."""
    return {
        TRANSCRIPT: tr("Transcript"),
        IDEAL: tr("Ideal state"),
        BLUEPRINT: tr("Blueprint"),
        INTO: tr("Into the vision"),
    }[step]


def step_hint(step: str) -> str:
    """What one does in a step."""
    return {
        TRANSCRIPT: tr("Say it as it comes: how it is, what you miss, what you would love."),
        IDEAL: tr("Imagine it is already so. What do you see, hear, do and feel?"),
        BLUEPRINT: tr("Who you are being, what you are doing, what you are receiving."),
        INTO: tr("Your own words so far. Shape them, then put them into the vision."),
    }[step]
