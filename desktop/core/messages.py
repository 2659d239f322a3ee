"""Sentences that window and command line share.

A sentence says what happened and what to do; it never quotes what a member wrote.
"""

from __future__ import annotations

from desktop.core.phrases import Counted, Phrase

OFFLINE = Phrase(
    "The server could not be reached. Everything is saved on this computer; "
    "try again when you are online."
)
NOT_THE_SERVER = Phrase(
    "Something else answered in the server's place, perhaps the sign-in page of a network. "
    "Everything is saved on this computer; try again from another network."
)
GARBLED = Phrase(
    "The server answered in a way that cannot be read. Everything is saved on this computer; it "
    "will be tried again later."
)
BUSY = Phrase(
    "The server is busy. Everything is saved on this computer; it will be tried again later."
)
SIGN_IN_NEEDED = Phrase("You are not signed in. Sign in to synchronise; your writing is safe here.")
SESSION_OVER = Phrase(
    "Your session has ended. Sign in again to synchronise; your writing is safe here."
)
OTHER_SERVER = Phrase(
    "You signed in at another server than the one that is set now. Sign in again to "
    "synchronise with it; your writing is safe here."
)
NO_SERVER = Phrase(
    "No server is set. Put its address and publishable key into Settings, or into "
    "VIBRATIONFIT_SUPABASE_URL and VIBRATIONFIT_SUPABASE_KEY."
)
DEMO = Phrase("Demo: made-up life; nothing here is yours and nothing leaves this computer.")
DEMO_STAYS = Phrase(
    "This is the demo: it has no account and never meets a server. "
    "Start VibrationFit without --demo for your own journal."
)
WRONG_SERVER_KEY = Phrase(
    "The server does not accept the publishable key. Compare address and key in Settings with "
    "the API settings of the project."
)
ALREADY_RUNNING = Phrase(
    "Another program is synchronising this profile right now. Try again in a moment."
)
CANCELLED = Phrase("Stopped. Everything done so far is kept.")
UNEXPECTED = Phrase(
    "Something went wrong inside the app. Your writing is safe; the log file has the details."
)
DISK_FULL = Phrase("There is no room left on the disk. Free some space, then try again.")


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its word, for the command line: `count(2, "change")` is “2 changes”."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def waiting(number: int, held: int = 0) -> Phrase:
    """How many changes wait to be sent, beside those that the server refused."""
    if number:
        return Counted("{n} changes waiting", "{n} change waiting", number)
    if held:
        return Phrase("Everything else is on the server")
    return Phrase("Everything is on the server")
