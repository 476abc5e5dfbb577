"""Production does not start without its secrets, and says what to set."""

import os
import subprocess
import sys

import pytest

from bps_portal.settings.env import database

GIVEN = {
    "SECRET_KEY": "a long random text that only this test knows, of fifty characters or more",
    "ALLOWED_HOSTS": "www.example.org",
    "DATABASE_URL": "postgres://portal@db.example.org/portal",
    "SITE_URL": "https://www.example.org",
}


def load(values: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Load the production settings in a process of their own."""
    kept = {name: value for name, value in os.environ.items() if name not in GIVEN}
    code = "from django.conf import settings; print(settings.SECURE_SSL_REDIRECT, settings.DEBUG)"
    return subprocess.run(
        [sys.executable, "-c", code],
        env=kept | values | {"DJANGO_SETTINGS_MODULE": "bps_portal.settings.production"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_loads_with_all_that_it_needs() -> None:
    loaded = load(GIVEN)
    assert loaded.stdout == "True False\n", loaded.stderr


@pytest.mark.parametrize("name", GIVEN)
def test_a_missing_value_stops_the_start_with_a_sentence(name: str) -> None:
    refused = load({key: value for key, value in GIVEN.items() if key != name})
    assert refused.returncode != 0
    assert f"Set the environment variable {name}: " in refused.stderr


def test_another_database_than_postgresql_is_refused() -> None:
    refused = load(GIVEN | {"DATABASE_URL": "sqlite:///portal.sqlite3"})
    assert refused.returncode != 0
    assert "DATABASE_URL must be a PostgreSQL address" in refused.stderr


@pytest.mark.parametrize(("query", "seconds"), [("", 3), ("?connect_timeout=9", 9)])
def test_a_server_that_does_not_answer_is_not_waited_for_long(query: str, seconds: int) -> None:
    options = database(f"postgres://portal@db.example.org/portal{query}")["OPTIONS"]
    assert options["connect_timeout"] == seconds
