"""The ways on when the file of a journal cannot be used: a copy, the server, what can be read."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from desktop.account.profiles import Profile, Profiles
from desktop.account.vault import Vault
from desktop.core.clock import SystemClock
from desktop.core.errors import AppError, StoreProblem, WrongKey
from desktop.core.ids import LOCAL_USER_ID
from desktop.core.paths import DataFolder
from desktop.core.phrases import Counted, Phrase, told_together
from desktop.services.account import Opener
from desktop.store import faults, upkeep
from desktop.store.copies import DailyCopies
from desktop.store.database import Database
from desktop.store.joining import adopt_account
from desktop.store.salvage import Salvaged, salvage
from desktop.store.schema import two_way
from desktop.store.transactions import Connection

_NOTHING_READ = Phrase("Nothing in it could be read, so it was left as it is.")
_CLOSE_FIRST = Phrase(
    "Another program has this journal open. Close every window of VibrationFit, then try again."
)


class NothingRead(StoreProblem):
    """A damaged journal holds nothing that can be read with this key, and no copy stands beside."""

    def __init__(self) -> None:
        super().__init__(_NOTHING_READ)


def with_ways_on(
    problem: StoreProblem, folder: DataFolder, profile: Profile, database: Database
) -> Phrase:
    """What is wrong with a journal, and what a member can do."""
    way = ways_on(folder, profile, database)
    return told_together([what_is_wrong(problem, folder), way])


def what_is_wrong(problem: StoreProblem, folder: DataFolder) -> Phrase:
    """What happened, and where a key that does not open the journal lies."""
    said = faults.what_happened(problem)
    file = Vault(folder).file if isinstance(problem, WrongKey) else None
    if file is None:
        return said
    return told_together([said, Phrase("The key that was tried is in the file {file}.", file=file)])


def ways_on(
    folder: DataFolder, profile: Profile, database: Database, *, read: bool = True
) -> Phrase:
    """What a member can do who finds the file damaged or gone; names files, changes nothing.

    `read` is false when it was tried already to read what is left, and nothing could be.
    """
    path = database.path
    copies = _copies(folder, profile, database)
    copy = next((one for one in copies if _opens(database.at(one))), None)
    if copies and copy is None:
        return Phrase("Its copies do not open either: most likely it is the key that is wrong.")
    if copy is not None:
        return Phrase(
            "The newest copy is {copy}. Close the app and run 'vibrationfit doctor --salvage': it "
            "brings back that copy and all that can still be read of what was written since, and "
            "keeps the file {path} as it is.",
            copy=copy,
            path=path,
        )
    ways = [Phrase("There is no copy of it, and no account that holds its words.")]
    if not profile.is_local:
        ways = [
            Phrase(
                "What was synchronised is on the server: close the app, move {path} out of its "
                "folder, start again and synchronise, and it comes back.",
                path=path,
            )
        ]
    ways.append(
        Phrase(
            "'vibrationfit doctor --salvage' saves what can still be read, also what was not sent "
            "yet; keep the file in any case."
        )
        if read
        else Phrase("Keep the file in any case.")
    )
    return told_together(ways)


def save_what_is_left(
    folder: DataFolder, profile: Profile, database: Database, opener: Opener
) -> Phrase:
    """Let the newest copy with all that can be read take the place of a damaged file; the sentence.

    Without a copy it is a new file. The damaged one is moved aside. Raises the StoreProblem
    family, and has changed nothing then.
    """
    if upkeep.is_in_use(database):
        raise StoreProblem(_CLOSE_FIRST)
    kin = _copies(folder, profile, database)
    copy = next((one for one in kin if not database.at(one).check()), None)
    with _spare_place(folder, profile) as spare:
        if copy is not None:
            _lay_out(copy, folder.profile(spare.id) / database.path.name)
        fresh, connection = opener.open_profile(spare)
        with contextlib.closing(connection):
            if copy is not None and not profile.is_local:
                # It may be of before the first sign-in.
                adopt_account(connection, LOCAL_USER_ID, profile.user_id)
            saved = _salvaged(database, connection, kin)
        if copy is None and not saved.read:
            raise NothingRead
        aside = upkeep.put_back(database, fresh.path)
    return _told(saved, copy, aside, profile)


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


def _lay_out(copy: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, mode=0o700)
    place.touch(mode=0o600)
    shutil.copyfile(copy, place)


def _salvaged(database: Database, into: Connection, kin: list[Path]) -> Salvaged:
    if not upkeep.has_content(database):
        return Salvaged(0, 0, ())
    return salvage(database, into, kin)


def _told(saved: Salvaged, copy: Path | None, aside: Path | None, profile: Profile) -> Phrase:
    said: list[Phrase] = []
    if copy is None:
        said = [
            Counted(
                "What could be read is in a new journal now: {n} rows.",
                "What could be read is in a new journal now: {n} row.",
                saved.rows,
            )
        ]
    else:
        said = [Phrase("Your journal is back as it was in the copy {copy}.", copy=copy)]
        if saved.rows:
            newer = Counted(
                "{n} rows that had changed since came from the damaged file.",
                "{n} row that had changed since came from the damaged file.",
                saved.rows,
            )
            said.append(newer)
    said += _missing(saved, profile, since=copy is not None)
    if aside is not None:
        kept_at = Phrase(
            "The damaged file lies at {aside}; keep it until you are sure that nothing is missing.",
            aside=aside,
        )
        said.append(kept_at)
    return told_together(said)


def _missing(saved: Salvaged, profile: Profile, *, since: bool) -> list[Phrase]:
    """What could not be read, and whether it comes back all the same."""
    if saved.read and not saved.torn:
        return [Phrase("Of what you wrote nothing is missing.")]
    if not saved.read:
        said = Phrase("Nothing that was written since could be read.")
    elif since:
        said = Phrase("Some of what was written since could not be read.")
    else:
        said = Phrase("Some of it could not be read.")
    if profile.is_local:
        return [said]
    way = Phrase("What of that was synchronised comes back from the server at the next sync.")
    return [said, way]


def _copies(folder: DataFolder, profile: Profile, database: Database) -> list[Path]:
    """The copies of this journal, newest first: those of each day, then those before an update.

    Several journals of one folder share the place of the latter.
    """
    daily = DailyCopies(database).all(SystemClock().today())
    others = upkeep.copies(folder.backups)
    if len(Profiles(folder).all()) > 1:
        others = [copy for copy in others if _holds(database.at(copy), profile)]
    return daily + others


def _opens(copy: Database) -> bool:
    try:
        copy.connect().close()
    except StoreProblem:
        return False
    return True


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
