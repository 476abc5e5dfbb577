"""Production does not start without its secrets, and says what to set."""

import os
import subprocess
import sys
from itertools import chain

import pytest

from bps_portal.settings.env import database
from bps_portal.settings.refusals import (
    half_storage,
    lonely_processes,
    weak_key,
    wrong_address,
    wrong_database,
    wrong_hosts,
    wrong_media_address,
    wrong_networks,
)

GIVEN = {
    "SECRET_KEY": "a long random text that only this test knows, of fifty characters or more",
    "ALLOWED_HOSTS": "www.example.org",
    "DATABASE_URL": "postgres://portal@db.example.org/portal",
    "SITE_URL": "https://www.example.org",
}


def environment_of(values: dict[str, str]) -> dict[str, str]:
    """Return the environment of a process in production with these variables."""
    kept = {name: value for name, value in os.environ.items() if name not in GIVEN}
    return kept | values | {"DJANGO_SETTINGS_MODULE": "bps_portal.settings.production"}


def load(values: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Load the production settings in a process of their own."""
    code = "from django.conf import settings; print(settings.SECURE_SSL_REDIRECT, settings.DEBUG)"
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment_of(values),
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_loads_with_all_that_it_needs() -> None:
    loaded = load(GIVEN)
    assert loaded.stdout == "True False\n", loaded.stderr


def test_all_that_is_missing_is_told_at_once() -> None:
    refused = load({})
    assert refused.returncode != 0
    for name in GIVEN:
        assert f"Set the environment variable {name}: " in refused.stderr


def refused(**values: str) -> list[str]:
    """Return the sentences with which production refuses to start, in this process."""
    environment = {**GIVEN, **values}
    found = chain(
        weak_key(environment["SECRET_KEY"]),
        wrong_address(environment["SITE_URL"]),
        wrong_hosts(environment["ALLOWED_HOSTS"].split(","), environment["SITE_URL"]),
        wrong_database(environment["DATABASE_URL"]),
        wrong_networks("TRUSTED_PROXIES", environment.get("TRUSTED_PROXIES", "::1").split(",")),
        lonely_processes(environment.get("WEB_CONCURRENCY", ""), environment.get("CACHE_URL", "")),
        wrong_media_address(environment.get("MEDIA_URL", "/media/")),
        half_storage(dict.fromkeys(S3, "") | environment),
    )
    return list(found)


S3 = ("S3_BUCKET", "S3_ENDPOINT_URL", "S3_REGION", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY must have at least 50 signs"),
        ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY must have at least 50 signs"),
        ({"SITE_URL": "www.example.org"}, "SITE_URL must be an address such as"),
        ({"SITE_URL": "http://www.example.org"}, "SITE_URL must begin with https://"),
        ({"SITE_URL": "https://www.example.org/"}, "SITE_URL must end after the host"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts"),
        ({"ALLOWED_HOSTS": "example.org"}, "add www.example.org."),
        ({"DATABASE_URL": "sqlite:///portal.sqlite3"}, "DATABASE_URL must be a PostgreSQL"),
        ({"TRUSTED_PROXIES": "10.0.0.1,proxy"}, "TRUSTED_PROXIES must hold addresses"),
        ({"WEB_CONCURRENCY": "two"}, "WEB_CONCURRENCY must be a number"),
        ({"WEB_CONCURRENCY": "2"}, "needs a cache that its processes share"),
        ({"MEDIA_URL": "http://files.example.org/"}, "MEDIA_URL must be such as"),
        ({"S3_REGION": "eu"}, "Set S3_BUCKET, the bucket of the uploads, or leave out S3_REGION."),
        ({"S3_BUCKET": "b", "S3_ACCESS_KEY_ID": "k"}, "Set both S3_ACCESS_KEY_ID and"),
        ({"S3_BUCKET": "b", "S3_ENDPOINT_URL": "s3"}, "S3_ENDPOINT_URL must be an address"),
    ],
)
def test_what_is_half_configured_is_refused(values: dict[str, str], said: str) -> None:
    (sentence,) = refused(**values)
    assert said in sentence


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"ALLOWED_HOSTS": ".example.org"},
        {"SITE_URL": "http://localhost:8080", "ALLOWED_HOSTS": "localhost"},
        {"WEB_CONCURRENCY": "4", "CACHE_URL": "redis://cache:6379/0"},
        {"WEB_CONCURRENCY": "4", "CACHE_URL": "dbcache://cache"},
        {"S3_BUCKET": "portal", "S3_REGION": "eu-west-1"},
        {"MEDIA_URL": "https://files.example.org/"},
    ],
)
def test_what_is_whole_is_not(values: dict[str, str]) -> None:
    assert refused(**values) == []


def test_several_problems_are_told_together_and_nothing_else() -> None:
    stopped = managed(GIVEN | {"SECRET_KEY": "short", "ALLOWED_HOSTS": "*", "WEB_CONCURRENCY": "2"})
    assert stopped.returncode == 1
    for name in ("SECRET_KEY must", "ALLOWED_HOSTS must", "WEB_CONCURRENCY=2 needs"):
        assert name in stopped.stderr
    assert "Traceback" not in stopped.stderr


def managed(values: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run Django's checks for production with these variables."""
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment_of(values),
        capture_output=True,
        text=True,
        check=False,
    )


def test_djangos_own_checks_find_nothing_to_mend() -> None:
    done = managed(GIVEN)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("query", "seconds"), [("", 3), ("?connect_timeout=9", 9)])
def test_a_server_that_does_not_answer_is_not_waited_for_long(query: str, seconds: int) -> None:
    options = database(f"postgres://portal@db.example.org/portal{query}")["OPTIONS"]
    assert options["connect_timeout"] == seconds
