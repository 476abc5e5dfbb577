"""The databases of test runs on the embedded server: quick to make, out of each other's way."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from . import CHECKOUT, LaunchError, cluster
from .locks import FileLock
from .progress import say

# Django puts `test_` before the name and pytest-xdist the worker's after it.
NAME = re.compile(rf"test_{cluster.DATABASE}_(\d+)(_\w+)?")
TEMPLATE = f"{cluster.DATABASE}_template_"
# Which tables there are depends on these files alone.
DECISIVE = ("**/migrations/*.py", "bps_portal/settings/*.py", "uv.lock")
SKIPPED = frozenset({".venv", ".tools", "var"})


def own_address(url: str) -> str:
    """Return the address of the embedded server with a database name for this test run.

    No such database is made: Django derives the names of its test databases from it. Those that
    a killed run left behind are dropped.
    """
    with _statements(url) as cursor:
        for name in _names(cursor):
            found = NAME.fullmatch(name)
            if found and not _exists(int(found[1])):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
    return _with_name(url, f"{cluster.DATABASE}_{os.getpid()}")


def template(url: str, checkout: Path = CHECKOUT) -> str:
    """Return the name of a migrated database to copy, which takes a moment where migrating is slow.

    It is made once for each state of the migrations; the one of an earlier state is dropped.

    Raises:
        LaunchError: when the migrations fail; what they said stands above.
    """
    name = TEMPLATE + _digest(checkout)
    with FileLock(_lock_file(checkout)), _statements(url) as cursor:
        names = _names(cursor)
        if name not in names:
            for old in names:
                if old.startswith(TEMPLATE):
                    cursor.execute(f'DROP DATABASE "{old}"')
            _make(cursor, url, name, checkout)
    return name


def _make(cursor: Cursor, url: str, name: str, checkout: Path) -> None:
    say("Migrating a database for tests (once for each change of the migrations) ...")
    unfinished = f"{cluster.DATABASE}_unfinished"
    cursor.execute(f'DROP DATABASE IF EXISTS "{unfinished}" WITH (FORCE)')
    cursor.execute(f'CREATE DATABASE "{unfinished}"')
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        env=os.environ
        | {
            "DATABASE_URL": _with_name(url, unfinished),
            "DJANGO_SETTINGS_MODULE": "bps_portal.settings.test",
        },
        cwd=checkout,
        check=False,
    )
    if done.returncode:
        message = "The database for tests could not be migrated: see the lines above."
        raise LaunchError(message)
    cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')


def _lock_file(checkout: Path) -> Path:
    folder = checkout / "var"
    folder.mkdir(mode=0o755, exist_ok=True)
    return folder / "template.lock"


def _digest(checkout: Path) -> str:
    digest = hashlib.sha256()
    for pattern in DECISIVE:
        for file in sorted(checkout.glob(pattern)):
            if not SKIPPED.intersection(file.relative_to(checkout).parts):
                digest.update(file.relative_to(checkout).as_posix().encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


@contextmanager
def _statements(url: str) -> Iterator[Cursor]:
    # Not the database itself: nobody may be connected to one that is copied or renamed.
    connection = psycopg2.connect(_with_name(url, "postgres"))
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def _names(cursor: Cursor) -> list[str]:
    cursor.execute("SELECT datname FROM pg_database")
    return [name for (name,) in cursor.fetchall()]


def _with_name(url: str, name: str) -> str:
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def _exists(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
