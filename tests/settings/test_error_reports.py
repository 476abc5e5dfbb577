"""What Sentry is told of an error: where it happened, never to whom."""

import pytest
import sentry_sdk
from django.core.exceptions import ImproperlyConfigured

from bps_portal.settings.error_reports import report_errors, without_people


def test_an_event_tells_nothing_of_the_visitor() -> None:
    event = {
        "user": {"ip_address": "203.0.113.7"},
        "server_name": "web-1",
        "request": {
            "method": "GET",
            "url": "https://www.example.org/nl/zoeken/?q=geheim",
            "query_string": "q=geheim",
            "cookies": {"sessionid": "geheim"},
            "headers": {"Cookie": "geheim", "Host": "www.example.org", "X-Forwarded-For": "geheim"},
            "env": {"REMOTE_ADDR": "203.0.113.7"},
            "data": "geheim",
        },
        "exception": {"values": [{"value": "jan@example.org: refused"}]},
        "level": "error",
    }
    assert without_people(event, {}) == {
        "request": {
            "method": "GET",
            "url": "https://www.example.org/nl/zoeken/",
            "headers": {"Host": "www.example.org"},
        },
        "exception": {"values": [{"value": "[e-mail]: refused"}]},
        "level": "error",
    }


def test_without_an_address_nothing_is_sent() -> None:
    report_errors("", "1.0", "www.example.org")
    assert not sentry_sdk.get_client().is_active()


def test_a_wrong_address_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="SENTRY_DSN must be"):
        report_errors("sentry.example.org", "1.0", "www.example.org")
