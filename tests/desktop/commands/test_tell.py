from __future__ import annotations

import json
import sys

from desktop.commands.tell import Events, Lines, Sentences, remarks, summary, teller
from desktop.core.phrases import Phrase, unpacked
from desktop.services.faults import Fault, FaultKind
from sync.report import Held, Notice, Report, What

REPORT = Report(
    pulled=3, pushed=1, conflicts=1, requests=12, bytes=3456, seconds=1.25,
    held=[Held("journal_entries", "an-id", "23514", "journal_entries_mood_check")],
    suspicious_deletes={"scenes": 60},
    notices=[
        Notice(What.REVIVED_THERE, "journal_entries"),
        Notice(What.SAID, detail="Two visions were active."),
    ],
)  # fmt: skip

LOCKED = Phrase("{file} is locked.", file="C:/j")


def told(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_window_hears_events(capsys):
    events = teller(stdio=True, json=True)
    assert isinstance(events, Events)
    events.ready()
    events.started()
    events.progress("pull", "scenes", 0, None)
    events.progress("pull", "scenes", 100, None)
    events.progress("pull", "scenes", 101, None)
    events.finished(REPORT)
    events.failed(Fault(FaultKind.OFFLINE, Phrase("No network.")))
    events.failed(Fault(FaultKind.LOCKED, LOCKED))
    events.failed(Fault(FaultKind.CANCELLED, Phrase("Stopped.")))
    heard = told(capsys)
    assert [fact["event"] for fact in heard] == [
        "ready", "started", "progress", "progress", "finished", "failed", "failed", "cancelled",
    ]  # fmt: skip
    assert heard[3] == {
        "event": "progress", "phase": "pull", "table": "scenes", "done": 100, "total": None,
    }  # fmt: skip
    report = heard[4]["report"]
    assert (report["pulled"], report["notices"][1]["sentence"]) == (3, "Two visions were active.")
    assert report["held"][0]["reason"] == "a rule of the server does not allow it"
    assert heard[5]["kind"] == "offline"
    assert unpacked(heard[6].pop("said")).values == LOCKED.values
    assert heard[6] == {"event": "failed", "kind": "error", "sentence": "C:/j is locked."}


def test_scripts_get_one_report_per_line_and_sentences_beside_it(capsys):
    lines = teller(stdio=False, json=True)
    assert isinstance(lines, Lines)
    lines.started()
    lines.finished(REPORT)
    lines.failed(Fault(FaultKind.OFFLINE, Phrase("No network.")))
    printed = capsys.readouterr()
    assert json.loads(printed.out)["pulled"] == 3
    assert printed.err == "No network.\n"


def test_readers_get_sentences(capsys):
    sentences = teller(stdio=False, json=False)
    assert isinstance(sentences, Sentences)
    sentences.progress("pull", "scenes", 0, None)
    sentences.finished(REPORT)
    printed = capsys.readouterr()
    assert printed.out == summary(REPORT) + "\n"
    assert "3 pulled, 1 pushed, 0 merged, 1 conflict, 1 held back" in printed.out
    assert printed.err.splitlines() == remarks(REPORT)


def test_what_waits_for_the_member_names_the_way_on():
    held, deletes, kept, notice = remarks(REPORT)
    assert "the journal entry an-id of journal_entries: a rule of the server" in held
    assert kept.startswith("A journal entry was deleted on another device")
    assert "--accept-deletes scenes" in deletes
    assert "--keep-deleted scenes" in deletes
    assert notice == "Two visions were active."


def test_what_the_server_lacks_is_told():
    (sentence,) = remarks(Report(waiting=1, missing_tables=["journal_entries"]))
    assert sentence.startswith("The server has no place for journal entries")


def test_deletions_are_told_where_there_were_any():
    assert "deleted" not in summary(Report())
    assert "0 held back, 2 deleted here, 1 deleted on the server; " in summary(
        Report(deleted_here=2, deleted_there=1)
    )


def test_progress_is_told_in_words_on_a_terminal(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    sentences = Sentences()
    sentences.progress("pull", "journal_entries", 1200, 5000)
    sentences.progress("discover", "", 0, 30)
    shown = capsys.readouterr().err.split("\r")
    assert shown[1] == "Fetching journal entries: 1,200 of 5,000"
    assert shown[2].strip() == "Asking what the server has: 0 of 30"
