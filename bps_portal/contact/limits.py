"""How often the same connection, or the same mailbox, can be used within an hour.

Only a keyed digest is counted, in the cache, for an hour: nobody can read an address from it.
"""

import ipaddress
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

HOUR = 3600
# A school or an office sends all its visitors through one address.
MESSAGES_PER_HOUR = 20
CONFIRMATIONS_PER_HOUR = 3
# A home has a whole network of this size (RIPE-690).
IPV6_HOME = 64


def allows_message(request: HttpRequest, now: datetime | None = None) -> bool:
    """Count one more message from the visitor's connection; tell whether it is within the limit."""
    return _count("message", connection(request), now) <= MESSAGES_PER_HOUR


def allows_confirmation(email: str, now: datetime | None = None) -> bool:
    """Count one more confirmation to a mailbox; tell whether it is within the limit."""
    return _count("confirmation", email.lower(), now) <= CONFIRMATIONS_PER_HOUR


def connection(request: HttpRequest) -> str:
    """Return the visitor's network address: past our own proxies, and for IPv6 the home's network.

    `X-Forwarded-For` is believed from the addresses in `TRUSTED_PROXIES` alone.
    """
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    address = request.META.get("REMOTE_ADDR", "")
    while hops and _is_trusted(address):
        address = hops.pop().strip() or address
    parsed = _parsed(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, IPV6_HOME), strict=False))
    return str(parsed or address)


def _is_trusted(address: str) -> bool:
    parsed = _parsed(address)
    return parsed is not None and any(
        parsed in ipaddress.ip_network(proxy, strict=False) for proxy in settings.TRUSTED_PROXIES
    )


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(address)
    except ValueError:
        return None


def _count(kind: str, who: str, now: datetime | None) -> int:
    hour = int((now or timezone.now()).timestamp()) // HOUR
    digest = salted_hmac("bps_portal.contact.limits", who, algorithm="sha256").hexdigest()
    key = f"contact:{kind}:{hour}:{digest}"
    cache.add(key, 0, HOUR)
    try:
        return int(cache.incr(key))
    except ValueError:
        # A small cache may have dropped the entry in between.
        return 1
