"""The ways on when the file of a journal cannot be used: a copy, the server, what can be read."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from desktop.account.profiles import Profile, Profiles
from desktop.core.errors import AppError, DatabaseDamaged, StoreProblem, WrongKey
from desktop.core.ids import LOCAL_USER_ID
from desktop.core.messages import count
from desktop.core.paths import DataFolder
from desktop.core.phrases import Phrase, told_together
from desktop.services.account import Opener
from desktop.store import faults, upkeep
from desktop.store.database import Database
from desktop.store.salvage import Salvaged, salvage
from desktop.store.schema import two_way
from desktop.store.transactions import Connection

_NOTHING_READ = Phrase("Nothing in it could be read, so it was left as it is.")
_CLOSE_FIRST = Phrase(
    "Another program has this journal open. Close every window of VibrationFit, then try again."
)


def ways_on(folder: DataFolder, profile: Profile, database: Database) -> Phrase:
    """What a member can do who finds the file damaged or emptied; names files, changes nothing."""
    path = database.path
    copy = _newest_copy(folder, profile, database)
    ways = []
    if copy is not None:
        ways.append(
            Phrase(
                "The newest copy is {copy}: close the app, move {path} out of its folder and put "
                "the copy in its place under that name.",
                copy=copy,
                path=path,
            )
        )
    if not profile.is_local:
        ways.append(
            Phrase("What was synchronised comes back from the server at the next sync.")
            if copy is not None
            else Phrase(
                "What was synchronised is on the server: close the app, move {path} out of its "
                "folder, start again and synchronise, and it comes back.",
                path=path,
            )
        )
    if not ways:
        ways.append(Phrase("There is no copy of it, and no account that holds its words."))
    ways.append(
        Phrase(
            "'vibrationfit doctor --salvage' saves what can still be read, also what was not sent "
            "yet; keep the file in any case."
        )
    )
    return told_together(ways)


def save_what_is_left(
    folder: DataFolder, profile: Profile, database: Database, opener: Opener
) -> str:
    """Let a new file with all that can be read take the place of a damaged one; the sentence.

    The damaged file is moved aside. Raises the StoreProblem family, and has changed nothing then.
    """
    if upkeep.is_in_use(database):
        raise StoreProblem(_CLOSE_FIRST)
    with _spare_place(folder, profile) as spare:
        fresh, connection = opener.open_profile(spare)
        with contextlib.closing(connection):
            saved = _salvaged(database, connection)
        if not saved.rows:
            raise StoreProblem(_NOTHING_READ)
        aside = upkeep.put_back(database, fresh.path)
    return _told(saved, aside, profile)


@contextlib.contextmanager
def _spare_place(folder: DataFolder, profile: Profile) -> Iterator[Profile]:
    spare = profile._replace(id=f"salvage-{profile.id}"[:64])
    place = folder.profile(spare.id)
    with faults.translated(files=True):
        shutil.rmtree(place, ignore_errors=True)  # of a try that was cut off
        try:
            yield spare
        finally:
            shutil.rmtree(place, ignore_errors=True)


def _salvaged(database: Database, into: Connection) -> Salvaged:
    try:
        return salvage(database, into)
    except (DatabaseDamaged, WrongKey):
        # The beginning of the file is gone, which tells what lies where in the rest of it.
        raise StoreProblem(_NOTHING_READ) from None


def _told(saved: Salvaged, aside: Path | None, profile: Profile) -> str:
    torn = "Of what you wrote nothing is missing."
    if saved.torn:
        torn = "Some of it could not be read."
        if not profile.is_local:
            torn += " What of that was synchronised comes back from the server at the next sync."
    return (
        f"What could be read is in a new journal now: {count(saved.rows, 'row')}. {torn} "
        f"The damaged file lies at {aside}; keep it until you are sure that nothing is missing."
    )


def _newest_copy(folder: DataFolder, profile: Profile, database: Database) -> Path | None:
    """The newest copy of this journal; several journals of one folder share their copies' place."""
    copies = upkeep.copies(folder.backups)
    if len(Profiles(folder).all()) > 1:
        copies = [copy for copy in copies if _holds(database.at(copy), profile)]
    return copies[0] if copies else None


def _holds(copy: Database, profile: Profile) -> bool:
    """Tell whether a copy has rows of the member, or of before they signed in."""
    owners = (profile.user_id, LOCAL_USER_ID)
    try:
        with contextlib.closing(copy.connect()) as connection, faults.translated():
            return any(
                connection.execute(
                    f'SELECT 1 FROM "{spec.name}" WHERE user_id IN (?, ?) LIMIT 1', owners
                ).fetchone()
                for spec in two_way()
                if spec.owner == "user_id"
            )
    except (AppError, faults.Error):
        return False
