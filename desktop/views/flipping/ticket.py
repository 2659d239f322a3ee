"""What goes with words from the room in which they stand to the room in which they are flipped."""

from __future__ import annotations

from typing import NamedTuple


class Ticket(NamedTuple):
    """Words to be flipped, with the room that they are from.

    `way` is the way back to them, known to `desktop.views.flipping.way` alone; None where there is
    none, because the words cannot be written in.
    """

    words: str
    room: str
    title: str
    way: object = None
