"""The clock of the portal."""

import logging
import threading
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from bps_portal.delivery.management.commands import run_scheduler


@pytest.mark.parametrize(
    ("second", "microsecond", "waits"), [(0, 0, 60), (59, 0, 1), (30, 500_000, 29.5)]
)
def test_it_waits_for_the_full_minute(second: int, microsecond: int, waits: float) -> None:
    now = datetime(2026, 1, 1, 12, 0, second, microsecond, tzinfo=timezone.get_current_timezone())
    assert run_scheduler.seconds_to_next_minute(now) == waits


def test_every_minute_has_its_round(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    rounds: list[int] = []

    def note_and_stop_after_two() -> None:
        rounds.append(1)
        if len(rounds) == 2:
            stop.set()

    monkeypatch.setattr(run_scheduler, "run_round", note_and_stop_after_two)
    monkeypatch.setattr(run_scheduler, "run_daily", lambda done_on: done_on)
    monkeypatch.setattr(run_scheduler, "MINUTE", timedelta(milliseconds=1).total_seconds())
    run_scheduler.keep_time(stop)
    assert len(rounds) == 2


@pytest.fixture
def _one_connection(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the connection that holds the test's own transaction."""
    monkeypatch.setattr(run_scheduler, "close_old_connections", lambda: None)


@pytest.mark.usefixtures("_one_connection")
def test_a_round_runs_what_is_due(caplog: pytest.LogCaptureFixture) -> None:
    run_scheduler.run_round()
    assert "failed" not in caplog.text


@pytest.mark.usefixtures("_one_connection")
def test_a_database_that_is_away_costs_one_round(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_name: str) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(run_scheduler, "call_command", fail)
    with caplog.at_level(logging.WARNING):
        run_scheduler.run_round()
    assert "the next round tries again" in caplog.text


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 1, day, hour, 30, tzinfo=timezone.get_current_timezone())


@pytest.mark.usefixtures("_one_connection")
def test_daily_commands_run_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    monkeypatch.setattr(run_scheduler, "call_command", calls.append)
    done_on = run_scheduler.run_daily(None, at(1, 22))
    done_on = run_scheduler.run_daily(done_on, at(1, 23))
    assert calls == settings.DAILY_COMMANDS
    assert run_scheduler.run_daily(done_on, at(2, 0)) == date(2026, 1, 2)
    assert calls == settings.DAILY_COMMANDS * 2


@pytest.mark.usefixtures("_one_connection")
def test_a_daily_command_that_failed_is_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_name: str) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(run_scheduler, "call_command", fail)
    assert run_scheduler.run_daily(None, at(1, 0)) is None


@pytest.mark.usefixtures("_one_connection")
def test_the_daily_commands_exist() -> None:
    assert run_scheduler.run_daily(None, at(1, 0)) == date(2026, 1, 1)


def test_the_command_ends_with_its_signal(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[threading.Event] = []
    monkeypatch.setattr(run_scheduler, "keep_time", seen.append)
    monkeypatch.setattr(run_scheduler.signal, "signal", lambda _sign, handler: handler())
    call_command("run_scheduler")
    assert seen[0].is_set()
