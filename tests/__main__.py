"""Everything that must hold before a change lands: `python -m tests`.

Style first, because it fails fastest, then the tests, and the types beside them. What is said to
this command is said to pytest, whose last line is the last one.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]

STYLE = (("ruff", "check", "."), ("ruff", "format", "--check", "."))
TYPES = ("mypy",)
# Three tests beside each other on two processors, for much of a test is waiting. Those of a module
# stay together, because they share what is costly, and the longest come first: see `tests.order`.
# A crash ends the run: with another worker in place of the one that is gone, xdist waits for ever.
TESTS = (
    "pytest", "-n", "3", "--dist", "loadscope", "--no-loadscope-reorder",
    "--max-worker-restart", "0",
)  # fmt: skip


def main() -> int:
    for step in STYLE:
        print("+ " + " ".join(step), flush=True)
        code = subprocess.run(_command(step), cwd=ROOT, check=False).returncode
        if code:
            return code
    return _types_and_tests()


def _types_and_tests() -> int:
    """Run both beside each other; types that do not fit end the tests at once."""
    print("+ " + " ".join(TYPES), "+ " + " ".join(TESTS), sep="\n", flush=True)
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(_command(TYPES), cwd=ROOT, stdout=said, stderr=said) as types,
        subprocess.Popen(_command((*TESTS, *sys.argv[1:])), cwd=ROOT) as tests,
    ):
        watching = threading.Thread(target=_end_both, args=(types, tests))
        watching.start()
        tests.wait()
        watching.join()
        if types.returncode:
            _repeat(said)
    return types.returncode or tests.returncode


def _end_both(types: subprocess.Popen[bytes], tests: subprocess.Popen[bytes]) -> None:
    if types.wait():
        tests.terminate()


def _repeat(said: IO[bytes]) -> None:
    said.seek(0)
    print("\n" + said.read().decode("utf-8", "replace"), flush=True)


def _command(step: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", *step]


if __name__ == "__main__":
    sys.exit(main())
