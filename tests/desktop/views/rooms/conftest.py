"""A window with the rooms of writing, over a real encrypted workspace of the test's own."""

from __future__ import annotations

import pytest

from desktop.views.journal.room import JournalRoom
from desktop.views.search.room import SearchRoom
from desktop.views.today.room import TodayRoom
from tests.desktop.views.window import plan


@pytest.fixture
def plans(kit):
    return [
        plan(kit, "today", TodayRoom),
        plan(kit, "journal", JournalRoom, "journal_entries"),
        plan(kit, "search", SearchRoom),
    ]
