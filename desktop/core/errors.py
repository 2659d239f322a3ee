"""What can go wrong on this computer, with the sentence that the member reads.

AppError                 carries a plain sentence with a way on
  InvalidInput           the member's input cannot be taken as it is
  StoreProblem           the world's fault: full disk, locked, damaged or foreign database
    WrongKey             the key does not open this database
    NewerDatabase        written by a newer version of the app
    DatabaseBusy         another program holds it
    DiskFull             no room left
    DatabaseDamaged      the file is not sound
    CopyStopped          whoever had a copy made of it ends: it is made another time
  KeyUnavailable         there is no way to the database key yet (no keyring, no key file)
  AccountProblem         sign-in or sign-up failed for a reason that the member can mend
    SignInRefused        wrong password, unconfirmed address: sign in once more
Everything else is a bug of ours: logged with a trace, and the app goes on.
"""

from __future__ import annotations

from desktop.core.phrases import Phrase


class AppError(Exception):
    """A fault with a sentence for the member: `str()` is it in English, a window has it spoken."""

    def __init__(self, sentence: Phrase) -> None:
        super().__init__(sentence)

    @property
    def sentence(self) -> Phrase:
        """What happened and what to do, with its pattern and its values."""
        said: Phrase = self.args[0]
        return said


class InvalidInput(AppError):
    """The input cannot be taken; `field` names the column or control, if one is to blame."""

    def __init__(self, sentence: Phrase, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class StoreProblem(AppError):
    """The world's fault at the database."""


class WrongKey(StoreProblem):
    """The key does not open this database."""


class NewerDatabase(StoreProblem):
    """The database was written by a newer version of the app."""


class DatabaseBusy(StoreProblem):
    """Another program holds the database for too long."""


class DiskFull(StoreProblem):
    """There is no room left on the disk."""


class DatabaseDamaged(StoreProblem):
    """The database file is not sound."""


class CopyStopped(StoreProblem):
    """A copy of the database was not made to its end, because its maker ends."""


class KeyUnavailable(AppError):
    """There is no way to the database key."""


class AccountProblem(AppError):
    """Signing in or up failed for a reason that the member can mend."""


class SignInRefused(AccountProblem):
    """The server knows who asks but lets nobody in: wrong password, unconfirmed address."""
