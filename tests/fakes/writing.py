"""Texts whose every sentence carries a token of its own, and edits as two devices make them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

_TOKEN = re.compile(r"\b[abz]\d+x\b")


def tokens(text):
    """How often each token stands in a text."""
    return Counter(_TOKEN.findall(text))


@dataclass
class Writer:
    """Edits a text as one device; `mark` begins each of its tokens. `draw(n)` picks below n."""

    draw: object
    mark: str
    count: int = 0
    paragraphs: list = field(default_factory=list)

    def token(self):
        self.count += 1
        return f"{self.mark}{self.count}x"

    def sentence(self):
        fillers = ("today", "we went", "and then", "it was", "the lake", "she said")
        words = [fillers[self.draw(len(fillers))] for _ in range(1 + self.draw(3))]
        words.insert(self.draw(len(words) + 1), self.token())
        return " ".join(words) + ".!?"[self.draw(3)]

    def paragraph(self):
        return [self.sentence() for _ in range(1 + self.draw(4))]

    def text(self):
        return "\n\n".join(" ".join(p) for p in self.paragraphs)

    def begin(self, size):
        self.paragraphs = [self.paragraph() for _ in range(size)]
        return self

    def fork(self, mark):
        return Writer(self.draw, mark, paragraphs=[list(p) for p in self.paragraphs])

    def edit(self, kinds):
        kind = kinds[self.draw(len(kinds))]
        getattr(self, kind)()
        self.paragraphs = [p for p in self.paragraphs if p]

    def _some(self):
        return self.draw(len(self.paragraphs)) if self.paragraphs else None

    def add_paragraph(self):
        self.paragraphs.insert(self.draw(len(self.paragraphs) + 1), self.paragraph())

    def append_paragraph(self):
        self.paragraphs.append(self.paragraph())

    def add_sentence(self):
        if (at := self._some()) is not None:
            paragraph = self.paragraphs[at]
            paragraph.insert(self.draw(len(paragraph) + 1), self.sentence())

    def extend_sentence(self):
        if (at := self._some()) is not None:
            paragraph = self.paragraphs[at]
            place = self.draw(len(paragraph))
            paragraph[place] = f"{paragraph[place][:-1]} {self.token()}."

    def delete_sentence(self):
        if (at := self._some()) is not None:
            del self.paragraphs[at][self.draw(len(self.paragraphs[at]))]

    def rewrite_sentence(self):
        if (at := self._some()) is not None:
            self.paragraphs[at][self.draw(len(self.paragraphs[at]))] = self.sentence()

    def delete_paragraph(self):
        if (at := self._some()) is not None:
            del self.paragraphs[at]

    def rewrite_paragraph(self):
        if (at := self._some()) is not None:
            self.paragraphs[at] = self.paragraph()

    def move_paragraph(self):
        if (at := self._some()) is not None:
            paragraph = self.paragraphs.pop(at)
            self.paragraphs.insert(self.draw(len(self.paragraphs) + 1), paragraph)

    def split_paragraph(self):
        if (at := self._some()) is not None:
            cut = self.draw(len(self.paragraphs[at]) + 1)
            paragraph = self.paragraphs.pop(at)
            self.paragraphs[at:at] = [paragraph[:cut], paragraph[cut:]]

    def join_paragraphs(self):
        if (at := self._some()) is not None and at + 1 < len(self.paragraphs):
            self.paragraphs[at].extend(self.paragraphs.pop(at + 1))


EDITS = (
    "add_paragraph", "append_paragraph", "add_sentence", "extend_sentence", "delete_sentence",
    "rewrite_sentence", "delete_paragraph", "rewrite_paragraph", "move_paragraph",
    "split_paragraph", "join_paragraphs",
)  # fmt: skip
ADDITIONS = ("add_paragraph", "append_paragraph", "add_sentence", "extend_sentence")


def two_devices(draw, kinds=EDITS):
    """A base text and what two devices made of it."""
    base = Writer(draw, "z").begin(draw(9))
    ours, theirs = base.fork("a"), base.fork("b")
    for device in (ours, theirs):
        for _ in range(1 + draw(4)):
            device.edit(kinds)
    return base.text(), ours.text(), theirs.text()
