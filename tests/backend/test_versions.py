"""What synchronisation builds on: stamps that move, and xmin as a true compare-and-swap."""

from __future__ import annotations

import threading

import pytest

from tests.backend.samples import DOCUMENTED, MIRRORED, TWO_WAY, make

_STRICT = {"Prefer": "return=representation,handling=strict,max-affected=1"}
_STAMPED = [
    name for name in MIRRORED if any(c["name"] == "updated_at" for c in DOCUMENTED[name]["columns"])
]


def test_nine_tables_carry_updated_at():
    assert len(_STAMPED) == 9


@pytest.mark.parametrize("table", _STAMPED)
def test_updated_at_moves_with_a_change_whatever_was_sent(backend, member, table):
    row = make(backend, member, table)
    with backend.service() as service:
        (changed,) = service.patch(
            f"/{table}?id=eq.{row['id']}",
            json={"updated_at": "2001-01-01T00:00:00Z"},
            headers={"Prefer": "return=representation"},
        ).json()
    assert changed["updated_at"] > "2026-03-30"


@pytest.mark.parametrize("table", TWO_WAY)
def test_every_two_way_table_shows_the_version_of_a_row(backend, member, table):
    row = make(backend, member, table)
    with member.rest() as rest:
        (read,) = rest.get(f"/{table}?select=*,xmin&id=eq.{row['id']}").json()
    assert read["xmin"].isdigit()


@pytest.fixture
def entry(backend, member):
    return make(backend, member, "journal_entries")


def swap(rest, entry, version, content):
    return rest.patch(
        "/journal_entries",
        params={"id": f"eq.{entry['id']}", "xmin": f"eq.{version}", "select": "*,xmin"},
        json={"content": content},
        headers=_STRICT,
    ).json()


def version_of(rest, entry):
    ((row),) = rest.get(f"/journal_entries?select=xmin&id=eq.{entry['id']}").json()
    return row["xmin"]


def test_a_stale_version_changes_nothing(member, entry):
    with member.rest() as rest:
        first = version_of(rest, entry)
        (changed,) = swap(rest, entry, first, "the first wins")
        assert changed["xmin"] != first
        assert swap(rest, entry, first, "the second is stale") == []
        (row,) = rest.get(f"/journal_entries?id=eq.{entry['id']}").json()
    assert row["content"] == "the first wins"


def test_a_stale_version_deletes_nothing(member, entry):
    with member.rest() as rest:
        first = version_of(rest, entry)
        swap(rest, entry, first, "changed meanwhile")
        where = {"id": f"eq.{entry['id']}", "xmin": f"eq.{first}"}
        assert rest.delete("/journal_entries", params=where, headers=_STRICT).json() == []
        assert len(rest.get(f"/journal_entries?id=eq.{entry['id']}").json()) == 1


def test_of_many_at_once_exactly_one_wins(member, entry):
    with member.rest() as rest:
        first = version_of(rest, entry)
    won = []

    def race(number):
        with member.rest() as rest:
            won.extend(swap(rest, entry, first, f"device {number}"))

    threads = [threading.Thread(target=race, args=[n]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


def test_a_write_in_flight_is_waited_for_and_wins(backend, member, entry):
    with member.rest() as rest, backend.connect() as slow:
        first = version_of(rest, entry)
        slow.execute("update journal_entries set mood = 'calm' where id = %s", [entry["id"]])
        answers = []
        thread = threading.Thread(target=lambda: answers.append(swap(rest, entry, first, "x")))
        thread.start()
        slow.commit()
        thread.join()
    assert answers == [[]]
    assert backend.sql("select mood from journal_entries where id = %s", [entry["id"]]) == [
        ("calm",)
    ]
