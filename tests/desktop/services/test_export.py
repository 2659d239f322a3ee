"""Everything in one ZIP file: what is in it is whole, readable and safe, or there is no file."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import stat
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import messages
from desktop.core.errors import AppError, InvalidInput
from desktop.core.ids import LOCAL_USER_ID
from desktop.core.phrases import Phrase
from desktop.domain import vision
from desktop.services.evidence import Evidence
from desktop.services.export import archive
from desktop.services.export.course import Course, Stopped
from desktop.services.export.exporting import Source, export_everything
from desktop.services.export.markdown import page
from desktop.services.templates import Templates
from desktop.store.schema import specs, two_way
from sync.spec import Mode
from sync.values import canonical_json, from_server
from tests.desktop.cli.test_all_tables import CHOICES, VALUES, full_row

DAY = "2026-11-22"
TITLES = [
    "- [x] : # & *anchor !tag {a: b} 'quoted' \"twice\"",
    "שלום, עולם! مرحبا",
    "👩‍👩‍👧 at the sea \u2028 and \u0085 back \ufeff",
    "---",
    "../../../etc/passwd",
    "CON",
    "null",
    "2026-11-22-2",
    "",
]


@pytest.fixture
def source(database):
    return Source(database, LOCAL_USER_ID)


@pytest.fixture
def write(source, tmp_path):
    """Export to a file, and open it."""
    opened = []

    def run(name="all.zip", **how):
        done = export_everything(source, tmp_path / name, how.pop("course", Course()), **how)
        opened.append(zipfile.ZipFile(done.path))
        return opened[-1]

    yield run
    for one in opened:
        one.close()


def left_in(folder):
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def text_of(made, name):
    return made.read(name).decode()


def below(made, folder):
    return [name for name in made.namelist() if name.startswith(f"{folder}/")]


def read_back(text):
    """The facts and the words of a page; a line of its front matter that is no YAML fails."""
    front, rest = text.removeprefix("---\n").split("\n---\n", 1)
    facts = {}
    for line in front.split("\n"):
        name, value = re.fullmatch(r"([a-z_]+): (.+)", line).groups()
        # All that YAML allows without quotes here are days, numbers and the two truths.
        plain = re.fullmatch(r"\d{4}-\d\d-\d\d", value)
        facts[name] = value if plain else json.loads(value)
        assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", value)
    return facts, rest.removeprefix("\n").removesuffix("\n")


def put_of_the_server(connection):
    """A row in every table that is only read here."""
    for spec in specs().values():
        if spec.mode is Mode.GENERIC:
            body = '{"id":"%s","words":"of the server"}'
            for row_id in ("a", "b"):
                connection.execute(
                    "INSERT INTO generic_rows (tbl, row_id, owner, data, hash) VALUES (?,?,?,?,?)",
                    (spec.name, row_id, LOCAL_USER_ID, body % row_id, "x"),
                )
        elif spec.mode is not Mode.TWO_WAY:
            values = {
                c.name: from_server(c.kind, CHOICES.get((spec.name, c.name), VALUES.get(c.kind)))
                for c in spec.columns
            }
            values |= {"id": "5a1f0000-0000-4000-8000-000000000001"}
            names = ", ".join(f'"{name}"' for name in values)
            marks = ", ".join("?" * len(values))
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute(
                f'INSERT INTO "{spec.name}" ({names}) VALUES ({marks})', [*values.values()]
            )


def test_every_row_of_every_table_is_there(rows, connection, write):
    ids = {}
    for spec in two_way():
        ids[spec.name] = rows.put(spec.name, full_row(spec, ids))
    put_of_the_server(connection)
    made = write()
    assert below(made, "Data") == [f"Data/{table}.jsonl" for table in sorted(specs())]
    for table in specs():
        lines = text_of(made, f"Data/{table}.jsonl")
        assert lines == "".join(f"{canonical_json(row)}\n" for row in rows.walk(table)), table
        assert lines.count("\n") >= 1
    assert made.testzip() is None


def test_entries_have_their_facts_and_their_words_back_as_they_were(rows, write):
    kept = {}
    for number, title in enumerate(TITLES):
        row = {"entry_date": DAY, "content": f"{title}\n\nsecond\r\npart {number}"}
        row |= {"mood": title[:50] or None, "tags": [title[:80] or "none", "two, three"]}
        kept[rows.put("journal_entries", row)] = row
    made = write()
    names = below(made, "Journal")
    assert len({name.casefold() for name in names}) == len(TITLES)
    for name in names:
        assert re.fullmatch(r"Journal/2026/2026-11-22(-\d)?( [^/\\]+)?\.md", name)
        facts, words = read_back(text_of(made, name))
        row = kept.pop(facts.pop("id"))
        assert words == row["content"]
        assert facts.pop("date") == DAY
        assert (facts.pop("mood", None), facts.pop("tags")) == (row["mood"], row["tags"])
        assert set(facts) == {"created_at", "updated_at"}
    assert not kept


@given(st.text(), st.lists(st.text()))
def test_any_text_comes_back_out_of_the_front_matter(mood, tags):
    facts, words = read_back(page({"mood": mood, "tags": tags, "done": False}, "---\n# words"))
    assert facts == {"mood": mood, "tags": tags, "done": False}
    assert words == "---\n# words"


def test_a_long_entry_and_one_without_a_day_are_whole(rows, connection, write):
    long = "A word and another. " * 55_000
    rows.put("journal_entries", {"entry_date": DAY, "content": long})
    lost = rows.put("journal_entries", {"entry_date": DAY, "content": "Lost"})
    connection.execute(
        "UPDATE journal_entries SET entry_date = NULL, created_at = NULL WHERE id = ?", (lost,)
    )
    made = write()
    assert below(made, "Journal")[0] == "Journal/Without a day/Without a day Lost.md"
    assert read_back(text_of(made, below(made, "Journal")[1]))[1] == long


def test_a_vision_has_its_parts_under_headings_in_their_order(rows, write):
    texts = {code: f"Words of {code}." for code in vision.CODES}
    for number, state in ((3, {"is_active": True}), (3, {}), (None, {})):
        rows.put(
            "vision_versions",
            {"version_number": number, "title": "Mine", "status": "complete", **texts, **state},
        )
    made = write()
    assert sorted(below(made, "Vision")) == [
        "Vision/Version (complete).md", "Vision/Version 3 (active).md",
        "Vision/Version 3-2 (complete).md",
    ]  # fmt: skip
    facts, words = read_back(text_of(made, "Vision/Version 3 (active).md"))
    assert (facts["version"], facts["state"], facts["title"]) == (3, "active", "Mine")
    found = re.findall(r"^## (.+)\n\n(.+)$", words, re.MULTILINE)
    assert found == [(part.label, f"Words of {part.code}.") for part in vision.PARTS]


def test_the_way_to_the_vision_is_a_page_for_each_category(rows, write):
    loops = [{"being": "I am at ease", "doing": "I swim", "receiving": "Joy", "essence": "Play"}]
    rows.put(
        "life_vision_category_state",
        {"category": "fun", "transcript": "I miss\n\nthe lake", "blueprint_data": loops},
    )
    facts, words = read_back(text_of(write(), "Vision flow/Fun Recreation.md"))
    assert facts["category"] == "fun"
    assert words == (
        "# Fun / Recreation\n\n## Transcript\n\nI miss\n\nthe lake\n\n## Blueprint\n\n"
        "- Being: I am at ease\n  Doing: I swim\n  Receiving: Joy\n  Essence: Play"
    )


def test_scenes_flips_papers_and_templates_are_pages(rows, connection, write):
    scene = {"scene_title": "The lake", "scene_text": "Still.", "category": "fun"}
    rows.put("scenes", {**scene, "essence_word": "Calm"})
    rows.put("frequency_flip", {"input_text": "Too late", "clarity_seed": "I have time"})
    content = {"gratitude": "Bread", "tasks": ["Walk", "Ring Mum", ""], "fun_plan": "Dance"}
    content["tasks_done"] = {"Walk": True}
    rows.put("daily_papers", {"paper_date": DAY, "content": content, "completed": True})
    Templates(connection).keep("template", "Morning", "How do I feel?")
    made = write()
    (scene,) = below(made, "Scenes")
    facts, words = read_back(text_of(made, scene))
    assert scene.endswith(" The lake.md")
    assert (facts["category"], facts["essence"], words) == ("fun", "Calm", "# The lake\n\nStill.")
    (flip,) = below(made, "Frequency flips")
    assert flip.endswith(" I have time.md")
    words = read_back(text_of(made, flip))[1]
    assert words == "## Contrast\n\nToo late\n\n## Clarity\n\nI have time"
    facts, words = read_back(text_of(made, f"Daily papers/{DAY}.md"))
    assert (facts["date"], facts["completed"]) == (DAY, True)
    assert "Bread" in words
    assert "- [x] Walk\n- [ ] Ring Mum\n\n" in words
    assert read_back(text_of(made, "Templates/01 Morning.md"))[1] == "How do I feel?"


def test_what_this_device_alone_has_is_among_the_data(connection, rows, write):
    kept = Templates(connection).keep("prompt", "", "What is easy?")
    entry = rows.put("journal_entries", {"entry_date": DAY, "content": "It came true"})
    version = rows.put("vision_versions", {"version_number": 1, "fun": "It comes true."})
    noted = Evidence(connection)
    noted.link(entry, noted.sentences(version)[0], "It came true")
    made = write()
    template = json.loads(text_of(made, "Data/local_templates.jsonl"))
    assert (template["id"], template["body"]) == (kept.id, "What is easy?")
    evidence = json.loads(text_of(made, "Data/local_evidence.jsonl"))
    assert (evidence["entry_id"], evidence["quote"]) == (entry, "It came true")


def test_moments_are_tables_with_the_times_of_this_clock(rows, write, in_zone):
    in_zone("Europe/Berlin")
    notes = 'Two\nlines, "quoted"; = 🌊'
    moment = "2026-11-22T23:30:00+00:00"
    rows.put(
        "emotional_snapshots",
        {"snapshot_date": moment, "emotion_type": "Calm", "intensity": 7, "notes": notes},
    )
    rows.put("vibrational_events", {"event_date": moment, "event_type": "A call"})
    made = write()
    (found,) = csv.DictReader(io.StringIO(made.read("Check-ins.csv").decode("utf-8-sig"), ""))
    assert (found["date"], found["time"], found["emotion"]) == ("2026-11-23", "00:30", "Calm")
    assert (found["intensity"], found["notes"]) == ("7", notes)
    (found,) = csv.DictReader(io.StringIO(made.read("Vibrational events.csv").decode("utf-8-sig")))
    assert (found["event"], found["vibration_level"]) == ("A call", "")


def test_what_lies_in_the_trash_stays_there(rows, write):
    gone = rows.put("journal_entries", {"entry_date": DAY, "content": "Thrown away"})
    rows.delete("journal_entries", gone)
    made = write()
    assert made.namelist() == ["README.txt"]
    assert "not encrypted" in text_of(made, "README.txt")


def test_the_readme_names_what_is_there_in_the_members_language(rows, write):
    rows.put("journal_entries", {"entry_date": DAY, "content": "Words"})

    def say(text):
        return {"Journal": "Tage/buch", "Scenes": "Data"}.get(text, text)

    made = write(say=say)
    assert below(made, "Journal")  # two places of one name would be one: then all stay English
    made = write("again.zip", say=lambda text: {"Journal": "Tage/buch"}.get(text, text))
    assert below(made, "Tage buch/2026") == below(made, "Tage buch")
    assert "- Tage buch: your entries" in text_of(made, "README.txt")
    assert "Scenes" not in text_of(made, "README.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="rights are those of Unix")
def test_the_file_is_for_its_owner_alone(rows, write, tmp_path):
    rows.put("journal_entries", {"entry_date": DAY, "content": "Words"})
    made = write()
    assert stat.S_IMODE((tmp_path / "all.zip").stat().st_mode) == 0o600
    assert {info.external_attr >> 16 for info in made.infolist()} == {0o600}


def test_more_files_than_the_old_format_holds_are_all_found(tmp_path):
    number = 70_000
    with archive.archive_at(tmp_path / "many.zip", overwrite=False) as made:
        for one in range(number):
            made.write(f"{one} ü.txt", str(one))
    with zipfile.ZipFile(tmp_path / "many.zip") as found:
        assert len(found.namelist()) == number
        assert found.read(f"{number - 1} ü.txt") == str(number - 1).encode()


def test_a_file_in_the_way_stays_unless_it_may_go(rows, write, tmp_path):
    (tmp_path / "all.zip").write_text("precious")
    with pytest.raises(InvalidInput, match="already"):
        write()
    assert (tmp_path / "all.zip").read_text() == "precious"
    assert left_in(tmp_path) == ["all.zip"]
    assert write(overwrite=True).namelist() == ["README.txt"]
    assert left_in(tmp_path) == ["all.zip"]


def test_a_file_that_comes_into_the_way_meanwhile_stays(tmp_path):
    path = tmp_path / "all.zip"
    with (
        pytest.raises(InvalidInput, match="already"),
        archive.archive_at(path, overwrite=False),
    ):
        path.write_text("precious")
    assert path.read_text() == "precious"
    assert left_in(tmp_path) == ["all.zip"]


def test_what_a_sudden_end_left_goes_with_the_next_export(write, tmp_path):
    left, at_work = (tmp_path / f".vibrationfit-{name}.part" for name in ("left", "at work"))
    for part in (left, at_work):
        part.write_text("words")
    os.utime(left, (1_000_000_000, 1_000_000_000))
    write()
    assert left_in(tmp_path) == [at_work.name, "all.zip"]


class FullDisk(io.FileIO):
    """A file on a disk that takes a little and no more."""

    def write(self, data):
        if self.tell() + len(data) > 3_000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


def test_a_full_disk_is_told_and_leaves_nothing(rows, write, tmp_path, monkeypatch):
    for number in range(40):
        rows.put("journal_entries", {"entry_date": DAY, "content": f"{os.urandom(200)} {number}"})
    monkeypatch.setattr(archive, "_made", lambda part: FullDisk(part, "xb"))
    with pytest.raises(AppError) as told:
        write()
    assert told.value.sentence == messages.DISK_FULL
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("name", ["no such folder/all.zip", "a file/all.zip"])
def test_a_place_that_cannot_be_written_is_told(write, tmp_path, name):
    (tmp_path / "a file").write_text("")
    with pytest.raises(AppError, match=r"cannot be written there: .* Choose another"):
        write(name)
    assert left_in(tmp_path) == ["a file"]


@pytest.mark.parametrize("name", ["all.zip", "", "/"])
def test_a_folder_is_told_and_stays(write, tmp_path, name):
    (tmp_path / "all.zip").mkdir()
    with pytest.raises(AppError, match="Choose another"):
        write(name, overwrite=True)
    assert (tmp_path / "all.zip").is_dir()
    assert left_in(tmp_path) == []


def test_an_export_that_is_stopped_leaves_nothing(rows, write, tmp_path):
    rows.put("journal_entries", {"entry_date": DAY, "content": "Words"})
    course = Course()
    course.stop()
    (tmp_path / "all.zip").write_text("precious")
    with pytest.raises(Stopped, match="No file was written"):
        write(course=course, overwrite=True)
    assert (tmp_path / "all.zip").read_text() == "precious"
    assert left_in(tmp_path) == ["all.zip"]


def test_what_is_written_meanwhile_neither_waits_nor_gets_in(rows, write):
    rows.put("journal_entries", {"entry_date": DAY, "content": "Before"})
    written = []

    def say(text):
        # Spoken in the middle of the export, after it has begun to read.
        if isinstance(text, Phrase) and not written:
            written.append(rows.put("journal_entries", {"entry_date": DAY, "content": "After"}))
        return str(text)

    made = write(say=say, course=Course(breathes=True))
    assert len(below(made, "Journal")) == 1
    assert text_of(made, "Data/journal_entries.jsonl").count("\n") == 1
    assert len(rows.list("journal_entries")) == 2


def test_how_far_it_is_ends_with_all(rows, write):
    for number in range(7):
        rows.put("journal_entries", {"entry_date": DAY, "content": str(number)})
    rows.put("emotional_snapshots", {"emotion_type": "Calm", "intensity": 7})
    course = Course()
    assert course.percent == 0
    write(course=course)
    assert (course.percent, course.done) == (100, course.total)
