"""Which modes the Vision room has, in the order of its switch, and how each is built."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.language import tr
from desktop.views.room import RoomKit
from desktop.views.vision import mode
from desktop.views.vision.mode import ModePlan, VisionMode


def mode_plans() -> list[ModePlan]:
    """The modes; a mode's own modules are loaded when it is first chosen."""
    return [
        ModePlan(mode.WRITE, tr("Write"), tr("Write the parts"), "Ctrl+Shift+W", _writing),
        ModePlan(mode.FLOW, tr("Flow"), tr("Go through the steps"), "Ctrl+Shift+O", _flowing),
        ModePlan(mode.READ, tr("Read"), tr("Read it as a book"), "Ctrl+Shift+B", _reading),
        ModePlan(
            mode.COMPARE,
            tr("Compare"),
            tr("Compare two versions"),
            "Ctrl+Shift+D",
            _comparing,
        ),
        ModePlan(
            mode.PERSPECTIVE,
            tr("I / We"),
            tr("Look at it from I to we, or back"),
            "Ctrl+Shift+I",
            _turning,
        ),
    ]


def _writing(kit: RoomKit, place: QWidget) -> VisionMode:
    from desktop.views.vision.writing import WritingMode

    return WritingMode(kit, place)


def _reading(kit: RoomKit, place: QWidget) -> VisionMode:
    from desktop.views.vision.reading.mode import ReadingMode

    return ReadingMode(kit, place)


def _comparing(kit: RoomKit, place: QWidget) -> VisionMode:
    from desktop.views.vision.compare import CompareMode

    return CompareMode(kit, place)


def _turning(kit: RoomKit, place: QWidget) -> VisionMode:
    from desktop.views.vision.perspective.mode import PerspectiveMode

    return PerspectiveMode(kit, place)


def _flowing(kit: RoomKit, place: QWidget) -> VisionMode:
    from desktop.views.vision.flow.mode import FlowMode

    return FlowMode(kit, place)
