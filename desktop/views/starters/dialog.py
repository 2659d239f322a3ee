"""Choosing a template or a prompt, and keeping one's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from desktop.core.phrases import kept
from desktop.language import translated
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button
from desktop.widgets.rows.filter_list import FilterList, Item
from desktop.widgets.texts import words
from desktop.widgets.writing.markdown_edit import MarkdownEdit

if TYPE_CHECKING:  # loaded in the lane when they are asked for
    from desktop.services.templates import Kind, Template
    from desktop.services.workspace import Workspace


class StartersDialog(QDialog):
    """Owns the list and the words of the one that is marked; lives on the GUI thread.

    Changes of one's own are kept when one goes on to another, uses one or closes the dialog.
    `written` is the text of the entry, from which a template can be made.
    """

    used = Signal(str)  # the words to lay out

    def __init__(self, kit: RoomKit, written: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._written = written
        self._all: list[Template] = []
        self._shown: Template | None = None
        self._gone: Template | None = None
        self.choice = FilterList(
            self.tr("Templates and prompts"), self.tr("Find a template or a prompt")
        )
        self.name = QLineEdit()
        self.body = MarkdownEdit(kit.look)
        self.use_button = button(self.tr("&Use it"), "primary")
        self.delete_button = button(self.tr("&Delete"))
        self.back_button = button(self.tr("Bring it &back"), "link")
        self.new_template = button(self.tr("New &template"))
        self.new_prompt = button(self.tr("New &prompt"))
        self._about = words("", "small")
        self.setWindowTitle(self.tr("Begin with…"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(860, 580)
        self._lay_out()
        self._connect()
        self._read()

    def done(self, result: int) -> None:
        """Keep what was changed, whichever way the dialog ends."""
        self._keep()
        super().done(result)

    def holds_something(self) -> bool:
        """Nothing would be lost: it keeps what was changed, whichever way it ends."""
        return False

    def _lay_out(self) -> None:
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name of the template"))
        self.body.setAccessibleName(self.tr("Words of the template or prompt"))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(16, 0, 0, 0)
        column.addWidget(self._about)
        column.addWidget(self.name)
        column.addWidget(self.body, 1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.choice)
        split.addWidget(right)
        split.setSizes([330, 500])
        close = button(self.tr("&Close"))
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        for made in (self.new_template, self.new_prompt, self.delete_button, self.back_button):
            foot.addWidget(made)
        self.back_button.hide()
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.use_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(26, 22, 26, 20)
        box.setSpacing(14)
        box.addWidget(words(self.tr("Begin with…"), "title"))
        box.addWidget(split, 1)
        box.addLayout(foot)
        self._show(None)

    def _connect(self) -> None:
        self.choice.chosen.connect(self._on_chosen)
        self.choice.taken.connect(lambda _place: self._use())
        self.use_button.clicked.connect(self._use)
        self.delete_button.clicked.connect(self._delete)
        self.back_button.clicked.connect(self._bring_back)
        self.new_template.clicked.connect(lambda: self._new("template"))
        self.new_prompt.clicked.connect(lambda: self._new("prompt"))

    def _read(self, chosen: str = "") -> None:
        def read(workspace: Workspace) -> list[Template]:
            return [*workspace.templates.all("template"), *workspace.templates.all("prompt")]

        def found(templates: list[Template]) -> None:
            self._list(templates, chosen)

        self._kit.lane.ask(read, found)

    def _list(self, found: Sequence[Template], chosen: str) -> None:
        self._all = list(found)
        place = next((n for n, one in enumerate(found) if one.id == chosen), 0)
        self.choice.show_items((self._item(one) for one in found), place)
        if not chosen:
            self.choice.setFocus()

    def _item(self, one: Template) -> Item:
        kind = self.tr("Template") if one.kind == "template" else self.tr("Prompt")
        below = self.tr("{kind}, your own").format(kind=kind) if one.own else kind
        return Item(_spelt(one.name or one.body, own=one.own), below)

    def _on_chosen(self, place: int) -> None:
        self._keep()
        self._show(self._all[place] if 0 <= place < len(self._all) else None)

    def _show(self, one: Template | None) -> None:
        self._shown = one
        own = one is not None and one.own
        self.name.setText(_spelt(one.name, own=own) if one else "")
        self.name.setVisible(one is not None and one.kind == "template")
        self.body.set_text(_spelt(one.body, own=own) if one else "")
        self.name.setReadOnly(not own)
        self.body.setReadOnly(not own)
        self.delete_button.setEnabled(own)
        self.use_button.setEnabled(one is not None)
        self._about.setText(self.tr("Your own, kept on this computer.") if own else "")

    def _keep(self) -> None:
        """Write what was changed of one's own; what has no words yet is not."""
        one = self._shown
        if one is None or not one.own:
            return
        name, body = self.name.text().strip(), self.body.text()
        if (name, body.strip("\n")) == (one.name, one.body) or not body.strip():
            return
        name = name or (self.tr("Untitled") if one.kind == "template" else "")
        kind, template_id = one.kind, one.id
        self._kit.lane.ask(lambda w: w.templates.keep(kind, name, body, template_id))

    def _new(self, kind: Kind) -> None:
        self._keep()
        body = self._written if kind == "template" and self._written.strip() else ""
        name = self.tr("My template") if kind == "template" else ""
        body = body or (self.tr("Your words") if kind == "template" else self.tr("Your question?"))

        def made(template: Template) -> None:
            self.choice.field.clear()
            self._read(template.id)
            self.body.setFocus()

        self._kit.lane.ask(lambda workspace: workspace.templates.keep(kind, name, body), made)

    def _delete(self) -> None:
        self._keep()
        one, self._shown = self._shown, None
        if one is None or not one.own:
            return

        def deleted(gone: Template | None) -> None:
            self._gone = gone
            self.back_button.setVisible(gone is not None)
            self._read()

        self._kit.lane.ask(lambda w: w.templates.remove(one.id), deleted)

    def _bring_back(self) -> None:
        """Take the last deletion back."""
        gone, self._gone = self._gone, None
        self.back_button.hide()
        if gone is not None:
            self._kit.lane.ask(
                lambda w: w.templates.keep(gone.kind, gone.name, gone.body, gone.id),
                lambda template: self._read(template.id),
            )

    def _use(self) -> None:
        one = self._shown
        if one is not None:
            text = self.body.text().strip("\n")
            self.used.emit(f"## {text}\n\n" if one.kind == "prompt" else f"{text}\n")
            self.accept()


def _spelt(text: str, *, own: bool) -> str:
    return text if own else translated(kept(text))
