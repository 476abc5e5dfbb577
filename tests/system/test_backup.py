"""A backup is restored on an empty machine and gives the same pages, byte for byte."""

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from difflib import unified_diff
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Model
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from bps_portal.content.models import PortalImage
from tests.stand.processes import ROOT, Portal, running, settings_of

from .test_front_cache import addresses, ask

# Another one in each form.
FOR_ONE_READER = re.compile(r'name="(csrfmiddlewaretoken|stamp)" value="[^"]*"')


@pytest.fixture
def empty_database(content: str) -> Iterator[str]:
    """The address of a new database."""
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield urlsplit(content)._replace(path=f"/{name}").geturl()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def manage(database: str, media: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=os.environ | settings_of(media, database),
        capture_output=True,
        text=True,
        check=False,
    )


def pages(database: str, media: Path) -> dict[str, tuple[int, str]]:
    """Return status and text of every public page, as a reader of one host gets them."""
    found = {}
    with running(Portal(media, database, workers=1, PAGE_CACHE="0")) as portal:
        for code in ("fr", "nl"):
            for address in [*addresses(code), "/sitemap.xml", "/api/v1/alerts"]:
                answer = ask(portal.url + address, Host="localhost")
                found[address] = (answer.status, FOR_ONE_READER.sub("", answer.text))
    return found


def differences(expected: dict[str, tuple[int, str]], found: dict[str, tuple[int, str]]) -> str:
    """Return the lines in which pages differ."""
    lines = []
    for address, (status, text) in expected.items():
        other_status, other = found[address]
        if (status, text) != (other_status, other):
            lines += [f"{address} {status} {other_status}"]
            lines += unified_diff(text.splitlines(), other.splitlines(), n=0, lineterm="")
    return "\n".join(lines)


def rows(database: str, model: type[Model]) -> int:
    """Return how many rows a table of a database has."""
    with contextlib.closing(psycopg2.connect(database)) as line, line.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')  # noqa: S608 - our own
        return int(cursor.fetchone()[0])


def refused(done: subprocess.CompletedProcess[str], words: str) -> None:
    """Expect one clear sentence and a status that says so."""
    assert done.returncode == 1
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_an_empty_machine_shows_the_same_pages(
    content: str, empty_database: str, tmp_path: Path
) -> None:
    here, folder, media = Path(settings.MEDIA_ROOT), tmp_path / "copy", tmp_path / "media"
    # Long after these tests, whose other stands have workers.
    later = timezone.now() + timedelta(days=1)
    DBTaskResult.objects.create(
        task_path="a.mail", args_kwargs={}, backend_name="default", run_after=later
    )
    SessionStore().save()
    # First, since the sizes of a picture that a page needs are made, and named, when it is read.
    expected = pages(content, here)
    made = manage(content, here, "backup", str(folder))
    assert made.returncode == 0, made.stderr
    assert re.search(r"Copied (\d+) of \1 files", made.stdout)
    manifest = json.loads((folder / "manifest.json").read_text())
    names = {kept["name"] for kept in manifest["files"]}
    assert set(PortalImage.objects.values_list("file", flat=True)) <= names
    assert not manifest["lost"]
    refused(manage(content, here, "backup", str(folder)), "is not empty")

    # What is there already is not replaced without consent.
    refused(manage(content, here, "restore", str(folder)), "Say --yes to replace it")
    restored = manage(empty_database, media, "restore", str(folder))
    assert restored.returncode == 0, restored.stderr
    assert not differences(expected, pages(empty_database, media))
    assert manage(empty_database, media, "migrate", "--check").returncode == 0
    assert not rows(empty_database, DBTaskResult)
    assert not rows(empty_database, Session)

    damaged = tmp_path / "damaged"
    shutil.copytree(folder, damaged)
    with (damaged / "database.dump").open("r+b") as dump:
        dump.truncate(dump.seek(0, os.SEEK_END) // 2)
    refused(manage(empty_database, media, "restore", str(damaged), "--yes"), "damaged")
    # Whoever forged the checksum too: the database refuses, and stays as it was.
    digest = subprocess.check_output(["sha256sum", damaged / "database.dump"], text=True).split()[0]
    forged = manifest | {"database_sha256": digest}
    (damaged / "manifest.json").write_text(json.dumps(forged))
    lost = next(iter(names))
    (media / lost).unlink()
    refused(manage(empty_database, media, "restore", str(damaged), "--yes"), "Nothing was restored")
    assert not (media / lost).exists()
    again = manage(empty_database, media, "restore", str(folder), "--yes")
    assert again.returncode == 0, again.stderr
    assert (media / lost).exists()
    assert manage(empty_database, media, "migrate", "--check").returncode == 0
