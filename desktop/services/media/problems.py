"""Why a file is not here: codes that are kept, and the sentences that the member reads."""

from __future__ import annotations

from enum import StrEnum

from desktop.core.phrases import Phrase, kept


class Problem(StrEnum):
    """What kept a file away."""

    UNREACHABLE = "unreachable"
    SIGN_IN = "sign_in"
    CLOSED = "closed"
    EXPIRED = "expired"
    GONE = "gone"
    TOO_LARGE = "too_large"
    UNUSABLE = "unusable"
    LIMIT = "limit"
    DISK = "disk"
    ADDRESS = "address"
    LOST = "lost"
    BUCKET = "bucket"
    REFUSED = "refused"
    OVER = "over"
    FAULT = "fault"


_SENTENCES = {
    Problem.UNREACHABLE: Phrase("The server could not be reached; it is tried again by itself."),
    Problem.SIGN_IN: Phrase("Sign in, and it will be fetched."),
    Problem.CLOSED: Phrase("The server does not give this file to you."),
    Problem.EXPIRED: Phrase(
        "Its address has expired; it is fetched when the next sync brings a new one."
    ),
    Problem.GONE: Phrase("The file is no longer on the server."),
    Problem.TOO_LARGE: Phrase("The file is larger than the app can keep."),
    Problem.UNUSABLE: Phrase("What the server sent is neither a sound nor a picture."),
    Problem.LIMIT: Phrase(
        "There is no room left within the limit that you have set for offline files."
    ),
    Problem.DISK: Phrase("The disk of this computer is full."),
    Problem.ADDRESS: Phrase("The file's address cannot be used."),
    Problem.LOST: Phrase("The file was on this computer alone, and it is gone."),
    Problem.BUCKET: Phrase(
        "The server has no such place for files; see the bucket in the settings."
    ),
    Problem.REFUSED: Phrase("The server does not take this file."),
    Problem.OVER: Phrase("Nothing names this file any more."),
    Problem.FAULT: Phrase("Something went wrong on our side; it is tried again later."),
}


# Where a file that is sent has to be told otherwise than one that is fetched.
_SENDING = {
    Problem.SIGN_IN: Phrase("Sign in, and it will be sent."),
    Problem.TOO_LARGE: Phrase("The file is larger than the server takes."),
}


def sentence(code: str, *, sending: bool = False) -> Phrase:
    """The sentence for a kept code; an unknown one, from a newer version, is told in general."""
    try:
        if sending and Problem(code) in _SENDING:
            return _SENDING[Problem(code)]
        return _SENTENCES[Problem(code)]
    except ValueError:
        return _SENTENCES[Problem.FAULT] if code else kept("")
