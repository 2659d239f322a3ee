"""The shortest proof that the backend is real."""

from __future__ import annotations


def test_a_member_writes_and_reads_through_the_real_api(backend, member):
    with member.rest() as rest:
        made = rest.post("/journal_entries", json={"user_id": member.id, "content": "hello"})
        read = rest.get("/journal_entries", params={"select": "content"})
    assert made.status_code == 201
    assert read.json() == [{"content": "hello"}]
