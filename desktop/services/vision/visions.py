"""The versions of the member's Life Vision: listing, reading and writing them.

`completion_percent`, our figures in `richness_metadata` and `refined_categories` follow the
texts at every save (`desktop.services.vision.figures`). What makes, completes, activates and
discards versions is in `desktop.services.vision.steps`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desktop.core.errors import InvalidInput
from desktop.core.ids import new_id
from desktop.core.phrases import Phrase
from desktop.domain import vision as rules
from desktop.services.drafts import Drafts
from desktop.services.vision import listing
from desktop.services.vision.listing import TABLE
from desktop.services.vision.values import (
    AudioFacts,
    PartVersion,
    VersionLine,
    Vision,
    moment,
    new_row,
)
from desktop.store import sessions
from desktop.store.asking import every_row
from desktop.store.transactions import Connection, writing

if TYPE_CHECKING:  # a start only reads
    from desktop.domain.richness import Richness
    from desktop.services.vision.comparison import VisionComparison
    from desktop.store.rows import Rows

Public = dict[str, Any]

_GONE = Phrase("This version is no longer here.")


class Visions:
    """The versions of one member's vision; lives in the thread that owns the connection.

    `rows` gives what writes them, when something is written. `get`, `save` and `leave` serve a
    page (`desktop.qt.writing.Keeper`); rows and drafts have the public form.
    """

    def __init__(self, connection: Connection, rows: Callable[[], Rows]) -> None:
        self._connection = connection
        self._rows = rows
        # A draft is begun on purpose and stays until it is discarded, blank or not.
        self._drafts = Drafts(connection, rows, TABLE, lambda _row: False)

    # Reading

    def ids(self, wanted: None = None) -> list[str]:  # noqa: ARG002 - there is no filter
        """The ids of all versions, the highest number first."""
        return listing.ids(self._connection)

    def lines(self, ids: Sequence[str]) -> list[VersionLine]:
        """The lines of versions in the order of the ids; ids that are gone are left out."""
        return listing.lines(self._connection, ids)

    def first_page(self, limit: int = 50) -> list[VersionLine]:
        """The lines of the newest versions, in one question."""
        return listing.first_page(self._connection, limit)

    def active_id(self) -> str | None:
        """The version that the member lives by; of several, the one activated last."""
        found = every_row(
            self._connection,
            f"SELECT id FROM {TABLE} WHERE is_active = 1 "
            "ORDER BY updated_at DESC, created_at DESC, id DESC LIMIT 1",
        )
        return found[0][0] if found else None

    def version(self, row_id: str) -> Vision | None:
        """A whole version, or None."""
        row = self.get(row_id)
        return vision_of(row) if row else None

    def present(self, row_id: str) -> Public:
        """The whole row in the public form; raises InvalidInput when it is gone."""
        row = self.get(row_id)
        if row is None:
            raise InvalidInput(_GONE)
        return row

    def richness(self, *texts: str) -> Richness:
        """Words, sentences and senses of a text as it stands, or of several together."""
        from desktop.domain.richness import added
        from desktop.services.vision.figures import richness

        return added(richness(text) for text in texts)

    def compare(self, then_id: str, now_id: str) -> VisionComparison:
        """How two versions differ, part by part; raises InvalidInput."""
        from desktop.services.vision.comparison import compare_visions

        then, now = (vision_of(self.present(row_id)) for row_id in (then_id, now_id))
        return compare_visions(then, now)

    # Writing, as a page does

    def get(self, row_id: str) -> Public | None:
        """The whole row in the public form, or None."""
        return self._drafts.get(row_id)

    def save(
        self,
        row_id: str,
        draft: Mapping[str, Any],
        session: str,
        base: Mapping[str, Any] | None = None,
    ) -> Public:
        """Write a version as it stands in an editor, with all that follows from its texts.

        `base` is the state that the editor began with: what has changed in the database since
        is woven in. Raises InvalidInput.
        """
        from desktop.services.vision.figures import following

        with writing(self._connection):
            before = self.get(row_id)
            kept = self._drafts.save(row_id, draft, session, base)
            if before is None and self.get(row_id):
                kept = self._stood_up(row_id, session)
                # What the editor did not touch has not changed by coming back.
                before = {**kept, **{name: (base or {}).get(name) for name in draft}}
            if derived := following(before or {}, kept):
                kept = self._put(row_id, derived, session)
        return kept

    def leave(self, row_id: str) -> None:
        """End the writing session of a version: what is written next is told apart from it."""
        self._drafts.leave(row_id)

    def set_part(self, row_id: str, part: str, text: str) -> None:
        """Give one part another text, as an edit of its own; raises InvalidInput."""
        present = self.present(row_id)
        self.leave(row_id)
        self.save(row_id, {part: text}, new_id(), {part: present.get(part)})
        self.leave(row_id)

    # Earlier texts of one part

    def part_versions(self, row_id: str, part: str) -> list[PartVersion]:
        """The earlier texts of one part, newest first.

        States that left the part alone are left out, and so are those in which it was empty.
        """
        from desktop.store import versions

        kept = versions.of_row(self._connection, TABLE, row_id)
        later = str((self.get(row_id) or {}).get(part) or "")
        found = []
        for version in kept:
            text = str(version.values.get(part) or "")
            if text.strip() and text != later:
                found.append(PartVersion(version.id, version.kept_at, version.origin, text))
            later = text
        return found

    def restore_part(self, row_id: str, part: str, version_id: int) -> None:
        """Bring back an earlier text of one part; the other parts keep what they hold.

        The present text is kept as a version in its turn. Raises InvalidInput.
        """
        from desktop.store import versions

        kept = versions.one(self._connection, version_id)
        if kept is None or kept.row_id != row_id:
            raise InvalidInput(_GONE)
        self.set_part(row_id, part, str(kept.values.get(part) or ""))

    def _stood_up(self, row_id: str, session: str) -> Public:
        """Written on after it was deleted elsewhere, a version stands as a new draft does."""
        new = new_row(listing.numbers(self._connection))
        begun = self.present(row_id)
        missing = {name: value for name, value in new.items() if begun.get(name) is None}
        return self._put(row_id, missing, session)

    def _put(self, row_id: str, values: Public, session: str) -> Public:
        with sessions.writing_session(self._connection, session):
            self._rows().put(TABLE, {"id": row_id, **values})
        return self.present(row_id)


def vision_of(row: Mapping[str, Any]) -> Vision:
    """A row in the public form as a whole version."""
    from desktop.domain.richness import beside

    number, refined = row.get("version_number"), row.get("refined_categories")
    return Vision(
        id=row["id"],
        number=number if isinstance(number, int) else None,
        title=rules.shown_title(row.get("title")),
        state=rules.state_of(row.get("status"), row.get("is_draft"), row.get("is_active")),
        texts={code: row.get(code) or "" for code in rules.CODES},
        perspective=row.get("perspective"),
        completion=rules.completion(row),
        stored_completion=row.get("completion_percent"),
        activation_message=row.get("activation_message") or "",
        refined=rules.refined_codes(refined) if isinstance(refined, list) else None,
        density_facts=beside(row.get("richness_metadata")),
        audio=AudioFacts(
            has_audio=bool(row.get("has_audio")),
            url=row.get("audio_url"),
            duration=row.get("audio_duration"),
            voice=row.get("voice_type"),
            music=row.get("background_music"),
            generated_at=moment(row.get("last_audio_generated_at")),
        ),
        created_at=moment(row.get("created_at")),
        updated_at=moment(row.get("updated_at")),
    )
