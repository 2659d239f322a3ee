"""Words on the window, by their place in it; the style sheet gives each kind its look."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

KINDS = frozenset(
    {"display", "title", "heading", "body", "muted", "small", "accent", "special", "danger", "mono"}
)


def words(text: str, kind: str = "body", parent: QWidget | None = None) -> QLabel:
    """A piece of plain text; kinds longer than a line wrap by themselves."""
    if kind not in KINDS:
        raise ValueError(f"{kind} is no kind of text")
    label = QLabel(text, parent)
    label.setProperty("kind", kind)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if kind in {"body", "muted", "danger", "mono"}:
        label.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        # A label knows this by itself only from the next text on that it is given.
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
    return label


def set_kind(label: QLabel, kind: str) -> None:
    """Give a text another kind, and with it another look."""
    if label.property("kind") != kind:
        label.setProperty("kind", kind)
        label.style().unpolish(label)
        label.style().polish(label)
