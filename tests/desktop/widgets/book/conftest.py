"""A book of three chapters, and the serif it is set in."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.domain.book import Book, chapters_of
from desktop.widgets.book.faces import add_serif, serif_files

LONG = "\n\n".join(f"Sentence {number} of the garden, told slowly. " * 6 for number in range(30))


@pytest.fixture
def book():
    texts = {"forward": "I let myself say it.", "fun": LONG, "love": "I am **met** and *known*."}
    return Book("The Life I Choose", chapters_of(texts), 3, "plural", date(2026, 3, 12), "Anna W")


@pytest.fixture
def serif(qapp):
    add_serif(serif_files())
