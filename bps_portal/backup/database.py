"""The database's part of a backup: PostgreSQL's own pg_dump, pg_restore and psql."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

from django.contrib.sessions.models import Session
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient
from django_tasks_db.models import DBTaskResult

from bps_portal.launcher import CHECKOUT, LaunchError
from bps_portal.launcher.binaries import find_programs
from bps_portal.launcher.place import place_for

# Whoever was signed in signs in again; what waited in the queue, e-mails say, is not sent twice.
NOT_KEPT = (Session, DBTaskResult)
# A portal that is still being read would hold it up for ever.
LOCK_SECONDS = 20


class DatabaseError(Exception):
    """What is wrong, in one sentence."""


def server_version() -> int:
    """Return the major version of the server."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        (number,) = cursor.fetchone()
    return int(number) // 10_000


def dump(file: Path, snapshot: str) -> None:
    """Write what one snapshot of the database shows to a file, in pg_dump's own format.

    Raises:
        DatabaseError: where no fitting pg_dump is at hand, or it fails (a full disk, say).
    """
    _run(
        [
            *_program("pg_dump", server_version()),
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={snapshot}",
            f"--file={file}",
            *(f"--exclude-table-data=public.{model._meta.db_table}" for model in NOT_KEPT),
        ]
    )


def replace(file: Path, version: int) -> None:
    """Put what a dump holds in the place of the database's content: all of it or nothing.

    Args:
        file: what `dump` wrote.
        version: the major version of the server that it is from.

    Raises:
        DatabaseError: where it cannot be done; the database is as it was.
    """
    if version > server_version():
        raise DatabaseError(
            f"The backup is from PostgreSQL {version}, the database here is {server_version()}:"
            " use a PostgreSQL at least as new."
        )
    with tempfile.NamedTemporaryFile(suffix=".sql") as script:
        restoring = _program("pg_restore", version)
        _run([*restoring, "--no-owner", "--no-privileges", f"--file={script.name}", str(file)])
        # In one transaction, so that readers and a failure find the old tables or the new ones.
        _run(
            [
                *_program("psql", version),
                "--no-psqlrc",
                "--quiet",
                "--single-transaction",
                "--set=ON_ERROR_STOP=1",
                "--output=/dev/null",
                f"--command=SET lock_timeout = '{LOCK_SECONDS}s'",
                "--command=DROP SCHEMA public CASCADE",
                "--command=CREATE SCHEMA public",
                f"--file={script.name}",
            ]
        )


def _program(name: str, version: int) -> list[str]:
    """Return the path of a client program that is at least as new as a server."""
    tried = []
    for folder in _folders():
        path = folder / name
        if not path.exists():
            continue
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
        found = re.search(r"\) (\d+)", said.stdout)
        if found and int(found[1]) >= version:
            return [str(path)]
        tried.append(f"{path} is {said.stdout.strip() or 'broken'}")
    problem = f" ({'; '.join(tried)})" if tried else ""
    raise DatabaseError(
        f"{name} of PostgreSQL {version} or newer is missing{problem}: install the package"
        f" postgresql-client-{version}."
    )


def _folders() -> list[Path]:
    on_path = [Path(folder) for folder in os.get_exec_path()]
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    try:
        embedded = [find_programs(place_for(CHECKOUT)).folder]
    except (LaunchError, OSError):
        embedded = []
    return [*embedded, *on_path, *debian]


def _run(command: list[str]) -> None:
    """Run a client program on the portal's database."""
    arguments, environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    if not command[0].endswith("pg_restore"):
        command = [*command, *_address(arguments)]
    # In plain English, whatever the machine speaks.
    everything = os.environ | (environment or {}) | {"LC_ALL": "C"}
    done = subprocess.run(command, env=everything, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        errors = [line for line in lines if re.search(r"error|ERROR|fatal|FATAL", line)]
        said = (errors or lines or ["it said nothing"])[0].strip()
        raise DatabaseError(f"{Path(command[0]).name} failed: {said}")


def _address(arguments: list[str]) -> list[str]:
    """Return the options that name server, user and database, out of those for psql."""
    return arguments[1:]
