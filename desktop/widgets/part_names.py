"""What the parts of a vision are called, in the member's language."""

from __future__ import annotations

from desktop.domain import vision
from desktop.language import translated


def label(part: str) -> str:
    """The name of a part as it is shown; a code that is not ours as it is."""
    name = vision.label(part)
    return translated(name) if name else part
