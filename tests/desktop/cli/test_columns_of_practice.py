"""Vision and daily practice, column by column: from the server to a page, changed, and back again.

A row that the web application wrote with every column set is changed on one computer through what
its page saves with, reaches the server and the member's other computer, and everything that was
not the member's to change is there as it was: other columns, and keys of JSON that we do not know.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from desktop.core.ids import natural_id, new_id
from desktop.domain.moments import MomentDraft
from desktop.domain.vision import CODES
from desktop.services.entries import EntryDraft
from tests.backend.samples import DOCUMENTED, full_row

SERVER = {"updated_at"}
THEN = datetime(2026, 2, 3, 4, 5, 6, 789000, UTC)
OURS = {"being": "calm", "doing": "I swim", "receiving": "light"}


def _journal(workspace, row):
    draft = EntryDraft(date(2026, 4, 5), "Other words.", "calm", ("new", "with, comma"))
    workspace.journal.save(row["id"], draft, "s")
    return {
        "entry_date": "2026-04-05", "content": "Other words.", "mood": "calm",
        "tags": ["new", "with, comma"],
    }  # fmt: skip


def _moment(keeper, names):
    def change(workspace, row):
        of = getattr(workspace, keeper)
        of.save(row["id"], MomentDraft(THEN, "Calm", 7, "By the sea"), of.get(row["id"]).draft)
        return dict(zip(names, (THEN.isoformat(), "Calm", 7, "By the sea"), strict=True))

    return change


def _page(keeper, **values):
    """Save as a page does whose draft holds these columns."""

    def change(workspace, row):
        base = {name: row[name] for name in values}
        getattr(workspace, keeper).save(row["id"], values, "s", base)
        return values

    return change


def _paper(workspace, row):
    content = {**row["content"], "gratitude": "The sea", "tasks": ["Swim", "", ""]}
    draft = {"paper_date": row["paper_date"], "content": content, "completed": False}
    workspace.papers.save(row["id"], draft, "s", {name: row[name] for name in draft})
    return {"content": content, "completed": False}


def _state(workspace, row):
    blueprint = {**row["blueprint_data"], "loops": [OURS]}
    values = {"transcript": "I say.", "ideal_state": "I see.", "blueprint_data": blueprint}
    base = {name: row[name] for name in values}
    workspace.category_states.save(row["category"], values, "s", base)
    return values


def _vision(workspace, row):
    texts = {code: f"I live {code}." for code in CODES}
    about = {"title": "Mine", "perspective": "singular", "activation_message": "Go."}
    base = {name: row[name] for name in (*texts, *about)}
    workspace.visions.save(row["id"], texts | about, "s", base)
    workspace.vision_steps.complete(row["id"])
    workspace.vision_steps.make_active(row["id"])
    kept = workspace.visions.get(row["id"])
    # What follows from the texts is told by its own tests; here, that it travels.
    assert (kept["completion_percent"], kept["richness_metadata"]["a"]) == (100, {"deep": 1.5})
    follows = {
        n: kept[n] for n in ("completion_percent", "richness_metadata", "refined_categories")
    }
    return texts | about | follows | {"status": "complete", "is_draft": False, "is_active": True}


CHANGES = {
    "journal_entries": _journal,
    "emotional_snapshots": _moment(
        "check_ins", ("snapshot_date", "emotion_type", "intensity", "notes")
    ),
    "vibrational_events": _moment(
        "events", ("event_date", "event_type", "vibration_level", "description")
    ),
    "scenes": _page(
        "scenes", category="travel", scene_title="House", scene_text="There.", essence_word="joy"
    ),
    "frequency_flip": _page(
        "flips", category="work", input_text="I am late.", clarity_seed="I have time."
    ),
    "daily_papers": _paper,
    "life_vision_category_state": _state,
    "vision_versions": _vision,
}
# What a member has no field for: ids, the day and the category that a row is for, when it was
# begun, the number of a version, what VIVA heard, and what is known of a recording.
KEPT = {
    "daily_papers": {"paper_date"},
    "life_vision_category_state": {"category", "ai_summary"},
    "vision_versions": {
        "version_number", "has_audio", "audio_url", "audio_duration", "voice_type",
        "background_music", "last_audio_generated_at",
    },
}  # fmt: skip
ALWAYS_KEPT = {"id", "user_id", "created_at"}


def test_every_column_goes_there_and_back(devices, backend, member):
    desk, lap = devices
    rows = {table: put_on_server(backend, member, table) for table in CHANGES}
    for device in devices:
        assert device.sync()["held"] == []
        for table, row in rows.items():
            assert seen(device.row(row["id"], table)) == seen(row), table
    with desk.workspace() as workspace:
        changed = {
            table: change(workspace, workspace.rows.get(table, rows[table]["id"]))
            for table, change in CHANGES.items()
        }
    for table, values in changed.items():
        assert set(values) == members_own(table)
        assert all(rows[table][name] != value for name, value in values.items()), table
    for device in (desk, lap, desk):
        report = device.sync()
        assert (report["held"], report["conflicts"]) == ([], 0)
    for table, row in rows.items():
        expected = seen(row) | seen(changed[table])
        assert seen(on_server(backend, table, row["id"])) == expected, table
        assert seen(desk.row(row["id"], table)) == expected, table
        assert seen(lap.row(row["id"], table)) == expected, table


def members_own(table):
    """The columns that a page of the member changes."""
    names = {column["name"] for column in DOCUMENTED[table]["columns"]}
    return names - ALWAYS_KEPT - SERVER - KEPT.get(table, set())


def put_on_server(backend, member, table):
    """A row with every column set, of the id that it would have here."""
    row = full_row(table, member)
    if table == "daily_papers":
        row["content"] = {"tasks": ["a", "b", "c"], "of_web": {"deep": [1, None, "x"]}}
        row["id"] = natural_id(member.id, table, [row["paper_date"]])
    if table == "life_vision_category_state":
        row["blueprint_data"] = {"loops": [], "of_web": {"deep": [1, None, "x"]}}
    if table == "vision_versions":
        row["refined_categories"] = ["health"]
        row |= {"is_active": False, "id": new_id()}
    with backend.service() as service:
        assert service.post(f"/{table}", json=row).status_code == 201
    return row


def on_server(backend, table, row_id):
    """The row as PostgreSQL holds it."""
    ((row,),) = backend.sql(f"SELECT to_jsonb(t) FROM {table} t WHERE id = %s", (row_id,))
    return row


def seen(row):
    """The values alone: moments compare as such, and the server's own stamp is left out."""
    return {name: _plain(value) for name, value in row.items() if name not in SERVER}


def _plain(value):
    if isinstance(value, str) and len(value) > len("2026-01-01T"):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            return value
    return value
