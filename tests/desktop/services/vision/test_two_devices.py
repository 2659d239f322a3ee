"""Two devices and one server: visions activated, numbered and written apart become one again."""

from __future__ import annotations

import pytest

from desktop.domain.vision import State
from desktop.services.telling import notice_sentence
from desktop.services.vision.states import CategoryStates
from desktop.services.vision.steps import Steps
from desktop.services.vision.visions import Visions
from desktop.store.attic import LocalAttic
from desktop.store.rows import Rows
from desktop.store.rules import restore_rules
from desktop.store.schema import specs
from sync.cancel import CancelToken
from sync.engine import Engine, RunOptions
from sync.local.ledger import Ledger
from sync.local.sqlite_store import SqliteStore
from sync.remote.memory import MemoryServer
from tests.sync.test_engine_on_store import StoreDevice
from tests.sync.world import MEMBER

VISIONS, STATES = "vision_versions", "life_vision_category_state"


class Device(StoreDevice):
    """One computer of a member with the services of the vision on it."""

    def __init__(self, server, folder):
        folder.mkdir()
        super().__init__(server, folder)
        self.rows_of = Rows(self.db, MEMBER)
        self.visions = Visions(self.db, lambda: self.rows_of)
        self.steps = Steps(self.db, lambda: self.rows_of, self.visions)
        self.states = CategoryStates(self.db, lambda: self.rows_of, MEMBER, self.visions)

    def sync(self, **options):
        """A run as the application makes it: domain rules are restored after it."""
        self.server.clock.advance(10)
        store = SqliteStore(self.database.connect, self.database.Error)
        engine = Engine(
            store=store,
            remote=self.remote,
            specs=specs(),
            clock=self.clock,
            account_id=MEMBER,
            attic=LocalAttic(),
            after_sync=restore_rules,
            workers=0,
        )
        return engine.run(CancelToken(), None, RunOptions(**options))

    def write(self, row_id, session="s", **texts):
        before = self.visions.get(row_id)
        self.visions.save(row_id, texts, session, {name: before[name] for name in texts})
        self.visions.leave(row_id)

    def states_of_versions(self):
        return {line.id: (line.number, line.state) for line in self.visions.first_page()}


@pytest.fixture
def devices(tmp_path):
    server = MemoryServer(specs().values())
    made = [Device(server, tmp_path / name) for name in ("one", "two")]
    yield made
    for device in made:
        device.db.close()


@pytest.fixture
def shared(devices):
    """Two versions with words that both devices have; the first is active."""
    one, two = devices
    first = one.steps.new_draft()
    one.write(first, fun="I play.", love="I love.")
    one.steps.make_active(first)
    second = one.steps.new_from(first)
    one.write(second, fun="I play and I dance.")
    settle(one, two)
    return first, second


def settle(*devices):
    for _ in range(3):
        for device in devices:
            device.sync()


def test_after_two_choices_one_version_is_active_on_both(devices, shared):
    one, two = devices
    third = two.steps.new_from(shared[0])
    settle(*devices)
    one.steps.make_active(shared[1])
    two.steps.make_active(third)
    settle(*devices)
    assert one.states_of_versions() == two.states_of_versions()
    active = [i for i, (_n, state) in one.states_of_versions().items() if state is State.ACTIVE]
    assert len(active) == 1
    assert active[0] in {shared[1], third}
    assert one.visions.active_id() == two.visions.active_id() == active[0]


def test_what_the_rules_put_right_is_told_by_the_report_that_is_kept(devices, shared):
    one, two = devices
    one.steps.new_from(shared[0])
    two.steps.new_from(shared[1])
    one.sync()
    two.sync()
    (last,) = Ledger(two.db).last_reports(1)
    (notice,) = last["notices"]
    assert notice_sentence(notice).startswith("Two visions had the same number.")


def test_two_drafts_with_one_number_get_numbers_of_their_own(devices, shared):
    one, two = devices
    made = {one.steps.new_from(shared[0]), two.steps.new_from(shared[1])}
    settle(*devices)
    assert one.states_of_versions() == two.states_of_versions()
    assert {one.states_of_versions()[row_id][0] for row_id in made} == {3, 4}


def test_parts_written_apart_are_both_there_and_counted_at_the_next_save(devices, shared):
    one, two = devices
    one.write(shared[1], health="I am well.")
    two.write(shared[1], money="It flows.")
    settle(*devices)
    for device in devices:
        vision = device.visions.version(shared[1])
        assert (vision.texts["health"], vision.texts["money"]) == ("I am well.", "It flows.")
        assert vision.completion == 28
        assert set(vision.refined) == {"fun", "health", "money"}
        own = device.visions.get(shared[1])["richness_metadata"]["desktop"]
        assert {"health", "money"} <= set(own)
    one.write(shared[1], home="A garden.")
    assert one.visions.get(shared[1])["completion_percent"] == 35


def test_the_flow_of_a_category_begun_on_both_devices_is_one_row(devices):
    one, two = devices
    one.states.save("fun", {"transcript": "Said here"}, "s")
    two.states.save("fun", {"ideal_state": "Seen there", "blueprint_data": [{"being": "x"}]}, "s")
    settle(*devices)
    for device in devices:
        state = device.states.state("fun")
        assert (state.transcript, state.ideal_state) == ("Said here", "Seen there")
        assert [loop.being for loop in state.loops] == ["x"]
    assert one.states.row_id("fun") == two.states.row_id("fun")


VALUES = {
    "version_number": 7, "title": "Mine", "status": "complete", "completion_percent": 50,
    "perspective": "plural", "has_audio": True, "audio_url": "https://x/y.mp3",
    "audio_duration": "3:25", "voice_type": "alloy", "background_music": "sea",
    "last_audio_generated_at": "2026-03-01T10:00:00+00:00", "activation_message": "Go on.",
    "richness_metadata": {"fun": {"density": "high", "inputChars": 500}},
    "refined_categories": ["fun"], "is_draft": False, "is_active": True,
    "created_at": "2026-01-02T03:04:05+00:00",
    "transcript": "Said", "ai_summary": "Told", "ideal_state": "Seen",
    "blueprint_data": {"loops": [{"being": "x", "odd": [1, None]}], "summary": "y"},
    "category": "fun",
}  # fmt: skip


@pytest.mark.parametrize("table", [VISIONS, STATES])
def test_every_column_goes_round(devices, table):
    one, two = devices
    spec = specs()[table]
    names = [n for n in spec.names if n not in {"id", "user_id", "updated_at"}]
    given = {n: VALUES.get(n, f"Text of {n}.\n\nÜ 🌱") for n in names}
    row_id = one.rows_of.put(table, given)
    settle(*devices)
    there = two.rows_of.get(table, row_id)
    assert there == one.rows_of.get(table, row_id)
    changed = "title" if table == VISIONS else "transcript"
    two.rows_of.put(table, {"id": row_id, changed: "Changed there"})
    settle(*devices)
    back = one.rows_of.get(table, row_id)
    assert back == two.rows_of.get(table, row_id)
    assert {n: back[n] for n in names if n != changed} == {
        n: there[n] for n in names if n != changed
    }
    assert back[changed] == "Changed there"
