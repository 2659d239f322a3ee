"""Compares whole tables by their manifests: finds what stamps cannot tell, and what vanished."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from sync.discover import confirm, in_its_shape
from sync.errors import Garbled, Rejected, ShapeChanged
from sync.protocols import LastPage, Listed, RemoteRow, Version
from sync.pulling.intake import Intake, same_version
from sync.pulling.pull import walk
from sync.run import Run, Way
from sync.spec import TableSpec

_PAGE = 1000
_BODIES = 500
_MANY = 200

Manifest = Callable[[], list[Listed]]


def ask_manifests(run: Run, specs: Iterable[TableSpec]) -> dict[str, Manifest]:
    """Ask for the first pages of those tables that are not walked through, side by side."""
    listed = [spec for spec in specs if run.ways[spec.name] is Way.LIST]
    return {spec.name: _ask(run, spec, None) for spec in listed}


def compare(run: Run, asked: Mapping[str, Manifest]) -> dict[str, list[str]]:
    """Compare the tables that need it; gives the ids that proved to be gone, by table."""
    gone: dict[str, list[str]] = {}
    doubtful = _doubtful(run)
    firsts = [asked.get(spec.name) or _ask(run, spec, None) for spec in doubtful]
    for spec, first in zip(doubtful, firsts, strict=True):
        vanished = in_its_shape(run, spec, partial(_sweep_from, run, spec, iter([first])))
        if vanished:
            gone[spec.name] = vanished
    return gone


def sweep(run: Run, spec: TableSpec) -> list[str]:
    """Compare one table as a whole and take what is new or changed.

    Gives the known ids that are neither in the complete manifest nor found when asked for by
    id. An error on the way leaves no verdict at all.
    """
    return _sweep_from(run, spec, iter(()))


def _sweep_from(run: Run, spec: TableSpec, firsts: Iterator[Manifest]) -> list[str]:
    """Compare a table; the first page of its manifest may be under way already."""
    run.store.heal(spec)
    listed = _manifest(run, spec, next(firsts, None) or _ask(run, spec, None))
    known = run.store.all_versions(spec)
    wanted = _unknown(known, listed)
    if len(wanted) > _MANY and run.shapes[spec.name].has_stamp:
        # So many come by the page much faster than by their ids.
        walk(run, spec)
        wanted = _unknown(run.store.all_versions(spec), listed)
    _fetch_into(run, spec, wanted)
    vanished = [row_id for row_id in known if row_id not in listed]
    found = _fetch_into(run, spec, vanished)
    run.swept.add(spec.name)
    there = found | run.unreadable(spec)
    return [row_id for row_id in vanished if row_id not in there]


def _doubtful(run: Run) -> list[TableSpec]:
    """Tables without usable stamps, those that are due, and those whose count does not fit."""
    ledger = run.store.ledger
    caps = ledger.caps()
    doubtful, counted = [], []
    for spec in run.mirrored():
        way = run.ways.get(spec.name, Way.LIST)
        if way is Way.NONE:
            run.swept.add(spec.name)
            continue
        stamped = run.shapes[spec.name].has_stamp and not caps[spec.name].stamp_rests
        listed = way is Way.LIST or not stamped or run.options.full_compare
        due = spec.name not in run.swept and run.is_due(ledger.swept_at(spec.name))
        if listed or due:
            doubtful.append(spec)
        elif run.options.on_demand:
            counted.append(spec)
    wrong = miscounted(run, counted)
    run.counts.clear()  # what nobody looked at by now is old when somebody does
    return doubtful + wrong


def miscounted(run: Run, specs: Sequence[TableSpec]) -> list[TableSpec]:
    """The tables of which the server has another number of rows than we know of, or tells none."""
    for spec in specs:
        run.ask_count(spec)
    wrong = []
    for spec in specs:
        count: int | None = None
        try:
            count = run.counts.pop(spec.name)()
        except (Rejected, ShapeChanged):
            continue
        except Garbled:
            pass  # where it does not count, its manifest has to tell
        if count != run.store.known_count(spec):
            wrong.append(spec)
    return wrong


def _manifest(run: Run, spec: TableSpec, page: Manifest) -> dict[str, Version]:
    listed: dict[str, Version] = {}
    while True:
        run.tell("compare", spec.name, len(listed))
        lines = page()
        listed.update((line.id, line.version) for line in lines)
        if not lines or isinstance(lines, LastPage):
            return listed
        page = _ask(run, spec, lines[-1].id)


def _ask(run: Run, spec: TableSpec, after: str | None) -> Manifest:
    shape = run.shapes[spec.name]
    return run.crew.ask(partial(run.remote.manifest, spec, shape, after, _PAGE))


def _unknown(known: Mapping[str, Version], listed: Mapping[str, Version]) -> list[str]:
    return [i for i, v in listed.items() if i not in known or not same_version(known[i], v)]


def _fetch_into(run: Run, spec: TableSpec, ids: Sequence[str]) -> set[str]:
    """Fetch rows by id and take them; gives the ids that exist."""
    intake = Intake(run, spec)
    found: set[str] = set()
    for rows in _bodies(run, spec, ids):
        run.tell("compare", spec.name, len(found), len(ids))
        confirm(run, spec, rows)
        intake.rows(rows)
        found.update(row.id for row in rows)
    return found


def _bodies(run: Run, spec: TableSpec, ids: Sequence[str]) -> Iterator[list[RemoteRow]]:
    shape = run.shapes[spec.name]
    parts = [ids[start : start + _BODIES] for start in range(0, len(ids), _BODIES)]
    ahead: Callable[[], list[RemoteRow]] | None = None
    for part in parts:
        asked = run.crew.ask(partial(run.remote.fetch, spec, shape, part))
        if ahead is not None:
            yield ahead()
        ahead = asked
    if ahead is not None:
        yield ahead()
