"""Measures for Prometheus: what they count, and who sees them."""

from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client.parser import text_string_to_metric_families

from bps_portal.delivery import metrics
from emergency.levels import Level
from tests.emergency.factories import CrisisAlertFactory

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-more-than-twenty-four-signs"
Measured = Callable[..., float]


@pytest.fixture
def measured(client: Client, settings) -> Measured:
    """Read a measure as Prometheus does."""
    settings.METRICS_TOKEN = TOKEN

    def value(name: str, **labels: str) -> float:
        answer = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
        assert answer.headers["Cache-Control"] == "private, no-store"
        found = [
            sample.value
            for family in text_string_to_metric_families(answer.content.decode())
            for sample in family.samples
            if sample.name == name and labels.items() <= sample.labels.items()
        ]
        return sum(found) if found else -1

    return value


def test_answers_are_counted_by_view_and_status(measured: Measured, client: Client, home):
    labels = {"view": "wagtail_serve", "method": "GET", "status": "200"}
    before = max(measured("portal_requests_total", **labels), 0)
    timed = max(measured("portal_request_seconds_count", view="wagtail_serve"), 0)
    client.get("/fr/")
    client.generic("JUNK", "/fr/")
    assert measured("portal_requests_total", **labels) == before + 1
    assert measured("portal_requests_total", method="other") >= 1
    assert measured("portal_request_seconds_count", view="wagtail_serve") == timed + 2


def test_what_waits_is_told(measured: Measured):
    def task(path: str, status: str) -> None:
        DBTaskResult.objects.create(
            task_path=path,
            status=status,
            args_kwargs={"args": [], "kwargs": {}},
            run_after=timezone.now(),
            backend_name="default",
        )

    purge = f"{metrics.__name__.removesuffix('metrics')}purging.purge_again"
    task(purge, "READY")
    task("other.task", "READY")
    task("other.task", "FAILED")
    CrisisAlertFactory(level=Level.DANGER)
    assert measured("portal_database_up") == 1
    assert measured("portal_tasks_waiting") == 2
    assert measured("portal_purges_waiting") == 1
    assert measured("portal_tasks_failed") == 1
    assert measured("portal_alerts") == 1


def test_without_a_database_the_rest_is_told(measured: Measured, monkeypatch):
    def fail():
        raise OperationalError

    monkeypatch.setattr(metrics, "_stored", fail)
    assert measured("portal_database_up") == 0
    assert measured("portal_tasks_waiting") == -1


@pytest.mark.parametrize("token", ["", TOKEN])
@pytest.mark.parametrize(
    "sent", [{}, {"authorization": "Bearer wrong"}, {"authorization": "Bearer "}]
)
def test_strangers_learn_nothing(client: Client, settings, token: str, sent: dict[str, str]):
    settings.METRICS_TOKEN = token
    answer = client.get("/metrics", headers=sent)
    assert (answer.status_code, answer.content) == (404, b"Not found\n")
    assert answer["X-Content-Type-Options"] == "nosniff"
