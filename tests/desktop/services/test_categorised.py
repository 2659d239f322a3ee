"""Scenes and flips on a real database: by category, whatever the server calls it."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.errors import InvalidInput
from desktop.core.ids import new_id
from desktop.domain.categories import CODES
from desktop.domain.scenes import LONGEST_ESSENCE, essence
from desktop.services.flips import Flips
from desktop.services.scenes import SceneLine, Scenes

SCENE = {
    "category": "home",
    "scene_title": "The house",
    "scene_text": "# By the sea\nIt is morning.",
    "essence_word": "peace",
}


@pytest.fixture
def scenes(connection, rows):
    return Scenes(connection, lambda: rows)


@pytest.fixture
def flips(connection, rows):
    return Flips(connection, lambda: rows)


def test_rows_are_listed_newest_first_by_category(scenes, rows):
    ids = {}
    for number, category in enumerate(["home", None, "pets", "", "home"]):
        ids[number] = rows.put(
            "scenes", {**SCENE, "category": category,
                       "created_at": f"2026-01-0{number + 1}T12:00:00Z"}
        )  # fmt: skip
    assert scenes.ids() == [ids[n] for n in (4, 3, 2, 1, 0)]
    assert scenes.ids("home") == [ids[4], ids[0]]
    assert scenes.ids("") == [ids[3], ids[1]]
    assert scenes.ids("pets") == [ids[2]]
    assert scenes.ids("money") == []
    counts = scenes.counts()
    assert [code for code, _ in counts] == [*CODES, "pets", ""]
    assert {code: n for code, n in counts if n} == {"home": 2, "pets": 1, "": 2}
    assert [line.id for line in scenes.first_page(2)] == [ids[4], ids[3]]


def test_a_line_shows_what_there_is(scenes, rows, connection):
    row_id = rows.put("scenes", {**SCENE, "created_at": "2026-01-05T12:00:00Z"})
    assert scenes.lines([row_id, "gone"]) == [
        SceneLine(row_id, date(2026, 1, 5), "home", "The house", "By the sea", "peace")
    ]
    connection.execute(
        "UPDATE scenes SET created_at = NULL, category = NULL, scene_title = NULL, "
        "scene_text = NULL, essence_word = NULL"
    )
    assert scenes.lines([row_id]) == [SceneLine(row_id, None, "", "", "", "")]


def test_an_essence_is_one_word(scenes):
    row_id = new_id()
    with pytest.raises(InvalidInput, match="one single word"):
        scenes.save(row_id, {**SCENE, "essence_word": "deep peace"}, "s")
    kept = scenes.save(row_id, {**SCENE, "essence_word": "  well-being "}, "s")
    assert kept["essence_word"] == "well-being"
    assert essence(" \n") is None
    with pytest.raises(InvalidInput, match="Shorten"):
        essence("a" * (LONGEST_ESSENCE + 1))


def test_what_the_server_holds_is_kept_while_other_columns_change(scenes, rows):
    row_id = rows.put("scenes", {**SCENE, "essence_word": "three words here", "category": "Pets "})
    row = scenes.get(row_id)
    base = {name: row[name] for name in SCENE}
    kept = scenes.save(row_id, {**base, "scene_title": "Dawn"}, "s", base)
    assert kept == {**row, "scene_title": "Dawn"}
    assert scenes.save(row_id, base, "s")["essence_word"] == "three words here"


def test_a_row_left_without_words_goes(scenes, rows):
    row_id = new_id()
    scenes.save(row_id, SCENE, "s")
    blank = dict.fromkeys(SCENE) | {"category": "home"}
    scenes.save(row_id, blank, "s", SCENE)
    scenes.leave(row_id)
    assert rows.count("scenes") == 0


def test_flips_show_contrast_and_clarity(flips, rows):
    row_id = rows.put("frequency_flip", {"input_text": "I am late.", "category": "work"})
    line = flips.lines([row_id])[0]
    assert (line.contrast, line.clarity, line.category) == ("I am late.", "", "work")
    flips.save(row_id, {"clarity_seed": "I have time."}, "s", {"clarity_seed": None})
    assert flips.lines([row_id])[0].clarity == "I have time."
    number = flips.delete(row_id)
    assert number
    assert flips.ids() == []


def test_a_category_beyond_the_column_is_refused(flips):
    with pytest.raises(InvalidInput):
        flips.save(new_id(), {"input_text": "x", "category": "a" * 51}, "s")
