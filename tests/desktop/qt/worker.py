"""A sync worker for tests: it speaks the protocol and does what its words tell it."""

from __future__ import annotations

import json
import sys
import threading


def say(event, **facts):
    print(json.dumps({"event": event, **facts}), flush=True)


def main(words):
    if "die" in words:
        return 3
    if "key" in words:
        say("finished", report={"key": json.loads(sys.stdin.readline())["key"]})
    print("a library's chatter", file=sys.stderr, flush=True)
    print("not a fact", flush=True)
    say("ready")
    for line in sys.stdin:
        wish = json.loads(line)["do"]
        if wish == "cancel":
            say("cancelled")
        elif (wish == "now" and run(words)) or (wish == "quit" and "deaf" not in words):
            return 0
    if "deaf" in words:
        threading.Event().wait()
    return 0


def run(words):
    """Tell of a run, and whether the worker ends after it."""
    say("started")
    say("progress", phase="pull", table="journal_entries", done=5, total=None)
    if "offline" in words:
        say("failed", kind="offline", sentence="The server could not be reached.")
    elif "long" not in words:
        say("finished", report={"pulled": 5})
    return "once" in words


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
