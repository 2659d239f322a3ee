"""Templates and prompts to begin an entry with: those that come with the app, and one's own.

Their own words stay on this device (decision 6): no documented table has a place for them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Literal

from desktop.core.errors import InvalidInput
from desktop.core.ids import new_id
from desktop.core.paths import resource
from desktop.core.phrases import Phrase
from desktop.store.asking import every_row
from desktop.store.transactions import Connection, writing

Kind = Literal["template", "prompt"]
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Template:
    """A text to begin with; of a prompt the body is its question. `own` ones can be changed."""

    id: str
    kind: Kind
    name: str
    body: str
    own: bool


class Templates:
    """Lists what there is and keeps what the member adds; lives in its connection's thread."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, kind: Kind) -> list[Template]:
        """The member's own, the newest first, then those of the app."""
        found = every_row(
            self._connection,
            "SELECT id, name, body FROM local_templates WHERE kind = ? "
            "ORDER BY created_at DESC, id",
            (kind,),
        )
        own = [Template(row_id, kind, name, body, own=True) for row_id, name, body in found]
        return own + [one for one in _bundled() if one.kind == kind]

    def keep(self, kind: Kind, name: str, body: str, template_id: str = "") -> Template:
        """Write one of the member's own, a new one without an id; raises InvalidInput."""
        body = body.strip("\n")
        name = " ".join(name.split())[:_LONGEST_NAME]
        if not body.strip():
            raise InvalidInput(Phrase("There are no words in it yet."), "body")
        if kind == "template" and not name:
            raise InvalidInput(Phrase("Give it a name by which you will find it."), "name")
        template_id = template_id or new_id()
        with writing(self._connection):
            self._connection.execute(
                "INSERT INTO local_templates (id, kind, name, body, created_at) "
                "VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET name = excluded.name, body = excluded.body",
                (template_id, kind, name, body, datetime.now(UTC).isoformat()),
            )
        return Template(template_id, kind, name, body, own=True)

    def remove(self, template_id: str) -> Template | None:
        """Delete one of the member's own and give it as it was; `keep` brings it back."""
        with writing(self._connection):
            found = self._connection.execute(
                "DELETE FROM local_templates WHERE id = ? RETURNING kind, name, body",
                (template_id,),
            ).fetchall()
        gone = (Template(template_id, kind, name, body, own=True) for kind, name, body in found)
        return next(gone, None)


@cache
def _bundled() -> tuple[Template, ...]:
    listed = tomllib.loads(resource("text/templates.toml").read_text(encoding="utf-8"))
    templates = [
        Template(one["id"], "template", one["name"], one["body"].strip("\n"), own=False)
        for one in listed["template"]
    ]
    prompts = [
        Template(one["id"], "prompt", "", one["body"], own=False) for one in listed["prompt"]
    ]
    return (*templates, *prompts)
