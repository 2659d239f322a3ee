"""A window with the rooms of moments, over a real encrypted workspace of the test's own."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from desktop.core.ids import LOCAL_USER_ID
from desktop.domain.moments import CHECK_IN, EVENT, MomentDraft
from desktop.qt.itemmodels.lines import LineRole
from desktop.views.moments.room import check_in_room, events_room
from desktop.views.search.room import SearchRoom
from tests.desktop.views.window import plan

KINDS = {"checkin": CHECK_IN, "events": EVENT}


class Pen:
    """Writes moments beside the window, as another process would."""

    def __init__(self, workspace, name):
        self.workspace = workspace
        self.kind = KINDS[name]
        self.moments = self.workspace.check_ins if name == "checkin" else self.workspace.events

    def write(self, word="Calm", level=6, notes="", hours_ago=1.0):
        row_id = str(uuid.uuid4())
        moment = datetime.now(UTC) - timedelta(hours=hours_ago)
        self.moments.save(row_id, MomentDraft(moment, word, level, notes))
        return row_id

    def change(self, row_id, **parts):
        base = self.moments.get(row_id).draft
        self.moments.save(row_id, base._replace(**parts), base)

    def odd(self, **values):
        """A row as a server may hold one."""
        row_id = str(uuid.uuid4())
        row = {"id": row_id, "user_id": LOCAL_USER_ID, **values}
        names, marks = ", ".join(row), ", ".join("?" for _ in row)
        connection = self.workspace.connection
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(
            f"INSERT INTO {self.kind.table} ({names}) VALUES ({marks})", list(row.values())
        )
        connection.execute("PRAGMA ignore_check_constraints = OFF")
        return row_id

    def draft(self, row_id):
        found = self.moments.get(row_id)
        return found.draft if found else None

    def drafts(self):
        return [self.draft(row_id) for row_id in self.moments.ids()]

    def row(self, row_id):
        return self.workspace.rows.get(self.kind.table, row_id)


# Both rooms are one class in other words: what those words touch is tried in both.
both_rooms = pytest.mark.parametrize("name", list(KINDS), indirect=True)


@pytest.fixture
def name(request):
    """The room that is tried."""
    return getattr(request, "param", "checkin")


@pytest.fixture
def pen(workspace, name):
    return Pen(workspace, name)


@pytest.fixture
def plans(kit):
    return [
        plan(kit, "search", SearchRoom),
        plan(kit, "checkin", check_in_room, CHECK_IN.table),
        plan(kit, "events", events_room, EVENT.table),
    ]


@pytest.fixture
def enter(qtbot, shell, settled, name):
    """Come into the room, as by its key in the navigation."""

    def come():
        room = shell.show_room(name)
        settled()
        qtbot.waitUntil(room.editor.form.word.hasFocus)
        return room

    return come


@pytest.fixture
def room(enter):
    return enter()


def rows(room):
    """What the list shows: word and level of each row."""
    model = room.pane.model
    lines = [model.index(row).data(LineRole.LINE) for row in range(model.rowCount())]
    return [(line.word, line.level) if line else None for line in lines]
