"""Everything that must hold before a change lands: `python -m tests`.

Style and types first, because they fail fastest, then the tests themselves.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Two tests beside each other; those of a module stay together, for they share what is costly.
# A crash ends the run: with another worker in place of the one that is gone, xdist waits for ever.
TESTS = ("pytest", "-n", "2", "--dist", "loadscope", "--max-worker-restart", "0")
STEPS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    TESTS,
)


def main() -> int:
    for step in STEPS:
        print("+ " + " ".join(step), flush=True)
        arguments = sys.argv[1:] if step is TESTS else []
        done = subprocess.run([sys.executable, "-m", *step, *arguments], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
