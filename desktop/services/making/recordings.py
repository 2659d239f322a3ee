"""What the member recorded, had read aloud or brought along: files here, rows as documented.

The file goes onto the own shelf first, then the rows that name it in one transaction; a crash in
between leaves a file that nobody names, and no row that names nothing.
"""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.core.errors import AppError, InvalidInput
from desktop.core.numbers import LARGEST
from desktop.core.phrases import Phrase
from desktop.domain import vision
from desktop.domain.listening import spelt
from desktop.media.shelf import Shelved
from desktop.services.audio import Audio
from desktop.services.making.earlier import forget_place
from desktop.services.making.intake import Taken
from desktop.services.media.own_files import OwnFiles
from desktop.services.media.uploads import Uploads
from desktop.store import versions
from desktop.store.asking import first_row, whole
from desktop.store.transactions import Connection, writing

if TYPE_CHECKING:  # brings SQLModel: loaded with the first writing
    from desktop.store.rows import Rows

MY_RECORDINGS = "My recordings"
OWN_VOICE = "own voice"
# Where the web application looks for such files, and what it calls them.
_FOLDER, _CATEGORY = "audio", "vision-audio"
_COMPLETED = "completed"
_NAMESPACE = uuid.UUID("3d1f8f0a-52c7-5a55-9d0c-0f4b6a0f7a11")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a sound beside its content.

    `voice` says who speaks: the member's own voice, or the name of the system's; `transcript` is
    what is spoken, where that is known.
    """

    title: str = ""
    description: str = ""
    voice: str = ""
    transcript: str = ""


class Kept(NamedTuple):
    """Where a sound went."""

    set_id: str
    track_id: str


class Recordings:
    """Makes sets and tracks of one's own; lives in the thread of its connection.

    Raises InvalidInput for what cannot be, AppError when the disk does not take it.
    """

    def __init__(
        self,
        connection: Connection,
        rows: Callable[[], Rows],
        uploads: Uploads,
        audio: Audio,
        own: OwnFiles,
    ) -> None:
        self._connection = connection
        self._rows = rows
        self._uploads = uploads
        self._own = own
        self._audio = audio

    def new_set(self, title: str, description: str = "") -> str:
        """A set of the member's choice; gives its id."""
        title = " ".join(title.split())
        if not title:
            raise InvalidInput(Phrase("Give the set a name by which you will find it."), "title")
        values = {"title": title, "description": description, "is_active": True}
        return self._rows().put("audio_sets", values)

    def set_for(self, vision_id: str | None = None) -> str:
        """The set of one's recordings of a vision, or of all else; made when it is not there.

        The set of a vision has an id that follows from the vision's, so that two computers that
        never met make the same set.
        """
        if vision_id is None:
            found = first_row(
                self._connection,
                "SELECT id FROM audio_sets WHERE title = ? ORDER BY created_at, id LIMIT 1",
                (MY_RECORDINGS,),
            )
            return str(found[0]) if found else self.new_set(MY_RECORDINGS)
        row = first_row(
            self._connection, "SELECT title FROM vision_versions WHERE id = ?", (vision_id,)
        )
        if row is None:
            raise InvalidInput(Phrase("There is no such vision any more."))
        set_id = str(uuid.uuid5(_NAMESPACE, vision_id))
        known = first_row(self._connection, "SELECT 1 FROM audio_sets WHERE id = ?", (set_id,))
        if known is None:
            title = f"{MY_RECORDINGS}: {row[0] or vision.DEFAULT_TITLE}"
            self._rows().put("audio_sets", {"id": set_id, "title": title, "is_active": True})
        return set_id

    def add(self, taken: Taken, told: Told, set_id: str | None = None) -> Kept:
        """Keep a sound as the last track of a set."""
        with self._shelved(taken) as shelved, writing(self._connection):
            chosen = set_id or self.set_for()
            track_id = self._track(shelved, taken, told, chosen, self._next_place(chosen))
        return Kept(chosen, track_id)

    def narrate(self, taken: Taken, told: Told, vision_id: str, part: str) -> Kept:
        """Keep a sound as the narration of a section; it takes the place of an earlier one.

        What was there before stays in the track's history.
        """
        if part not in vision.CODES:
            raise InvalidInput(Phrase("A vision has no such section."))
        named = told if told.title else Told(
            vision.label(part), told.description, told.voice, told.transcript
        )  # fmt: skip
        with self._shelved(taken) as shelved, writing(self._connection):
            set_id = self.set_for(vision_id)
            track_id = self.narration_of(vision_id, part)
            before = self._audio.track(track_id) if track_id is not None else None
            if track_id is None:
                place = vision.CODES.index(part)
                track_id = self._track(shelved, taken, named, set_id, place)
            else:
                self._replace(shelved, taken, named, track_id)
            self._audio.link(track_id, vision_id, part)
            self._generated(shelved, named, vision_id, (track_id, before.url if before else ""))
        return Kept(set_id, track_id)

    def narration_of(self, vision_id: str, part: str) -> str | None:
        """The track of one's own that narrates a section, or None."""
        found = first_row(
            self._connection,
            "SELECT t.id FROM audio_tracks t JOIN local_narrations n ON n.track_id = t.id "
            "WHERE t.audio_set_id = ? AND n.vision_id = ? AND n.part = ? "
            "ORDER BY t.created_at LIMIT 1",
            (str(uuid.uuid5(_NAMESPACE, vision_id)), vision_id, part),
        )
        return str(found[0]) if found else None

    def add_variant(self, taken: Taken, told: Told, track_id: str) -> str:
        """Keep a sound as another version of a track, such as another voice; gives its id."""
        if self._audio.track(track_id) is None:
            raise InvalidInput(Phrase("There is no such track any more."))
        with self._shelved(taken) as shelved, writing(self._connection):
            url = self._uploads.queue(shelved, "audio_tracks", track_id)
            self._metadata(shelved, taken, told, url)
            return self._rows().put(
                "audio_variants",
                {
                    "audio_track_id": track_id,
                    "variant_type": told.voice or told.title or OWN_VOICE,
                    "audio_url": url,
                },
            )

    # Parts

    @contextlib.contextmanager
    def _shelved(self, taken: Taken) -> Iterator[Shelved]:
        """The file on its shelf, where nobody sweeps until its rows are written."""
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(self._own.keeping())
                shelved = self._uploads.library.own.put(taken.content)
            except OSError as error:
                raise AppError(
                    Phrase("The disk of this computer does not take the sound.")
                ) from error
            yield shelved

    def _track(self, shelved: Shelved, taken: Taken, told: Told, set_id: str, place: int) -> str:
        url = self._uploads.queue(shelved, "audio_sets", set_id)
        self._metadata(shelved, taken, told, url)
        return self._rows().put(
            "audio_tracks",
            {
                "audio_set_id": set_id,
                "title": told.title or taken.title,
                "description": told.description or None,
                "duration": spelt(shelved.facts.seconds),
                "audio_url": url,
                "transcript": told.transcript or None,
                "order_index": place,
                "is_active": True,
            },
        )

    def _replace(self, shelved: Shelved, taken: Taken, told: Told, track_id: str) -> None:
        url = self._uploads.queue(shelved, "audio_tracks", track_id)
        self._metadata(shelved, taken, told, url)
        changes: dict[str, Any] = {
            "id": track_id, "audio_url": url, "duration": spelt(shelved.facts.seconds),
            "transcript": told.transcript or None,
        }  # fmt: skip
        with versions.keeping(self._connection, "audio_tracks", track_id):
            self._rows().put("audio_tracks", changes)
        forget_place(self._connection, track_id)

    def _generated(
        self, shelved: Shelved, told: Told, vision_id: str, track: tuple[str, str]
    ) -> None:
        """The row by which a vision knows of its audio; the one of an earlier take is changed."""
        track_id, earlier = track
        found = first_row(
            self._connection,
            "SELECT id FROM vision_audios "
            "WHERE vision_id = ? AND audio_url = ? AND audio_url <> ''",
            (vision_id, earlier),
        )
        self._rows().put(
            "vision_audios",
            {
                **({"id": found[0]} if found else {}),
                "vision_id": vision_id,
                "audio_url": self._uploads.queue(shelved, "audio_tracks", track_id),
                "duration": spelt(shelved.facts.seconds),
                "voice_type": told.voice or OWN_VOICE,
                "generation_status": _COMPLETED,
            },
        )

    def _metadata(self, shelved: Shelved, taken: Taken, told: Told, url: str) -> None:
        """The row that keeps track of the file, one for each."""
        known = "SELECT 1 FROM media_metadata WHERE public_url = ?"
        if first_row(self._connection, known, (url,)) is not None:
            return
        self._rows().put(
            "media_metadata",
            {
                "public_url": url,
                "file_name": taken.file_name,
                "file_type": taken.facts.suffix,
                "file_size": shelved.size,
                "mime_type": taken.facts.mime,
                "folder": _FOLDER,
                "category": _CATEGORY,
                "title": told.title or taken.title,
                "description": told.description or None,
            },
        )

    def _next_place(self, set_id: str) -> int:
        found = first_row(
            self._connection,
            f"SELECT coalesce(max({whole('order_index')}) + 1, count(*)) FROM audio_tracks "
            "WHERE audio_set_id = ?",
            (set_id,),
        )
        # Of several in the last place, the one that was made last comes last.
        return min(int(found[0]), LARGEST) if found else 0
