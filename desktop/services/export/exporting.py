"""Everything a member wrote in one ZIP file: as text to read, and row by row so that nothing lacks.

It reads on a connection of its own, in one transaction: what is written meanwhile neither waits
nor gets in, and the file holds one moment.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from desktop.core.phrases import Phrase
from desktop.domain.filenames import safe_name
from desktop.services.export import pages, tables
from desktop.services.export.archive import Archive, archive_at
from desktop.services.export.course import Course
from desktop.services.export.material import Material, Say
from desktop.services.export.pages import Page
from desktop.services.export.readme import readme
from desktop.services.workspace import Workspace
from desktop.store.database import Database
from desktop.store.faults import translated
from desktop.store.rows import Rows

_FOLDERS: tuple[tuple[Phrase, str, Callable[[Material], Iterator[Page]]], ...] = (
    (Phrase("Journal"), "journal_entries", pages.journal),
    (Phrase("Vision"), "vision_versions", pages.visions),
    (Phrase("Vision flow"), "life_vision_category_state", pages.flow),
    (Phrase("Scenes"), "scenes", pages.scenes),
    (Phrase("Frequency flips"), "frequency_flip", pages.flips),
    (Phrase("Daily papers"), "daily_papers", pages.daily_papers),
    (Phrase("Templates"), "local_templates", pages.templates),
)
_SHEETS: tuple[tuple[Phrase, str, Callable[[Material], Iterator[str]]], ...] = (
    (Phrase("Check-ins"), "emotional_snapshots", tables.check_ins),
    (Phrase("Vibrational events"), "vibrational_events", tables.events),
)
_DATA, _README = "Data", "README.txt"


class Source(NamedTuple):
    """The journal to export; a plain value, for any thread."""

    database: Database
    user_id: str


class Exported(NamedTuple):
    """What was written: where, how many files are in it, and how many rows lie under Data."""

    path: Path
    files: int
    rows: int


def source_of(workspace: Workspace) -> Source:
    """The journal of a workspace."""
    return Source(workspace.database, workspace.user_id)


def export_everything(
    source: Source, path: Path, course: Course, *, overwrite: bool = False, say: Say = str
) -> Exported:
    """Write the file; in any thread.

    Raises Stopped, InvalidInput where a file is in the way, AppError for what the disk does not
    take and for what the database does not give; then nothing is left of it.
    """
    with (
        archive_at(path, overwrite=overwrite) as archive,
        contextlib.closing(source.database.connect()) as connection,
    ):
        with translated():
            connection.execute("BEGIN")
        material = Material(connection, Rows(connection, source.user_id), course, say)
        counts = _counted(material)
        named = _named(say)
        course.total = sum(counts.values()) + sum(counts[table] for table in named)
        archive.write(
            _README, readme(say, {table: named[table] for table in named if counts[table]})
        )
        _write_words(archive, material, named, counts)
        _write_data(archive, material, counts)
        return Exported(path, archive.files, sum(counts.values()))


def _counted(material: Material) -> dict[str, int]:
    """How many rows each table has."""
    counts = {table: material.rows.count(table) for table in tables.names()}
    for table in tables.OWN_TABLES:
        with translated():
            found = material.connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
        counts[table] = int(found[0])
    return counts


def _named(say: Say) -> dict[str, str]:
    """The folder or file of each table that is written to be read, in the member's language."""
    said = {
        **{table: safe_name(say(words)) for words, table, _pages in _FOLDERS},
        **{table: f"{safe_name(say(words))}.csv" for words, table, _lines in _SHEETS},
    }
    # Two that a translation calls the same would lie in one place.
    if len({name.casefold() for name in (*said.values(), _DATA, _README)}) < len(said) + 2:
        return _named(str)
    return said


def _write_words(
    archive: Archive, material: Material, named: dict[str, str], counts: dict[str, int]
) -> None:
    for _words, table, written in _FOLDERS:
        for one in written(material):
            archive.write(f"{named[table]}/{one.path}", one.text)
    for _words, table, lines in _SHEETS:
        if counts[table]:
            archive.stream(named[table], lines(material))


def _write_data(archive: Archive, material: Material, counts: dict[str, int]) -> None:
    found = chain(
        ((table, tables.lines) for table in tables.names()),
        ((table, tables.own_lines) for table in tables.OWN_TABLES),
    )
    for table, lines in found:
        if counts[table]:
            archive.stream(f"{_DATA}/{table}.jsonl", lines(material, table))
