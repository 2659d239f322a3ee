"""The backend starts for everybody, keeps what it is told to keep, and never stays behind."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.backend.packages import FOLDER
from tests.backend.server import Backend
from tests.patience import PATIENCE

_ROOT = FOLDER.parents[1]


def serve(*options):
    """Start the command as a member of the team would; gives the process and what it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.backend", *options],
        cwd=_ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    lines = []
    for line in process.stdout:
        lines.append(line.strip())
        if "Ctrl-C" in line:
            return process, lines
    process.wait()
    raise AssertionError("the backend did not start")


def exports(lines):
    pairs = [line.removeprefix("export ").split("=", 1) for line in lines if "export" in line]
    return {name: shlex.split(value)[0] for name, value in pairs}


def socket_folder(lines):
    (line,) = [line for line in lines if "psql" in line]
    return Path(line.split("host=")[1].split()[0])


def wait_for_the_end(process):
    process.stdout.close()
    return process.wait(PATIENCE)


def test_the_command_prints_lines_to_paste_and_ends_with_ctrl_c():
    process, lines = serve()
    variables = exports(lines)
    assert set(variables) == {"VIBRATIONFIT_SUPABASE_URL", "VIBRATIONFIT_SUPABASE_KEY"}
    url = variables["VIBRATIONFIT_SUPABASE_URL"]
    headers = {"apikey": variables["VIBRATIONFIT_SUPABASE_KEY"]}
    assert httpx.get(f"{url}/auth/v1/health", headers=headers, trust_env=False).status_code == 200
    process.send_signal(signal.SIGINT)
    assert wait_for_the_end(process) == 0
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, trust_env=False)
    assert not socket_folder(lines).exists()


def test_nothing_survives_when_its_starter_is_killed():
    process, lines = serve()
    url = exports(lines)["VIBRATIONFIT_SUPABASE_URL"]
    with psycopg.connect(f"host={socket_folder(lines)} user=postgres") as connection:
        process.kill()
        wait_for_the_end(process)
        # Ends when the server does: the database is the last to be stopped.
        with pytest.raises(psycopg.OperationalError):
            connection.execute("select pg_sleep(120)")
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, trust_env=False)


@pytest.fixture
def home():
    """A folder to keep a backend in, which PostgreSQL's own account can reach too."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder / "kept"
    shutil.rmtree(folder)


def test_a_kept_backend_comes_back_as_the_same_project(home):
    with Backend(keep=home) as first:
        member = first.sign_up()
        with member.rest() as rest:
            rest.post("/scenes", json={"user_id": member.id, "essence_word": "calm"})
        environment = first.environment
    with Backend(keep=home) as second:
        assert second.environment == environment
        with member.rest() as rest:
            assert rest.get("/scenes?select=essence_word").json() == [{"essence_word": "calm"}]


def test_a_file_of_sql_may_be_the_schema(tmp_path):
    schema = tmp_path / "own.sql"
    schema.write_text("create table public.drifted (id uuid);", encoding="utf-8")
    with Backend(schema) as backend:
        tables = backend.sql("select tablename from pg_tables where schemaname = 'public'")
    assert tables == [("drifted",)]


def test_without_the_packages_of_the_tests_it_says_how_to_get_them(tmp_path):
    absent = "raise ModuleNotFoundError(name='psycopg')"
    (tmp_path / "psycopg.py").write_text(absent, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    words = [sys.executable, "-m", "tests.backend"]
    done = subprocess.run(
        words, cwd=_ROOT, env=environment, capture_output=True, text=True, check=False
    )
    sentence = "The backend needs the packages of the tests (psycopg): sh .ci/install test\n"
    assert (done.returncode, done.stderr) == (1, sentence)


def test_a_schema_that_is_not_there_is_said_in_a_sentence(tmp_path):
    words = [sys.executable, "-m", "tests.backend", "--schema", str(tmp_path / "none.sql")]
    done = subprocess.run(words, cwd=_ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith(f"there is no file {tmp_path / 'none.sql'}")


def test_a_schema_that_fails_leaves_nothing_behind(tmp_path):
    schema = tmp_path / "broken.sql"
    schema.write_text("create tabel;", encoding="utf-8")
    backend = Backend(schema)
    with pytest.raises(psycopg.errors.SyntaxError):
        backend.start()
    backend.stop()


def test_rights_are_those_of_the_sql_also_after_a_restart(backend, member):
    backend.reload()
    with member.rest() as rest:
        assert rest.get("/profiles").status_code == 200
    anonymous = backend.sql(
        "select c.relname from pg_class c, aclexplode(c.relacl) a"
        " where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'"
        " and a.grantee = 'anon'::regrole"
    )
    assert anonymous == []


def test_the_server_sees_a_new_column_after_a_reload(backend, member):
    backend.sql("alter table scenes add column flavour text")
    try:
        backend.reload()
        with member.rest() as rest:
            assert rest.get("/scenes?select=flavour").status_code == 200
    finally:
        backend.sql("alter table scenes drop column flavour")
        backend.reload()
