"""The steps in a version's life: begun, complete, active, a draft again, discarded.

What is kept where, and why:

* `status` and `is_draft` say the same here: a draft has 'draft' and true, a complete one
  'complete' and false. The active version is complete: one does not live by a draft.
* `is_active` is true for at most one version. Making one active makes the others inactive in the
  same transaction, each as an ordinary edit; two devices that chose differently are put right
  after the next sync (`desktop.store.rules`).
* `refined_categories` is the list of the categories refined since a version was made from
  another: such a version begins with an empty list, and each category whose text changes joins
  it. A version that was begun empty has none (NULL).
* `activation_message` accompanies the activation of one version and is not copied into a draft
  made from it, and neither is anything about its recording.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desktop.core.errors import InvalidInput
from desktop.core.ids import new_id
from desktop.core.phrases import Phrase
from desktop.domain import vision as rules
from desktop.domain.vision import State
from desktop.services.vision import listing
from desktop.services.vision.listing import TABLE
from desktop.services.vision.values import VersionLine, new_row
from desktop.services.vision.visions import Visions, vision_of
from desktop.store import activations
from desktop.store.asking import every_row
from desktop.store.transactions import Connection, writing

if TYPE_CHECKING:  # a start only reads
    from desktop.domain.perspective import Place
    from desktop.store.rows import Rows

Public = dict[str, Any]
Standing = dict[str, Public]

_STANDING = ("status", "is_draft", "is_active")
_COMPLETE: Public = {"status": rules.COMPLETE, "is_draft": False}
_NO_WORDS = Phrase("There is nothing in this version yet. Write a part of it first.")
_IS_ACTIVE = Phrase("This is your active vision. Make another version active first.")
_STAYS_COMPLETE = Phrase("This is your active vision. Make a new draft from it to write on.")
_CHANGED = Phrase("The vision has changed meanwhile. Look through the places once more.")


class Steps:
    """Takes the versions of one member from step to step; lives in the connection's thread.

    Completing, reopening and activating give back how the versions stood, which `put_back` takes
    for undo.
    """

    def __init__(self, connection: Connection, rows: Callable[[], Rows], visions: Visions) -> None:
        self._connection = connection
        self._rows = rows
        self._visions = visions

    def new_draft(self) -> str:
        """Begin an empty draft and give its id; one that is there untouched is used again."""
        for line in self._visions.first_page(1):
            if line.state is State.DRAFT and not line.completion and self._is_bare(line):
                return line.id
        return self._insert({"title": rules.DEFAULT_TITLE})

    def new_from(self, source_id: str) -> str:
        """Begin a draft with the words of another version and give its id; may raise."""
        return self._insert(self._copied(self._visions.present(source_id)))

    def perspective_places(self, row_id: str, perspective: str) -> dict[str, list[Place]]:
        """What could change in each part so that the version speaks so; parts without are left out.

        Raises InvalidInput.
        """
        from desktop.domain.perspective import places

        texts = vision_of(self._visions.present(row_id)).texts
        found = {code: places(text, perspective) for code, text in texts.items()}
        return {code: some for code, some in found.items() if some}

    def new_in_perspective(
        self, source_id: str, perspective: str, accepted: Mapping[str, Sequence[Place]]
    ) -> str:
        """Begin a draft in a perspective with the accepted places changed and no others.

        Raises InvalidInput, also when the source has changed since its places were shown.
        """
        from desktop.domain.perspective import applied

        source = self._visions.present(source_id)
        copied = self._copied(source)
        for code, some in accepted.items():
            text = source.get(code) or ""
            if any(text[place.start : place.end] != place.old for place in some):
                raise InvalidInput(_CHANGED)
            copied[code] = applied(text, some)
        return self._insert({**copied, "perspective": perspective})

    def make_active(self, row_id: str) -> Standing:
        """Make one version the active one, and complete; the others are so no more.

        Raises InvalidInput for a version without words.
        """
        with writing(self._connection):
            self._with_words(row_id)
            active = {i: bool(on) for i, on in self._active().items()}
            changes = rules.activated(active, row_id)
            before = self._standing([*changes, row_id])
            for other, on in sorted(changes.items(), key=lambda change: change[1]):
                self._rows().put(TABLE, {"id": other, "is_active": on})
            self._rows().put(TABLE, {"id": row_id, **_COMPLETE})
            activations.note(self._connection, row_id)
        return before

    def complete(self, row_id: str) -> Standing:
        """Call a version complete; raises InvalidInput for one without words."""
        with writing(self._connection):
            self._with_words(row_id)
            return self._stand(row_id, _COMPLETE)

    def reopen(self, row_id: str) -> Standing:
        """Make a complete version a draft again; raises InvalidInput for the active one."""
        with writing(self._connection):
            if self._visions.present(row_id).get("is_active"):
                raise InvalidInput(_STAYS_COMPLETE)
            return self._stand(row_id, {"status": rules.DRAFT, "is_draft": True})

    def put_back(self, before: Standing) -> None:
        """Take back a step: the versions that are still here stand as they stood."""
        with writing(self._connection):
            # Inactive ones first: never two at a time.
            for row_id in sorted(before, key=lambda each: bool(before[each]["is_active"])):
                if self._visions.get(row_id):
                    self._rows().put(TABLE, {"id": row_id, **before[row_id]})

    def settle(self) -> list[Phrase]:
        """Put right what a version that came back may have upset, and say so in sentences.

        Meanwhile another one may have become active or taken its number: the same rules as after
        a sync decide (`desktop.store.rules`).
        """
        from desktop.store.rules import restore_rules

        return restore_rules(self._connection)

    def discard(self, row_id: str) -> int:
        """Move a version to the trash and give its number there.

        The active one is refused while there are others, because the day's practice leans on
        it; when it is the only one it may go, since nothing else could take its place. Raises
        InvalidInput.
        """
        with writing(self._connection):
            if self._visions.present(row_id).get("is_active") and len(self._visions.ids()) > 1:
                raise InvalidInput(_IS_ACTIVE)
            return self._rows().delete(TABLE, row_id)

    def _with_words(self, row_id: str) -> None:
        if not rules.completion(self._visions.present(row_id)):
            raise InvalidInput(_NO_WORDS)

    def _is_bare(self, line: VersionLine) -> bool:
        row = self._visions.get(line.id) or {}
        return line.title == rules.DEFAULT_TITLE and not row.get("activation_message")

    def _copied(self, source: Public) -> Public:
        names = ("title", "perspective", "richness_metadata", *rules.CODES)
        copied = {name: source[name] for name in names if source.get(name) is not None}
        if copied.get("perspective") not in {rules.SINGULAR, rules.PLURAL}:
            # Another word of the server's is kept where it stands, and no new draft begins with it.
            copied.pop("perspective", None)
        return {**copied, "refined_categories": []}

    def _insert(self, values: Public) -> str:
        from desktop.services.vision.figures import following

        with writing(self._connection):
            whole = {**new_row(listing.numbers(self._connection)), **values}
            derived = following({}, whole)
            derived.pop("refined_categories", None)  # refined is what changes from here on
            return self._rows().put(TABLE, {"id": new_id(), **whole, **derived})

    def _active(self) -> dict[str, object]:
        return dict(every_row(self._connection, f"SELECT id, is_active FROM {TABLE}"))

    def _standing(self, ids: Sequence[str]) -> Standing:
        rows = {row_id: self._visions.present(row_id) for row_id in ids}
        return {i: {name: row.get(name) for name in _STANDING} for i, row in rows.items()}

    def _stand(self, row_id: str, values: Public) -> Standing:
        before = self._standing([row_id])
        self._rows().put(TABLE, {"id": row_id, **values})
        return before
