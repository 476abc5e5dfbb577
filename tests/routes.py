"""The routes that the portal answers at, as the resolver knows them."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver


def routes(under: str = "") -> list[str]:
    """Return every route below an address, in the order in which the resolver tries them."""
    found = (route for route in _routes(get_resolver().url_patterns) if route.startswith(under))
    return list(dict.fromkeys(found))


def _routes(patterns: Any, above: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = f"{above}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _routes(pattern.url_patterns, route)
