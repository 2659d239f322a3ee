"""The faces a book can be set in: a serif of its own, the face of the window, the system's."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QFontDatabase

from desktop.core.paths import resource

SERIF, SANS, SYSTEM = "serif", "sans", "system"
_SERIF_FAMILY, _SANS_FAMILY = "Literata", "Inter"
_STYLES = ("Regular", "Italic", "SemiBold")


def serif_files() -> list[bytes]:
    """The files of the serif; read beside the window, raises OSError."""
    return [resource(f"fonts/{_SERIF_FAMILY}-{style}.ttf").read_bytes() for style in _STYLES]


def add_serif(files: Iterable[bytes]) -> None:
    """Let Qt know the serif; on the GUI thread, once."""
    if not has_serif():
        for file in files:
            QFontDatabase.addApplicationFontFromData(file)


def has_serif() -> bool:
    """Whether the serif can be used."""
    return QFontDatabase.hasFamily(_SERIF_FAMILY)


def family(choice: str) -> str:
    """The family that is meant by a choice."""
    if choice == SANS:
        return _SANS_FAMILY
    if choice == SYSTEM:
        return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    return _SERIF_FAMILY
