"""A long text in its editor, given back to the letter until the member writes in it."""

from __future__ import annotations

from desktop.domain.journal import content as clean
from desktop.widgets.writing.markdown_edit import MarkdownEdit


class KeptText:
    """Owns the value behind an editor, which shows one kind of line end alone; GUI thread."""

    def __init__(self, editor: MarkdownEdit) -> None:
        self.editor = editor
        self._value: str | None = None
        self._shown = editor.text()

    def value(self) -> str | None:
        """What the editor holds; None where there was none and nothing is written."""
        text = self.editor.text()
        return self._value if text == self._shown else clean(text)

    def show_value(self, value: str | None) -> None:
        """Show another text; its own undo history begins."""
        self.editor.set_text(value or "")
        self._remember(value)

    def weave(self, value: str | None) -> None:
        """Show a newer state of the same text, leaving cursor and undo where they are."""
        if value != self.value():
            self.editor.weave(value or "")
        self._remember(value)

    def _remember(self, value: str | None) -> None:
        self._value, self._shown = value, self.editor.text()
