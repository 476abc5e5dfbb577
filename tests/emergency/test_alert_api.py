"""`/api/v1/alerts`: what runs and what has run, in one language, in Brussels' time."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from emergency.models import AlertUpdate
from tests.emergency.factories import CrisisAlertFactory
from tests.factories import ThemeFactory

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")


def get(client: Client, **query: Any) -> Any:
    answer = client.get("/api/v1/alerts", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.parametrize(
    ("code", "level", "text"),
    [
        ("fr", "Danger", "Vents violents : restez à l’intérieur."),
        ("nl", "Gevaar", "Hevige wind: blijf binnen."),
    ],
)
def test_an_alert_is_told_in_one_language(client: Client, code: str, level: str, text: str) -> None:
    theme = ThemeFactory(name_fr="Eau", name_nl="Water")
    alert = CrisisAlertFactory(
        level="danger",
        place="themes",
        themes=[theme],
        steps_fr="Rentrez.\nFermez.",
        steps_nl="Ga binnen.\nSluit.",
        starts_at=dt.datetime(2026, 7, 1, 12, 0, tzinfo=BRUSSELS),
    )
    AlertUpdate.objects.create(alert=alert, text_fr="Suite", text_nl="Vervolg")
    (item,) = get(client, lang=code)["items"]
    assert (item["level"], item["level_label"], item["text"]) == ("danger", level, text)
    assert item["starts_at"] == "2026-07-01T12:00:00+02:00"
    assert (item["ends_at"], item["in_force"]) == (None, True)
    assert (item["place"], item["themes"]) == ("themes", [{"fr": "eau", "nl": "water"}[code]])
    assert len(item["steps"]) == 2
    assert [update["text"] for update in item["updates"]] == [
        {"fr": "Suite", "nl": "Vervolg"}[code]
    ]
    assert item["link"] is None


def test_what_was_planned_or_called_off_is_not_told(client: Client) -> None:
    now = timezone.now()
    hour = dt.timedelta(hours=1)
    CrisisAlertFactory(starts_at=now + hour)
    CrisisAlertFactory(starts_at=now - hour, ends_at=now - 2 * hour)
    past = CrisisAlertFactory(starts_at=now - 3 * hour, ends_at=now - hour)
    running = CrisisAlertFactory(starts_at=now - 2 * hour)
    assert [item["id"] for item in get(client)["items"]] == [running.pk, past.pk]
    assert [item["id"] for item in get(client, in_force=True)["items"]] == [running.pk]
    assert [item["id"] for item in get(client, in_force=False)["items"]] == [past.pk]


def test_days_are_those_of_brussels(client: Client) -> None:
    CrisisAlertFactory(
        starts_at=dt.datetime(2026, 7, 1, 0, 30, tzinfo=BRUSSELS),
        ends_at=dt.datetime(2026, 7, 2, 0, 30, tzinfo=BRUSSELS),
    )
    days = {"2026-06-30": 0, "2026-07-01": 1, "2026-07-02": 1, "2026-07-03": 0, "9999-12-31": 0}
    for day, count in days.items():
        assert get(client, **{"from": day, "until": day})["count"] == count


def test_it_is_kept_for_seconds_only(client: Client) -> None:
    answer = client.get("/api/v1/alerts")
    assert "max-age=10" in answer["cache-control"]
    assert "max-age=300" in client.get("/api/v1/emergency-numbers")["cache-control"]
    assert "alerts" in client.get("/api/v1/").json()["parts"]
    assert client.get("/api/v1/alerts", {"in_force": "maybe"}).status_code == 422
