"""Errors told to Sentry, without a word about who ran into them."""

from typing import Any

import sentry_sdk
from django.core.exceptions import ImproperlyConfigured
from sentry_sdk.utils import BadDsn

# What a report keeps of a request.
KEPT_OF_REQUEST = {"method", "url"}
KEPT_HEADERS = {"Accept", "Accept-Encoding", "Content-Type", "Host"}

NOTHING_OF_PEOPLE: Any = {
    "user_info": False,
    "cookies": {"mode": "off"},
    "http_bodies": [],
    "url_query_params": {"mode": "off"},
    "database_query_data": False,
    "stack_frame_variables": False,
}


def report_errors(dsn: str, release: str, environment: str) -> None:
    """Report errors to the project at `dsn`; without one nothing is sent anywhere.

    Raises:
        ImproperlyConfigured: where it is no address of Sentry.
    """
    if not dsn:
        return
    try:
        sentry_sdk.init(
            dsn=dsn,
            release=release or None,
            environment=environment,
            data_collection=NOTHING_OF_PEOPLE,
            max_breadcrumbs=0,
            before_send=without_people,
        )
    except BadDsn as error:
        message = "SENTRY_DSN must be the address that Sentry gives for a project (its DSN)."
        raise ImproperlyConfigured(message) from error


def without_people(event: Any, _hint: Any) -> Any:
    """Return an event without cookies, addresses, what was searched for, and whoever it was."""
    event.pop("user", None)
    event.pop("server_name", None)
    if request := event.get("request"):
        headers = request.get("headers", {})
        event["request"] = {name: request[name] for name in KEPT_OF_REQUEST & set(request)} | {
            "headers": {name: headers[name] for name in KEPT_HEADERS & set(headers)}
        }
        event["request"]["url"] = str(request.get("url", "")).partition("?")[0]
    return _scrubbed(event)


def _scrubbed(value: Any) -> Any:
    from bps_portal.delivery.log_lines import without_people as scrub  # noqa: PLC0415

    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, dict):
        return {key: _scrubbed(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_scrubbed(part) for part in value]
    return value
