from __future__ import annotations

import errno

import pytest

from desktop.core import messages
from desktop.core.errors import AccountProblem, DatabaseBusy, InvalidInput, SignInRefused
from desktop.services.faults import FaultKind, explain
from sync import errors


@pytest.mark.parametrize(
    ("error", "kind", "sentence"),
    [
        (errors.Offline("connect: 111"), FaultKind.OFFLINE, messages.OFFLINE),
        (errors.Offline(messages.NOT_THE_SERVER), FaultKind.OFFLINE, messages.NOT_THE_SERVER),
        (errors.NotTheServer("html"), FaultKind.OFFLINE, messages.NOT_THE_SERVER),
        (errors.ServerBusy("503"), FaultKind.SERVER, messages.BUSY),
        (errors.Garbled("scenes: cut"), FaultKind.SERVER, messages.GARBLED),
        (errors.AlreadyRunning(), FaultKind.ELSEWHERE, messages.ALREADY_RUNNING),
        (errors.SignInNeeded("no session"), FaultKind.SIGN_IN, messages.SIGN_IN_NEEDED),
        (errors.SignInNeeded(messages.SESSION_OVER), FaultKind.SIGN_IN, messages.SESSION_OVER),
        (errors.Misconfigured("401"), FaultKind.CONFIG, messages.WRONG_SERVER_KEY),
        (errors.Cancelled(), FaultKind.CANCELLED, messages.CANCELLED),
        (
            errors.ShapeChanged("scenes: no such table"),
            FaultKind.ERROR,
            "The server refused: scenes: no such table. Your writing is safe here.",
        ),
        (SignInRefused("Not right."), FaultKind.SIGN_IN, "Not right."),
        (AccountProblem("Taken."), FaultKind.ERROR, "Taken."),
        (InvalidInput("Not so."), FaultKind.ERROR, "Not so."),
        (DatabaseBusy("Busy."), FaultKind.LOCKED, "Busy."),
        (OSError(errno.ENOSPC, "full"), FaultKind.ERROR, messages.DISK_FULL),
    ],
)
def test_each_fault_has_its_kind_and_sentence(error, kind, sentence):
    fault = explain(error)
    assert (fault.kind, fault.sentence) == (kind, sentence)


def test_the_server_may_say_when_to_come_back():
    assert explain(errors.ServerBusy("429", 30.0)).retry_after == 30.0


def test_a_file_at_fault_is_named():
    assert (
        "settings.toml"
        in explain(PermissionError(13, "Permission denied", "settings.toml")).sentence
    )


def test_a_fault_of_ours_is_logged_and_shows_no_words_of_a_member(caplog):
    fault = explain(KeyError("what the member wrote"))
    assert fault.sentence == messages.UNEXPECTED
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    caplog.clear()
