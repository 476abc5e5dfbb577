"""robots.txt and security.txt."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from bps_portal.delivery.checks import EXPIRY_ID, check_security_txt_holds
from bps_portal.settings.env import BASE_DIR, day

TODAY = timezone.localdate()


def test_robots_stay_away_from_anything_but_the_public_site(client: Client, settings: Any) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == ["User-agent: *", "Disallow: /"]
    settings.CRAWLABLE = True
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /" not in lines
    assert {"Disallow: /admin/", "Disallow: /fr/recherche/", "Disallow: /nl/zoeken/"} <= set(lines)
    assert lines[-1] == "Sitemap: http://localhost/sitemap.xml"


def test_security_txt_says_whom_to_tell_and_until_when(client: Client, settings: Any) -> None:
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    settings.SECURITY_TXT_EXPIRES = TODAY
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"] == "mailto:security@example.org"
    assert fields["Canonical"] == "http://localhost/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "fr, nl"
    assert parse_datetime(fields["Expires"]).date() == TODAY


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("contact", "days"), [("", 10), ("mailto:security@example.org", -2)], ids=["none", "expired"]
)
def test_no_security_txt_without_contact_or_past_its_time(
    client: Client, settings: Any, contact: str, days: int
) -> None:
    settings.SECURITY_CONTACT = contact
    settings.SECURITY_TXT_EXPIRES = TODAY + dt.timedelta(days=days)
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(("days", "warned"), [(31, False), (30, True), (-1, True)])
def test_a_check_warns_before_security_txt_runs_out(settings: Any, days: int, warned: bool) -> None:
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    settings.SECURITY_TXT_EXPIRES = TODAY + dt.timedelta(days=days)
    assert [message.id for message in check_security_txt_holds()] == [EXPIRY_ID] * warned


def test_a_day_in_the_environment_must_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECURITY_TXT_EXPIRES", "2027-09-31")
    with pytest.raises(ImproperlyConfigured, match="SECURITY_TXT_EXPIRES"):
        day("SECURITY_TXT_EXPIRES", "2027-09-30")


def test_security_txt_and_security_md_agree(client: Client, settings: Any) -> None:
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    settings.SECURITY_POLICY = "https://www.example.org/SECURITY.md"
    fields = dict(
        line.split(": ", 1)
        for line in client.get("/.well-known/security.txt").content.decode().splitlines()
    )
    policy = (BASE_DIR / "SECURITY.md").read_text()
    assert urlsplit(fields["Canonical"]).path in policy
    assert f"**In which language**: {fields['Preferred-Languages']}." in policy
    # The address stands in one place only.
    assert "`Contact:`" in policy
    assert "@" not in policy
    assert fields["Policy"] == settings.SECURITY_POLICY
