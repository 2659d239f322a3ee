"""What the made-up life keeps on this device alone: evidence, and templates of her own."""

from __future__ import annotations

from desktop.demo.pen import Row
from desktop.demo.texts import Leaf, headed
from desktop.domain.categories import CODES
from desktop.services.evidence import Evidence, Sentence
from desktop.services.templates import Templates


def link_evidence(evidence: Evidence, vision: Row, entries: list[Row]) -> None:
    """Link entries to the sentences of the vision that they fulfil."""
    sentences = evidence.sentences(str(vision["id"]))
    for code in CODES:
        for leaf in headed("links", code):
            sentence = next(s for s in sentences if _meant(s, leaf))
            entry = next(e for e in entries if str(e["content"]).startswith(leaf.heads[2]))
            evidence.link(str(entry["id"]), sentence, leaf.text)


def keep_templates(templates: Templates) -> None:
    """Keep the templates and prompts that she made."""
    for leaf in headed("links", "template"):
        templates.keep("template", leaf.heads[1], leaf.text)
    for leaf in headed("links", "prompt"):
        templates.keep("prompt", "", leaf.text)


def _meant(sentence: Sentence, leaf: Leaf) -> bool:
    return sentence.part == leaf.heads[0] and sentence.text.startswith(leaf.heads[1])
