"""Machines that send readers here learn whether this process lives, and whether it can work."""

from collections import namedtuple

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client

from bps_portal.delivery import health

pytestmark = pytest.mark.django_db

Usage = namedtuple("Usage", "free")


@pytest.mark.parametrize("path", [health.LIVE, health.READY])
@pytest.mark.parametrize("host", ["127.0.0.1:8000", "elsewhere.example"])
def test_it_answers_by_any_name_and_redirects_nowhere(settings, path: str, host: str) -> None:
    settings.ALLOWED_HOSTS = ["portal.example"]
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get(path, headers={"Host": host})
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Cache-Control"] == "no-store"


def without_database(monkeypatch) -> None:
    def refuse(*_args: object) -> None:
        raise OperationalError("no server at 10.0.0.5")

    monkeypatch.setattr(health, "MigrationExecutor", refuse)


def without_a_migration(_monkeypatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'delivery'")


def without_cache(monkeypatch) -> None:
    monkeypatch.setattr(cache, "get", lambda *_args: None)


def with_a_cache_that_is_gone(monkeypatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise ConnectionError("redis://10.0.0.6")

    monkeypatch.setattr(cache, "set", refuse)


def with_a_full_disk(monkeypatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _place: Usage(free=1024))


def with_a_folder_that_is_closed(monkeypatch) -> None:
    monkeypatch.setattr(health.os, "access", lambda *_args: False)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (without_database, "does not answer"),
        (without_a_migration, "migrations are missing"),
        (without_cache, "keeps nothing"),
        (with_a_cache_that_is_gone, "cache does not answer"),
        (with_a_full_disk, "MB are left"),
        (with_a_folder_that_is_closed, "cannot be written"),
    ],
)
def test_it_is_not_ready_without_a_part_and_tells_only_the_log(
    monkeypatch, caplog, damage, said: str
) -> None:
    damage(monkeypatch)
    answer = Client().get(health.READY)
    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    assert said in caplog.text
    assert Client().get(health.LIVE).status_code == 200
