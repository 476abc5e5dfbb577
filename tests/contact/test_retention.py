"""Messages are deleted when their time is over."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.utils import timezone

from bps_portal.contact.models import ContactMessage
from bps_portal.settings import env

from .factories import ContactMessageFactory


def delete(**options: Any) -> str:
    printed = io.StringIO()
    call_command("delete_old_messages", stdout=printed, **options)
    return printed.getvalue()


@pytest.mark.django_db
def test_only_the_old_ones_go_handled_or_not(settings: Any) -> None:
    settings.CONTACT_RETENTION_DAYS = 30
    now = timezone.now()
    kept = ContactMessageFactory(created_at=now - timedelta(days=29, hours=23))
    ContactMessageFactory(created_at=now - timedelta(days=31))
    ContactMessageFactory(created_at=now - timedelta(days=31), handled_at=now)
    assert delete() == "Deleted 2 messages older than 30 days, 1 of them never handled.\n"
    assert ContactMessage.objects.get() == kept
    assert delete() == "Deleted 0 messages older than 30 days, 0 of them never handled.\n"
    assert delete(verbosity=0) == ""


@pytest.mark.parametrize("value", ["0", "-1", "a year", "1.5"])
def test_a_period_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CONTACT_RETENTION_DAYS", value)
    with pytest.raises(ImproperlyConfigured, match="whole number of days"):
        env.days("CONTACT_RETENTION_DAYS", 365)
