"""What the form of a life category holds, and how the steps are called."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication

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
        TRANSCRIPT: _tr("Transcript"),
        IDEAL: _tr("Ideal state"),
        BLUEPRINT: _tr("Blueprint"),
        INTO: _tr("Into the vision"),
    }[step]


def step_hint(step: str) -> str:
    """What one does in a step."""
    return {
        TRANSCRIPT: _tr("Say it as it comes: how it is, what you miss, what you would love."),
        IDEAL: _tr("Imagine it is already so. What do you see, hear, do and feel?"),
        BLUEPRINT: _tr("Who you are being, what you are doing, what you are receiving."),
        INTO: _tr("Your own words so far. Shape them, then put them into the vision."),
    }[step]


def _tr(text: str) -> str:
    return QCoreApplication.translate("vision", text)
