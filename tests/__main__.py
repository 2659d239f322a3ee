"""Everything that must hold before a change lands: `python -m tests`.

Style and types first, because they fail fastest, then the tests themselves.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

STEPS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("pytest",),
)


def main() -> int:
    for step in STEPS:
        print("+ " + " ".join(step), flush=True)
        arguments = sys.argv[1:] if step == ("pytest",) else []
        done = subprocess.run([sys.executable, "-m", *step, *arguments], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
