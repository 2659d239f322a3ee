"""Papers, scenes and flips that two computers of a member write through their pages."""

from __future__ import annotations

from datetime import date

from desktop.core.ids import new_id

DAY = date(2026, 3, 31)


def write_paper(device, base=None, *, completed=False, **parts):
    """Write into the paper of the day as its page does, on top of what the page began with."""
    blank = {"gratitude": "", "tasks": ["", "", ""], "fun_plan": ""}
    with device.workspace() as workspace:
        row_id, row = workspace.papers.paper_of(DAY)
        before = base or (row and {name: row[name] for name in ("content", "completed")})
        content = {**(before["content"] if before else blank), **parts}
        draft = {"paper_date": DAY.isoformat(), "content": content, "completed": completed}
        return workspace.papers.save(row_id, draft, new_id(), before)


def paper(device):
    with device.workspace() as workspace:
        assert len(workspace.papers.ids()) == 1
        return workspace.papers.paper_of(DAY)[1]


def in_turn(*devices):
    for device in devices:
        assert device.sync()["held"] == []


def test_a_paper_begun_on_both_stays_one_with_the_words_and_ticks_of_both(devices):
    desk, lap = devices
    write_paper(desk, tasks=["Swim", "", ""], tasks_done={"Swim": True}, gratitude="The sea")
    write_paper(lap, tasks=["Rest", "", ""], tasks_done={"Rest": True}, fun_plan="Dance")
    in_turn(desk, lap, desk)
    assert paper(desk) == paper(lap)
    content = paper(desk)["content"]
    assert (content["gratitude"], content["fun_plan"]) == ("The sea", "Dance")
    assert content["tasks_done"] == {"Swim": True, "Rest": True}
    assert {"Swim", "Rest"} <= set(content["tasks"])


def test_ticks_of_both_stand_and_a_key_of_the_web_application_stays(devices):
    desk, lap = devices
    write_paper(desk, tasks=["Swim", "Rest", "Write"], mine={"of": ["the web", 1]})
    in_turn(desk, lap)
    write_paper(desk, tasks_done={"Swim": True})
    write_paper(lap, tasks_done={"Write": True}, completed=True)
    in_turn(desk, lap, desk)
    assert paper(desk) == paper(lap)
    row = paper(desk)
    assert row["completed"] is True
    assert row["content"]["tasks"] == ["Swim", "Rest", "Write"]
    assert row["content"]["tasks_done"] == {"Swim": True, "Write": True}
    assert row["content"]["mine"] == {"of": ["the web", 1]}


def test_scenes_and_flips_merge_their_columns(devices):
    desk, lap = devices
    scene = desk.put(
        {"category": "home", "scene_title": "House", "scene_text": "One.\n\nTwo."}, table="scenes"
    )[0]
    flip = desk.put({"input_text": "I am late."}, table="frequency_flip")[0]
    in_turn(desk, lap)
    with desk.workspace() as workspace:
        base = {"scene_text": "One.\n\nTwo.", "essence_word": None}
        workspace.scenes.save(
            scene["id"], {"scene_text": "One, here.\n\nTwo.", "essence_word": "calm"}, "s", base
        )
        workspace.flips.save(flip["id"], {"category": "work"}, "s", {"category": None})
    with lap.workspace() as workspace:
        base = {"scene_text": "One.\n\nTwo.", "category": "home"}
        workspace.scenes.save(
            scene["id"], {"scene_text": "One.\n\nTwo, there.", "category": "travel"}, "s", base
        )
        workspace.flips.save(
            flip["id"], {"clarity_seed": "I have time."}, "s", {"clarity_seed": None}
        )
    in_turn(desk, lap, desk)
    for device in devices:
        row = device.row(scene["id"], "scenes")
        assert row["scene_text"] == "One, here.\n\nTwo, there."
        assert (row["category"], row["essence_word"]) == ("travel", "calm")
        row = device.row(flip["id"], "frequency_flip")
        assert (row["input_text"], row["clarity_seed"]) == ("I am late.", "I have time.")
        assert row["category"] == "work"


def test_what_is_deleted_on_one_goes_on_the_other_and_comes_back_from_its_trash(devices):
    desk, lap = devices
    scene = desk.put({"scene_title": "House"}, table="scenes")[0]
    in_turn(desk, lap)
    with desk.workspace() as workspace:
        workspace.scenes.delete(scene["id"])
    in_turn(desk, lap)
    with lap.workspace() as workspace:
        assert workspace.scenes.ids() == []
        (item,) = workspace.trash.items()
        assert item.origin == "sync"
        workspace.trash.restore(item.id)
    in_turn(lap, desk)
    assert desk.row(scene["id"], "scenes")["scene_title"] == "House"
