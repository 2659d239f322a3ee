"""The flow of each life category: what the member says, what they imagine, and their blueprint.

One row of `life_vision_category_state` for each category, made with its first word; the id
follows from member and category, so that two devices make the same row. `ai_summary` is the
server's and only shown. `blueprint_data` is JSON of any shape (`desktop.domain.blueprint`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.domain import blueprint
from desktop.domain.blueprint import Loop
from desktop.domain.categories import CODES
from desktop.domain.vision import holds_text
from desktop.services.drafts import Drafts
from desktop.services.vision.values import moment
from desktop.services.vision.visions import Visions
from desktop.store.asking import every_row
from desktop.store.natural import vacant_id
from desktop.store.transactions import Connection

if TYPE_CHECKING:  # a start only reads
    from desktop.store.rows import Rows

Public = dict[str, Any]

TABLE = "life_vision_category_state"
_ALREADY = Phrase("These words stand in this part already.")
_NOTHING = Phrase("There is nothing to put into the vision yet.")
_NO_CATEGORY = Phrase("This is not one of the twelve categories.")


@dataclass(frozen=True, slots=True)
class CategoryState:
    """How far one category is; without a row (`id` is None) everything is empty.

    `unknown` is what the blueprint holds beside its loops.
    """

    category: str
    id: str | None
    transcript: str
    ai_summary: str
    ideal_state: str
    blueprint_data: Any
    loops: tuple[Loop, ...]
    unknown: Any
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Which steps of the flow of one category hold words."""

    category: str
    transcript: bool
    ideal_state: bool
    blueprint: bool
    in_vision: bool

    @property
    def done(self) -> int:
        """How many of the four steps are done."""
        return self.transcript + self.ideal_state + self.blueprint + self.in_vision


class CategoryStates:
    """The category states of one member; lives in the thread that owns the connection.

    `get`, `save` and `leave` serve a page (`desktop.qt.writing.Keeper`) whose rows are named by
    their category: whatever id the row has or will have.
    """

    def __init__(
        self, connection: Connection, rows: Callable[[], Rows], user_id: str, visions: Visions
    ) -> None:
        self._connection = connection
        self._user_id = user_id
        self._visions = visions
        self._drafts = Drafts(connection, rows, TABLE, _is_blank)

    def state(self, category: str) -> CategoryState:
        """How far a category is."""
        return state_of(category, self.get(category) or {})

    def progress(self, vision_id: str | None = None) -> list[Progress]:
        """The steps of all twelve categories, with those that a version holds text of."""
        vision = self._visions.version(vision_id) if vision_id else None
        texts = vision.texts if vision else {}
        return [_progress(self.state(code), texts) for code in CODES]

    def row_id(self, category: str) -> str | None:
        """The id of the row of a category, or None while there is none."""
        found = every_row(
            self._connection,
            f"SELECT id FROM {TABLE} WHERE category = ? ORDER BY created_at, id LIMIT 1",
            (category,),
        )
        return found[0][0] if found else None

    def category_of(self, row_id: str) -> str | None:
        """The category of a row, or None when it is gone."""
        found = every_row(self._connection, f"SELECT category FROM {TABLE} WHERE id = ?", (row_id,))
        return found[0][0] if found else None

    # Writing, as a page does

    def get(self, category: str) -> Public | None:
        """The row of a category in the public form, or None while there is none."""
        row_id = self.row_id(category)
        return self._drafts.get(row_id) if row_id else None

    def save(
        self,
        category: str,
        draft: Mapping[str, Any],
        session: str,
        base: Mapping[str, Any] | None = None,
    ) -> Public:
        """Write the state of a category as it stands in an editor; see `Drafts.save`."""
        if category not in CODES:
            raise InvalidInput(_NO_CATEGORY, "category")
        named = {**draft, "category": category}
        was = None if base is None else {**base, "category": category}
        return self._drafts.save(self._id(category), named, session, was)

    def leave(self, category: str) -> None:
        """End the writing session of a category; one that was begun here and left blank goes."""
        self._drafts.leave(self._id(category))

    def delete(self, category: str) -> int:
        """Move the state of a category to the trash and give its number there; may raise."""
        return self._drafts.delete(self._id(category))

    # The last step

    def composed(self, category: str) -> str:
        """A first text of the category: the ideal state, then the blueprint loop by loop.

        Only the member's own words in order, a loop in three lines; nothing is made up.
        """
        return composed(self.state(category))

    def put_into(self, vision_id: str, category: str, text: str) -> str:
        """Add a text to a category of a version, after what is there, and give what stood before.

        Nothing is replaced: a part that holds words keeps them above. `Visions.set_part` with
        what stood before takes it back. Raises InvalidInput, also for words that are there.
        """
        text = text.strip()
        if not text:
            raise InvalidInput(_NOTHING)
        before = str(self._visions.present(vision_id).get(category) or "")
        if text in before:
            raise InvalidInput(_ALREADY)
        joined = f"{before.rstrip()}\n\n{text}" if before.strip() else text
        self._visions.set_part(vision_id, category, joined)
        return before

    def _id(self, category: str) -> str:
        made = self.row_id(category)
        return made or vacant_id(self._connection, TABLE, self._user_id, [category])


def state_of(category: str, row: Mapping[str, Any]) -> CategoryState:
    """A row in the public form, or an empty one, as the state of a category."""
    data = row.get("blueprint_data")
    return CategoryState(
        category=category,
        id=row.get("id"),
        transcript=row.get("transcript") or "",
        ai_summary=row.get("ai_summary") or "",
        ideal_state=row.get("ideal_state") or "",
        blueprint_data=data,
        loops=blueprint.loops_of(data),
        unknown=blueprint.unknown_of(data),
        updated_at=moment(row.get("updated_at")),
    )


def composed(state: CategoryState) -> str:
    """The member's words of a state as one text."""
    loops = (
        "\n".join(part.strip() for part in (loop.being, loop.doing, loop.receiving) if part.strip())
        for loop in state.loops
    )
    return "\n\n".join(text for text in (state.ideal_state.strip(), *loops) if text)


def _progress(state: CategoryState, texts: Mapping[str, str]) -> Progress:
    return Progress(
        category=state.category,
        transcript=holds_text(state.transcript),
        ideal_state=holds_text(state.ideal_state),
        blueprint=any(not loop.is_blank for loop in state.loops),
        in_vision=holds_text(texts.get(state.category)),
    )


def _is_blank(row: Mapping[str, Any]) -> bool:
    words = any(holds_text(row.get(name)) for name in ("transcript", "ideal_state", "ai_summary"))
    return not words and not row.get("blueprint_data")
