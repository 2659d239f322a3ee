"""The query language, on a real encrypted database."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.errors import InvalidInput
from desktop.core.ids import LOCAL_USER_ID
from desktop.store.database import Database
from desktop.store.rows import Rows
from desktop.store.search.finding import find
from desktop.store.search.index import SearchIndex

_ENTRIES = {
    "river": ("2024-03-05", "A walk along the river with Zoë.\n\nThe *light* was kind.", "calm",
              ["work life", "River"]),
    "train": ("2024-03-31", "The train was late, the river far away.", "tired", ["work"]),
    "rivers": ("2023-12-31", "Many rivers, one sea.", "Calm & clear", ["c++"]),
    "garden": ("2025-06-01", "On the way home the garden smelled of rain.", None, ["🌱"]),
    "tokyo": ("2022-01-01", "今日はとても良い日でした。 🌞 Sunny!", "🌞", None),
    "old": ("1899-02-28", "An old letter, copied for the family.", None, ["c"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    database = Database(tmp_path_factory.mktemp("search") / "journal.db", bytes(32))
    database.open()
    with contextlib.closing(database.connect()) as connection:
        rows = Rows(connection, LOCAL_USER_ID)
        names = {}
        for name, (day, content, mood, tags) in _ENTRIES.items():
            entry = {"entry_date": day, "content": content, "mood": mood, "tags": tags}
            names[rows.put("journal_entries", entry)] = name
        scene = {"category": "work", "scene_title": "The desk by the window",
                 "scene_text": "I write in the morning sun.", "essence_word": "Ease"}  # fmt: skip
        names[rows.put("scenes", scene)] = "scene"
        vision = {"title": "My life", "money": "Wealth flows.", "health": "I run."}
        names[rows.put("vision_versions", vision)] = "vision"
        index = SearchIndex(connection)
        while index.drain():
            pass
        yield connection, names


@pytest.fixture
def found(library):
    connection, names = library

    def ask(query, *, typing=False):
        return {names[hit.row_id] for hit in find(connection, query, typing=typing).hits}

    return ask


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("river", {"river", "train"}),
        ("RIVER", {"river", "train"}),
        ("river walk", {"river"}),
        ("walk river", {"river"}),
        ("riv*", {"river", "train", "rivers"}),
        ('"along the river"', {"river"}),
        ('"river the along"', set()),
        ("“way home”", {"garden"}),
        ('"the gar"*', {"garden"}),
        ("river -train", {"river"}),
        ('river -"river far"', {"river"}),
        ("zoe", {"river"}),
        ("ZOË", {"river"}),
        ("light", {"river"}),
    ],
)
def test_words_phrases_beginnings_and_exclusions(found, query, names):
    assert found(query) == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ('tag:"work life"', {"river"}),
        ("tag:work", {"train"}),
        ("tag:Work", {"train"}),
        ("TAG:work", {"train"}),
        ("tag:#work", {"train"}),
        ("tag:wor*", {"river", "train"}),
        ('tag:"work li"*', {"river"}),
        ("tag:life", set()),
        ("tag:c", {"old"}),
        ("tag:c++", {"rivers"}),
        ("tag:c*", {"rivers", "old"}),
        ("tag:🌱", {"garden"}),
        ("tag:river river", {"river"}),
        ("-tag:work river", {"river"}),
        ("mood:calm", {"river"}),
        ("mood:calm*", {"river", "rivers"}),
        ('mood:"calm & clear"', {"rivers"}),
        ("mood:🌞", {"tokyo"}),
        ("category:work", {"scene"}),
        ("category:Career", {"scene"}),
        ("category:money", {"vision"}),
        ("category:health category:money", {"vision"}),
        ("category:fun", set()),
        ("tag: garden", {"garden"}),
    ],
)
def test_tags_and_moods_whole_or_by_their_beginning_and_categories(found, query, names):
    assert found(query) == names


def test_a_category_is_not_a_word_of_the_text(found):
    assert "scene" not in found("work")
    assert found("desk ease") == {"scene"}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("before:2024 tag:c*", {"rivers", "old"}),
        ("after:2024-03-31 river", {"train"}),
        ("before:2024-03-31 river", {"river"}),
        ("after:2024-03 before:2024-04", {"river", "train"}),
        ("-before:2024 river", {"river", "train"}),
        ("before:1900", {"old"}),
        ("before:1900-1-1", {"old"}),
        ("before:", set()),
        ("before: river", {"river", "train"}),
    ],
)
def test_days_are_bounded_by_year_month_or_day(found, query, names):
    assert found(query) == names


@pytest.mark.parametrize(
    "query", ["before:2024-13", "after:soon", "before:2024-02-30", "after:0000", "before:20240101"]
)
def test_a_bad_date_is_told_in_a_sentence(found, query):
    with pytest.raises(InvalidInput, match=r"needs a year, a month or a day.*\.$") as fault:
        found(query)
    assert fault.value.field == query.split(":", maxsplit=1)[0]


def test_the_last_word_counts_as_a_beginning_while_a_member_types(found):
    assert found("riv", typing=True) == {"river", "train", "rivers"}
    assert found("riv ", typing=True) == set()
    assert found('"along the riv', typing=True) == {"river"}
    assert found('"along the riv"', typing=True) == set()
    assert found("riv walk", typing=True) == set()
    assert found("riv") == set()


def test_scripts_without_spaces_and_pictographs_are_found(found):
    assert found("良い日") == {"tokyo"}
    assert found("日良") == set()
    assert found("🌞") == {"tokyo"}
    assert found("🌞 sunny") == {"tokyo"}


def test_what_is_excluded_alone_leaves_all_others(found):
    assert found("-river -rivers") == {"garden", "tokyo", "old", "scene", "vision"}
    assert found("-tag:work* -river -category:work -category:health") == {
        "rivers", "garden", "tokyo", "old",
    }  # fmt: skip


@pytest.mark.parametrize("query", ["", "   ", "!!!", "-", "*", '"', '""', "tag:", ": : :", "()"])
def test_nothing_to_look_for_finds_nothing(found, query):
    assert found(query) == set()
    assert found(query, typing=True) == set()


@pytest.mark.parametrize(
    "query",
    ["AND", "river OR", "NOT river", "NEAR(river train)", "river^2", "body:river", "{river}",
     "(river", "river + walk", "a" * 5000, "a " * 500, "-a " * 500, "\x00river", "riv\x00er",
     '"' * 99, "tag:" * 50, "\ud800", "\ue000 \ue003", "tag:\ue001"],
)  # fmt: skip
def test_the_indexs_own_language_means_nothing(found, query):
    found(query)
    found(query, typing=True)


def test_private_characters_do_not_reach_the_marks_of_the_index(found):
    assert found("\ue003") == set()
    assert found("\ue002work") == found("work")


_pieces = st.sampled_from(
    ["tag:", "mood:", "category:", "-", '"', "*", " ", "river", "(", ")", "AND", "OR", "NOT",
     "NEAR", "^", ":", "+", "{", "}", "'", "\\", "\x00", "ß", "🌞", "日", "before:2024 "]
)  # fmt: skip


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.one_of(st.text(max_size=60), st.lists(_pieces, max_size=14).map("".join)), st.booleans())
def test_nothing_that_can_be_typed_is_a_fault(library, query, typing):
    connection, _ = library
    # A date that is none is the one thing that may be wrong.
    with contextlib.suppress(InvalidInput):
        find(connection, query, typing=typing)


def test_a_hit_says_what_where_and_when(library):
    connection, names = library
    (hit,) = find(connection, "walk along").hits
    assert (hit.table, names[hit.row_id]) == ("journal_entries", "river")
    assert hit.day == date(2024, 3, 5)
    assert hit.title == "A walk along the river with Zoë."
    assert hit.snippet == (
        ("A ", False), ("walk", True), (" ", False), ("along", True),
        (" the river with Zoë. The light was kind.", False),
    )  # fmt: skip


def test_a_hit_by_title_tag_or_mood_shows_it(library):
    connection, _ = library

    def marked(query):
        return [text for hit in find(connection, query).hits for text, on in hit.snippet if on]

    assert marked("desk") == ["desk"]
    assert marked('tag:"work life"') == ["work life"]
    assert marked("mood:tired") == ["tired"]
    assert marked("良い日") == ["良い日"]


def test_a_hit_by_day_alone_shows_how_it_begins(library):
    connection, _ = library
    (hit,) = find(connection, "before:1900").hits
    assert hit.snippet == (("An old letter, copied for the family.", False),)


def test_pieces_are_text_and_never_markup(library):
    connection, _ = library
    rows = Rows(connection, LOCAL_USER_ID)
    entry_id = rows.put("journal_entries", {"content": "a <b>bold</b> & \ue004odd\ue005 zebra"})
    SearchIndex(connection).drain()
    (hit,) = find(connection, "zebra bold").hits
    rows.delete("journal_entries", entry_id)
    SearchIndex(connection).drain()
    assert [text for text, on in hit.snippet if on] == ["bold", "zebra"]
    assert "".join(text for text, _ in hit.snippet) == "a <b>bold</b> & odd zebra"
