"""How often something was done within an hour, by the same connection or to the same mailbox.

Only a keyed digest is counted, in the cache, for an hour: nobody can read an address from it.
"""

import ipaddress
from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .proxies import is_trusted, parsed

HOUR = 3600
# A home has a whole network of this size (RIPE-690).
IPV6_HOME = 64


def count(kind: str, who: str, now: datetime | None = None) -> int:
    """Count one more of a kind for somebody; return how many there were within this hour."""
    hour = int((now or timezone.now()).timestamp()) // HOUR
    digest = salted_hmac("bps_portal.limits", who, algorithm="sha256").hexdigest()
    key = f"limit:{kind}:{hour}:{digest}"
    cache.add(key, 0, HOUR)
    try:
        return int(cache.incr(key))
    except ValueError:
        # A small cache may have dropped the entry in between.
        return 1


def connection(request: HttpRequest) -> str:
    """Return the visitor's network address: past our own proxies, and for IPv6 the home's network.

    `X-Forwarded-For` is believed from the addresses in `TRUSTED_PROXIES` alone.
    """
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    address = request.META.get("REMOTE_ADDR", "")
    while hops and is_trusted(address):
        address = hops.pop().strip() or address
    found = parsed(address)
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, IPV6_HOME), strict=False))
    return str(found or address)
