"""What a command of manage.py gets from the launcher."""

import os
from pathlib import Path

import pytest

from bps_portal.launcher import environment
from bps_portal.launcher.environment import demo_password, prepare_command


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The databases that were asked for."""
    asked: list[str] = []
    monkeypatch.setattr(environment, "prepare_environment", lambda: asked.append("database"))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "bps_portal.settings.local")
    return asked


@pytest.mark.parametrize("command", ["migrate", "shell", "runserver"])
def test_commands_get_a_database(started: list[str], command: str) -> None:
    prepare_command(["manage.py", command])
    assert started == ["database"]


@pytest.mark.parametrize("words", [[], ["help"], ["--version"], ["makemessages", "--all"]])
def test_commands_without_data_start_none(started: list[str], words: list[str]) -> None:
    prepare_command(["manage.py", *words])
    assert started == []


@pytest.mark.parametrize(
    "words",
    [
        ["migrate", "--settings=bps_portal.settings.production"],
        ["migrate", "--settings", "bps_portal.settings.production"],
    ],
)
def test_production_never_starts_the_embedded_one(started: list[str], words: list[str]) -> None:
    prepare_command(["manage.py", *words])
    assert started == []


def test_production_of_the_environment_never_starts_one(
    started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "bps_portal.settings.production")
    prepare_command(["manage.py", "migrate"])
    assert started == []


def test_the_environment_names_the_given_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/portal")
    monkeypatch.setenv("DEMO_PASSWORD", "chosen")
    environment.prepare_environment()
    assert os.environ["DATABASE_URL"] == "postgres://elsewhere/portal"
    assert os.environ["DEMO_PASSWORD"] == "chosen"


def test_the_demo_password_is_made_up_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    password = demo_password(tmp_path)
    assert len(password) >= 16
    assert demo_password(tmp_path) == password
    assert (tmp_path / "var" / "demo-password").stat().st_mode & 0o077 == 0
