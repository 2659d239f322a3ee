"""A card of the Settings room: a heading, what it is about, and its controls."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.widgets.texts import words


class Section(QFrame):
    """Owns one card; sections fill it in; lives on the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(24, 22, 24, 24)
        self.content.setSpacing(12)

    def head(self, title: str, about: str = "") -> None:
        """Name the card and say what it is about."""
        self.setAccessibleName(title)
        self.content.addWidget(words(title, "heading"))
        if about:
            self.content.addWidget(words(about, "muted"))

    def add_form(self) -> QGridLayout:
        """Add a form: names at the left, controls at the right."""
        form = QGridLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(12)
        form.setColumnStretch(1, 1)
        self.content.addLayout(form)
        return form


def add_row(form: QGridLayout, name: str, field: QWidget) -> QLabel:
    """Add a named control to a form."""
    label = QLabel(name)
    label.setBuddy(field)
    if not field.accessibleName():
        field.setAccessibleName(name)
    row = form.count() // 2
    form.addWidget(label, row, 0)
    form.addWidget(field, row, 1)
    return label
