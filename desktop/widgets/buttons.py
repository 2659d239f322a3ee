"""Buttons by their weight: one primary thing to do, quiet others, links, chips, bare icons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from desktop.theme.icons import Icons

KINDS = frozenset({"quiet", "primary", "danger", "link", "chip"})


def button(text: str, kind: str = "quiet", parent: QWidget | None = None) -> QPushButton:
    """A button with words; never the default of a dialog unless it is made so."""
    if kind not in KINDS:
        raise ValueError(f"{kind} is no kind of button")
    made = QPushButton(text, parent)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if kind == "chip":
        made.setCheckable(True)
    return made


def icon_button(
    icons: Icons, name: str, words: str, role: str = "text_muted", parent: QWidget | None = None
) -> QToolButton:
    """A button that shows an icon alone; `words` name it for screen readers and as a hint."""
    made = QToolButton(parent)
    icons.dress(made, name, role)
    made.setIconSize(QSize(18, 18))
    made.setToolTip(words)
    made.setAccessibleName(words)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
