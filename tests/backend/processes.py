"""The starter's side of the keeper: programs that cannot outlive this process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

_PAUSE = 0.02


class ProgramFailed(Exception):
    """A server of the backend did not start; the message holds the end of its log."""


class Processes:
    """Starts and stops named programs through a keeper process.

    Use from one thread at a time. `close` ends all programs and removes `folder`, if given.
    """

    def __init__(self, folder=None):
        # -I -S: the keeper starts in 20 ms and sees nothing of the environment under test.
        command = [sys.executable, "-I", "-S", str(Path(__file__).with_name("keeper.py"))]
        self._keeper = subprocess.Popen(
            command + ([str(folder)] if folder else []),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        self._logs = {}

    def start(self, name, argv, *, env, cwd, log, user=None):
        """Start a program; its output is appended to `log`."""
        self._logs[name] = Path(log)
        return self._ask(
            do="start", name=name, argv=[str(a) for a in argv], env=env, cwd=str(cwd),
            log=str(log), user=user,
        )  # fmt: skip

    def stop(self, name):
        """End a program and wait until it is gone."""
        self._ask(do="stop", name=name)

    def wait_until(self, name, ready, seconds=30.0):
        """Poll until `ready()` is true; raises ProgramFailed when the program ends or is late."""
        limit = time.monotonic() + seconds
        while not ready():
            if not self._ask(do="alive", name=name):
                raise ProgramFailed(f"{name} ended at once:\n{self.log(name)}")
            if time.monotonic() > limit:
                raise ProgramFailed(f"{name} is not ready after {seconds} s:\n{self.log(name)}")
            time.sleep(_PAUSE)

    def log(self, name):
        """Give the end of what the program wrote."""
        text = self._logs[name].read_text(encoding="utf-8", errors="replace")
        return text[-4000:]

    def close(self):
        """End everything; safe to call again."""
        if self._keeper.stdin.closed:
            return
        self._keeper.stdin.close()
        self._keeper.wait()
        self._keeper.stdout.close()

    def _ask(self, **request):
        self._keeper.stdin.write(json.dumps(request) + "\n")
        self._keeper.stdin.flush()
        line = self._keeper.stdout.readline()
        if not line:
            raise ProgramFailed("the keeper of the backend's processes is gone")
        answer = json.loads(line)
        if "error" in answer:
            raise ProgramFailed(answer["error"])
        return answer["answer"]


def clean_environment(**more):
    """This process's environment without what would lead PostgreSQL or Node astray."""
    misleading = ("PG", "SUPABASE_", "NODE_OPTIONS")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(misleading)}
    return {**kept, **more}
