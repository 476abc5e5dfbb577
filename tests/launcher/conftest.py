"""A checkout of a test's own, where a real server may run, be killed and leave no trace."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from bps_portal.launcher import cluster, postgres
from bps_portal.launcher.place import Place, place_for


def reachable_folder() -> Path:
    """Return a new folder that every user of the machine may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="bps-launcher-"))
    folder.chmod(0o755)
    return folder


@pytest.fixture
def checkout(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty checkout."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = reachable_folder()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def place(checkout: Path) -> Place:
    """Where the server of the empty checkout lies."""
    place = place_for(checkout)
    place.make()
    return place


@pytest.fixture(scope="session")
def installed() -> Iterator[Path]:
    """A checkout whose database is made once for all tests; none of them leaves it running."""
    folder = reachable_folder()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def server(installed: Path) -> Place:
    """Where the server of that checkout lies."""
    place = place_for(installed)
    place.make()
    return place


@pytest.fixture
def database(installed: Path, server: Place, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of its running server, which holds one row."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    url = postgres.ensure_database(installed)
    query(url, "CREATE TABLE IF NOT EXISTS kept (number int)")
    query(url, "TRUNCATE kept")
    query(url, "INSERT INTO kept VALUES (7)")
    yield url
    postgres.release_database()


def query(url: str, sql: str) -> list[tuple[object, ...]]:
    """Run one statement on a connection of its own; return its rows."""
    connection = psycopg2.connect(url)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def server_number(place: Place) -> int:
    """Return the process number of the running server."""
    server = cluster.running(place)
    assert server
    return server.pid
