"""Remembers what was last prepared, so that a second start need not load Django for it.

The database is asked which migrations it has; the files that bring content are compared by what
they hold. Any difference, or any doubt, means preparing again, which changes nothing that an
editor wrote.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2

from . import CHECKOUT, LaunchError, tied

# What decides about migrations, static files, the demo content and the languages.
WATCHED = (
    "bps_portal/demo/**/*",
    "bps_portal/settings/*.py",
    "emergency/*.toml",
    "static/**/*",
    "**/migrations/*.py",
    "uv.lock",
)
SKIPPED = frozenset({".venv", ".git", ".tools", "var", "__pycache__"})

Addresses = list[tuple[str, str]]


def prepare(*, static: bool, checkout: Path = CHECKOUT) -> Addresses:
    """Prepare the site if anything changed since the last time; return its languages' addresses.

    Raises:
        LaunchError: when a step failed; what it said stands above.
    """
    memory = checkout / "var" / f"prepared-{_purpose()}{'' if static else '-no-static'}.json"
    if (addresses := _remembered(memory, state(checkout))) is not None:
        return addresses
    command = tied.command([sys.executable, "-m", "bps_portal.launcher.prepare"])
    done = subprocess.run(
        command if static else [*command, "--no-static"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=checkout,
        check=False,
    )
    if done.returncode:
        message = "The site could not be prepared: see the lines above."
        raise LaunchError(message)
    addresses = [_pair(line) for line in done.stdout.splitlines()]
    memory.parent.mkdir(mode=0o755, exist_ok=True)
    memory.write_text(json.dumps({"state": state(checkout), "addresses": addresses}))
    return addresses


def _purpose() -> str:
    """Return the last part of the settings' name, such as `local`."""
    return os.environ.get("DJANGO_SETTINGS_MODULE", "").rpartition(".")[2]


def _pair(line: str) -> tuple[str, str]:
    name, _, path = line.partition("\t")
    return name, path


def _remembered(memory: Path, now: str) -> Addresses | None:
    try:
        last = json.loads(memory.read_text())
        if last["state"] == now:
            return [(name, path) for name, path in last["addresses"]]
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def state(checkout: Path = CHECKOUT) -> str:
    """Return a digest of the watched files, the languages and the database's list of migrations."""
    digest = hashlib.sha256()
    for file in _watched(checkout):
        digest.update(str(file.relative_to(checkout)).encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    further = os.environ.get("ADDITIONAL_LANGUAGES", "")
    decisive = (_purpose(), further, migrations_of(os.environ["DATABASE_URL"]))
    digest.update(repr(decisive).encode())
    return digest.hexdigest()


def _watched(checkout: Path) -> Iterator[Path]:
    for pattern in WATCHED:
        for file in sorted(checkout.glob(pattern)):
            if file.is_file() and not SKIPPED.intersection(file.relative_to(checkout).parts):
                yield file


def migrations_of(url: str) -> list[tuple[object, ...]]:
    """Return the migrations that a database has; an empty list for a new one.

    Their time is part of it, so that a database which was made anew is seen as another.
    """
    try:
        connection = psycopg2.connect(url)
    except psycopg2.Error as error:
        reason = " ".join(str(error).split())
        message = f"The database of DATABASE_URL does not answer: {reason}"
        raise LaunchError(message) from error
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name, applied::text FROM django_migrations ORDER BY id")
            return cursor.fetchall()
    except psycopg2.errors.UndefinedTable:
        return []
    finally:
        connection.close()
