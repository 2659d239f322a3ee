"""The steps of signing in and out: network in the free lane, this computer in the database lane."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import AppError
from desktop.language import translated
from desktop.views.room import RoomKit

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.account import Accounts, Arrival, Settled, SignedOut
    from desktop.services.workspace import Workspace

Session = Any  # opaque here: it goes from one call of Accounts to the next

Door = Callable[["Workspace"], "Accounts"]
"""Opens the accounts of a workspace's data folder; called in the database lane."""


class AccountFlow(QObject):
    """Owns a sign-in on its way; lives on the GUI thread."""

    refused = Signal(str)
    """It did not work, and why."""
    confirmation_needed = Signal(str)
    """The account is made; its e-mail address must be confirmed first."""
    joining_asked = Signal(str)
    """Shall what was written here join the account with this address? See `answer_joining`."""
    about_to_settle = Signal()
    """The profile is about to change: save what is open and let the sync rest."""
    settled = Signal(object)
    """Signed in; the Settled tells the profile. The workspace must be opened anew."""
    signed_out = Signal(object)
    """Signed out; the SignedOut tells what waits. The workspace must be opened anew."""

    turned = Signal()
    """Another journal of this computer is the current one. The workspace must be opened anew."""

    def __init__(self, kit: RoomKit, door: Door, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._door = door
        self._accounts: Accounts | None = None
        self._session: Session | None = None

    def sign_in(self, email: str, password: str) -> None:
        """Ask the server for a session, then see what it means on this computer."""
        self._with_accounts(
            lambda accounts: self._kit.free.ask(
                lambda: accounts.sign_in(email, password), self._on_session, self._on_refused
            )
        )

    def sign_up(self, email: str, password: str) -> None:
        """Make an account; go on as after a sign-in if nothing must be confirmed."""

        def done(session: Session | None) -> None:
            if session is None:
                self.confirmation_needed.emit(email)
            else:
                self._on_session(session)

        self._with_accounts(
            lambda accounts: self._kit.free.ask(
                lambda: accounts.sign_up(email, password), done, self._on_refused
            )
        )

    def answer_joining(self, join: bool) -> None:
        """The member's word on what was written before."""
        session, accounts = self._session, self._accounts
        if session is None or accounts is None:
            return
        self._session = None
        self.about_to_settle.emit()
        self._kit.lane.ask(
            lambda _workspace: accounts.settle(session, join=join),
            self._on_settled,
            self._on_refused,
        )

    def sign_out(self) -> None:
        """Forget the session and tell the server, if it can be reached."""
        self.about_to_settle.emit()
        self._with_accounts(
            lambda accounts: self._kit.free.ask(
                accounts.sign_out, self._on_signed_out, self._on_refused
            )
        )

    def turn_to(self, profile_id: str) -> None:
        """Open another journal of this computer in place of the present one."""
        door = self._door
        self.about_to_settle.emit()
        self._kit.lane.ask(
            lambda workspace: door(workspace).turn_to(profile_id),
            self._on_turned,
            self._on_refused,
        )

    def _on_turned(self, _profile: object) -> None:
        self.turned.emit()

    def _with_accounts(self, use: Callable[[Accounts], None]) -> None:
        def opened(accounts: Accounts) -> None:
            self._accounts = accounts
            use(accounts)

        self._kit.lane.ask(self._door, opened, self._on_refused)

    def _on_session(self, session: Session) -> None:
        accounts = self._accounts
        if accounts is None:
            return
        self._session = session
        self._kit.lane.ask(
            lambda _workspace: accounts.arrival(session), self._on_arrival, self._on_refused
        )

    def _on_arrival(self, arrival: Arrival) -> None:
        if self._session is not None and arrival == "first":
            self.joining_asked.emit(self._session.email)
        else:
            self.answer_joining(join=False)

    def _on_settled(self, settled: Settled) -> None:
        self.settled.emit(settled)

    def _on_signed_out(self, left: SignedOut) -> None:
        self.signed_out.emit(left)

    def _on_refused(self, error: AppError) -> None:
        self._session = None
        self.refused.emit(translated(error))
