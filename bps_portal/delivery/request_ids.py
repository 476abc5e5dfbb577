"""An id for each request, in every line of the log that it causes."""

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from bps_portal.content.proxies import is_trusted

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
# What no cache on the way keeps for others.
OWN = ("private", "no-store", "no-cache")

_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """Return the id of the request that this thread answers or has just answered, or ""."""
    return _current.get()


def number_requests(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """Return middleware that gives each request an id: that of a trusted proxy, or a new one.

    An answer that only its reader gets carries it, so that whoever reports a fault can name it. In
    a copy for everyone it would be the id of somebody else's request.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        known = WELL_FORMED.fullmatch(given) and is_trusted(request.META.get("REMOTE_ADDR", ""))
        _current.set(given if known else uuid4().hex)
        response = get_response(request)
        kept = response.headers.get("Cache-Control", "")
        if response.status_code >= 500 or any(word in kept for word in OWN):
            response.headers[HEADER] = current()
        return response

    return middleware


class RequestId(logging.Filter):
    """Adds the id to each record; outside a request it is "-"."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record."""
        record.request_id = current() or "-"
        return True
