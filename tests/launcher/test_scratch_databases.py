"""Two test runs at once keep out of each other's way."""

import os
import subprocess
from pathlib import Path

import pytest

from bps_portal.launcher import LaunchError, cluster
from bps_portal.launcher.scratch_databases import own_address, template

from .conftest import query


def databases(url: str) -> list[object]:
    return [name for (name,) in query(url, "SELECT datname FROM pg_database")]


def test_each_run_has_a_name_of_its_own(database: str) -> None:
    assert own_address(database).endswith(f"/{cluster.DATABASE}_{os.getpid()}")


def test_what_a_killed_run_left_is_dropped(database: str) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    orphan = f"test_{cluster.DATABASE}_{ended.pid}_gw0"
    living = f"test_{cluster.DATABASE}_{os.getpid()}_gw0"
    for name in (orphan, living):
        query(database, f'CREATE DATABASE "{name}"')
    own_address(database)
    assert orphan not in databases(database)
    assert living in databases(database)
    query(database, f'DROP DATABASE "{living}"')


MANAGE = """
import os, psycopg2, sys
if os.path.exists("broken"):
    sys.exit(1)
connection = psycopg2.connect(os.environ["DATABASE_URL"])
connection.cursor().execute("CREATE TABLE migrated ()")
connection.commit()
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "manage.py").write_text(MANAGE)
    return tmp_path


def test_a_migrated_database_is_made_once_for_each_state(database: str, project: Path) -> None:
    first = template(database, project)
    assert template(database, project) == first
    (project / "migrations").mkdir()
    (project / "migrations" / "0001_initial.py").touch()
    second = template(database, project)
    assert second != first
    assert second in databases(database)
    assert first not in databases(database)


def test_migrations_that_fail_leave_no_template(database: str, project: Path) -> None:
    (project / "broken").touch()
    (project / "uv.lock").write_text("another state")
    with pytest.raises(LaunchError, match="could not be migrated"):
        template(database, project)
    (project / "broken").unlink()
    assert template(database, project) in databases(database)
