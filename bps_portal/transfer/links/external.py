"""Asking other sites, politely, whether the pages that we link to are still there.

Hosts take turns, with a pause between two questions to one of them; HEAD is asked first. A failure
that may pass, such as a time-out, counts once it came twice. Addresses that lead into the
organisation's own network are never asked.
"""

import ipaddress
import logging
import socket
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.db import models
from django.utils import timezone

from bps_portal.transfer.models import ExternalAddress
from bps_portal.transfer.old_addresses import from_page, parts_of

logger = logging.getLogger(__name__)

# Of one run; further addresses have their turn in the next.
MOST = 500
KNOWN_FOR = timedelta(days=7)
PAUSE, TIMEOUT = 2.0, 10.0
MOST_REDIRECTS = 5
# What some sites answer to HEAD alone.
_ASK_AGAIN = {400, 401, 403, 404, 405, 406, 429, 500, 501, 503}
GONE = {404, 410}
# The page is there, but not for a program.
_THERE = {401, 403, 405, 406, 429, 999}
TIMES = 2


def due() -> models.QuerySet[ExternalAddress]:
    """Return the addresses that nobody has asked about within a week."""
    before = timezone.now() - KNOWN_FOR
    asked = models.Q(checked_at=None) | models.Q(checked_at__lt=before)
    return ExternalAddress.objects.filter(asked).order_by("checked_at", "pk")


def check_due(sleep: Callable[[float], None] = time.sleep) -> int:
    """Ask about the addresses that are due, and keep the answers; return how many were asked."""
    asked = 0
    last: dict[str, float] = {}
    for address in _hosts_in_turn(list(due()[:MOST])):
        host = urlsplit(address.url).netloc
        if (wait := last.get(host, float("-inf")) + PAUSE - time.monotonic()) > 0:
            sleep(wait)
        status = status_of(address.url)
        last[host] = time.monotonic()
        failed = status == 0 or status >= 500 or status in GONE
        address.status = status
        address.failures = address.failures + 1 if failed else 0
        address.checked_at = timezone.now()
        address.save()
        asked += 1
    return asked


def is_broken(address: ExternalAddress) -> bool:
    """Tell whether an address is to be repaired: gone for certain, or twice without an answer."""
    return address.status in GONE or address.failures >= TIMES


def status_of(url: str) -> int:
    """Return the status of an address after its redirects; 0 where nothing answers."""
    with requests.Session() as session:
        session.headers["User-Agent"] = f"Link check of {settings.WAGTAILADMIN_BASE_URL}"
        session.trust_env = False
        for method in ("HEAD", "GET"):
            status = _asked(session, method, url)
            if status not in _ASK_AGAIN:
                break
    return 200 if status in _THERE else status


def _asked(session: requests.Session, method: str, url: str) -> int:
    for _step in range(MOST_REDIRECTS + 1):
        if not _may_be_asked(url):
            return 0
        try:
            # A body is never read; the connection closes with the block.
            with session.request(
                method, url, timeout=TIMEOUT, stream=True, allow_redirects=False
            ) as answer:
                status, onward = answer.status_code, answer.headers.get("Location")
        except (requests.RequestException, ValueError, UnicodeError):
            return 0
        if status not in (301, 302, 303, 307, 308) or not onward:
            return int(status)
        url = from_page(url, onward)
    return 0


def _may_be_asked(url: str) -> bool:
    parts = parts_of(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return False
    if settings.CHECK_PRIVATE_HOSTS:
        return True
    with suppress(OSError, ValueError, UnicodeError):
        found = socket.getaddrinfo(parts.hostname, parts.port or 443)
        return all(ipaddress.ip_address(each[4][0]).is_global for each in found)
    return False


def _hosts_in_turn(addresses: list[ExternalAddress]) -> Iterator[ExternalAddress]:
    by_host: dict[str, deque[ExternalAddress]] = defaultdict(deque)
    for address in addresses:
        by_host[urlsplit(address.url).netloc].append(address)
    while by_host:
        for host in list(by_host):
            yield by_host[host].popleft()
            if not by_host[host]:
                del by_host[host]
