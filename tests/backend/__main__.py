"""`python -m tests.backend`: a throw-away Supabase to try the application against."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

try:
    from tests.backend import packages
    from tests.backend.processes import ProgramFailed
    from tests.backend.server import SCHEMAS, Backend
except ModuleNotFoundError as missing:
    sys.exit(f"The backend needs the packages of the tests ({missing.name}): sh .ci/install test")


def main():
    """Run a backend until Ctrl-C, after printing the lines to paste into a shell."""
    parser = _parser()
    arguments = parser.parse_args()
    if arguments.install:
        packages.install()
        return
    if not (arguments.schema in SCHEMAS or Path(arguments.schema).is_file()):
        parser.error(f"--schema: there is no file {arguments.schema}")
    end = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: end.set())
    try:
        _serve(arguments, end)
    except ProgramFailed as fault:
        sys.exit(str(fault))


def _serve(arguments, end):
    with Backend(arguments.schema, keep=arguments.keep, port=arguments.port) as backend:
        for name, value in backend.environment.items():
            print(f"export {name}={value}")
        print(f"# psql '{backend.dsn}'    secret key: {backend.secret_key}")
        print("# Running; Ctrl-C ends it.", flush=True)
        end.wait()


def _parser():
    parser = argparse.ArgumentParser(prog="python -m tests.backend", description=main.__doc__)
    parser.add_argument(
        "--schema", default="documented", metavar="documented|upgraded|FILE.sql",
        help="the documented schema, the same with the sync migration, or a file of SQL",
    )  # fmt: skip
    parser.add_argument("--keep", metavar="DIR", help="keep everything there for the next time")
    parser.add_argument("--port", type=int, default=0, metavar="N", help="default: a free one")
    parser.add_argument(
        "--install", action="store_true", help="only install the npm packages, once per lock"
    )
    return parser


if __name__ == "__main__":
    main()
