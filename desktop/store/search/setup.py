"""Whether the search index fits this version of the app; light, because each start asks.

What the index is made by, rules and triggers of all tables, has a fingerprint. The one of this
version stands here, so that a start need not load and compute all that only to see that nothing
has changed; a test tells when it has to be renewed.
"""

from __future__ import annotations

from desktop.store.transactions import Connection, writing

CURRENT = "aed8cd5e11a5ca16"
_META = "search_made_by"


def install(connection: Connection) -> None:
    """Bring the triggers of search up to date; does nothing but compare when they are."""
    row = connection.execute("SELECT value FROM local_meta WHERE key = ?", (_META,)).fetchone()
    if row and row[0] == CURRENT:
        return
    from desktop.store.search import index

    with writing(connection):
        index.install(connection)
        connection.execute(
            "INSERT INTO local_meta (key, value) VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (_META, CURRENT),
        )
