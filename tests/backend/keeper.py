"""A process that owns the servers of one backend and ends them when its starter is gone.

It speaks JSON lines: a request on stdin, one answer on stdout. The end of stdin, which comes
also when the starter was killed, stops everything in reverse order, removes the folder, and ends.
Run by path in an isolated interpreter: standard library only.
"""

from __future__ import annotations

import ctypes
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys

_GRACE = 10.0
_PR_SET_PDEATHSIG = 1


class Keeper:
    """Owns the child processes; lives on the one thread of its process."""

    def __init__(self):
        self._children: dict[str, subprocess.Popen] = {}

    def start(self, name, argv, env, cwd, log, user=None):
        """Start a program with its output in a log file."""
        with open(log, "ab") as output:  # noqa: PTH123  one import less in every start
            self._children[name] = subprocess.Popen(
                argv, env=env, cwd=cwd, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                start_new_session=True, **as_user(user),
                preexec_fn=die_with_parent,  # noqa: PLW1509  the keeper has one thread
            )  # fmt: skip
        return self._children[name].pid

    def alive(self, name):
        """Tell whether a program still runs."""
        return self._children[name].poll() is None

    def stop(self, name):
        """End a program, first kindly; SIGINT is the quick orderly way for PostgreSQL too."""
        child = self._children.pop(name, None)
        if child is None or child.poll() is not None:
            return
        child.send_signal(signal.SIGINT)
        try:
            child.wait(_GRACE)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()

    def stop_all(self):
        """End all programs, the last started first."""
        for name in reversed(list(self._children)):
            self.stop(name)


def as_user(user):
    """The arguments of subprocess that give up root for another account; none for None."""
    if user is None:
        return {}
    return {"user": user, "group": pwd.getpwuid(user).pw_gid, "extra_groups": []}


def die_with_parent():
    """Ask Linux to end the program even when the keeper itself is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def main():
    """Serve requests until stdin ends."""
    folder = sys.argv[1] if len(sys.argv) > 1 else None
    keeper = Keeper()
    # The end of the machine's session: leave by the orderly way below.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        for line in sys.stdin:
            request = json.loads(line)
            try:
                answer = getattr(keeper, request.pop("do"))(**request)
                print(json.dumps({"answer": answer}), flush=True)
            except Exception as error:  # noqa: BLE001  told to the starter, who raises it
                print(json.dumps({"error": repr(error)}), flush=True)
    finally:
        keeper.stop_all()
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
