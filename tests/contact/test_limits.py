"""Whose messages are counted together."""

from datetime import UTC, datetime

import pytest
from django.test import RequestFactory

from bps_portal.contact import limits
from bps_portal.content import limits as counting

NOW = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


def connection(address: str, forwarded: str = "") -> str:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return counting.connection(RequestFactory().get("/", REMOTE_ADDR=address, headers=headers))


@pytest.mark.parametrize(
    ("address", "forwarded", "counted"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.1", "192.0.2.1"),
        ("10.0.0.7", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.7", "203.0.113.9, 198.51.100.1, 10.0.0.8", "198.51.100.1"),
        ("10.0.0.7", "", "10.0.0.7"),
        ("10.0.0.7", "made up", "made up"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("", "", ""),
    ],
)
def test_proxies_of_our_own_are_looked_through(
    settings: object, address: str, forwarded: str, counted: str
) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/24"]  # type: ignore[attr-defined]
    assert connection(address, forwarded) == counted


def test_the_count_starts_anew_each_hour() -> None:
    mailbox = "a@example.org"
    allowed = [limits.allows_confirmation(mailbox, NOW) for _ in range(4)]
    assert allowed == [True, True, True, False]
    assert not limits.allows_confirmation("A@EXAMPLE.ORG", NOW)
    assert limits.allows_confirmation("b@example.org", NOW)
    assert limits.allows_confirmation(mailbox, NOW.replace(hour=13))


def test_a_cache_that_forgets_lets_everyone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting.cache, "add", lambda *_: True)
    assert limits.allows_confirmation("c@example.org", NOW)
