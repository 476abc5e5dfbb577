"""Which senders of a request are our own proxies (`TRUSTED_PROXIES`)."""

import ipaddress

from django.conf import settings


def parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return a network address, or None for what is none."""
    try:
        return ipaddress.ip_address(address)
    except ValueError:
        return None


def is_trusted(address: str) -> bool:
    """Tell whether what the sender at `address` says of the visitor is believed."""
    found = parsed(address)
    return found is not None and any(
        found in ipaddress.ip_network(proxy, strict=False) for proxy in settings.TRUSTED_PROXIES
    )
