"""The caches that stand in front of the portal, asked to make answers anew by their keys.

Wagtail's own backends know addresses alone; a page that many others show has too many.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Collection
from http.client import HTTPException
from itertools import batched
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

from django.core.exceptions import ImproperlyConfigured

SECONDS_TO_ANSWER = 5
FAILURES = (OSError, HTTPException, ValueError)
# Cloudflare takes no more at once; for Varnish it keeps the header field short.
KEYS_AT_ONCE = 30


class KeyedCache(ABC):
    """A cache that knows which answers carry a key."""

    def __init__(self, url: str) -> None:
        self.url = url

    def purge_keys(self, keys: Collection[str]) -> None:
        """Have every answer with one of the keys made anew.

        Raises:
            OSError: where the cache does not answer, or refuses.
        """
        for part in batched(sorted(keys), KEYS_AT_ONCE):
            # The operator names the address.
            with urlopen(self.request(part), timeout=SECONDS_TO_ANSWER) as answer:  # noqa: S310
                self.check(answer.read())

    @abstractmethod
    def request(self, keys: Collection[str]) -> Request:
        """Return the request that purges these keys."""

    def check(self, answer: bytes) -> None:  # noqa: B027 - a status of success says it all
        """Raise an `OSError` where an answer says that nothing was done."""


class Varnish(KeyedCache):
    """Varnish with deploy/varnish; the address is that of its listener for purges."""

    def request(self, keys: Collection[str]) -> Request:
        """Return a soft purge: the copy stays for the day on which the portal does not answer."""
        return Request(self.url, method="PURGE", headers={"Surrogate-Key": " ".join(keys)})  # noqa: S310


class Cloudflare(KeyedCache):
    """Cloudflare, by tags; the address is cloudflare://ZONE:TOKEN@api.cloudflare.com."""

    def request(self, keys: Collection[str]) -> Request:
        """Return a call of its interface (Purge Cache by Tag)."""
        parts = urlsplit(self.url)
        # Plain only towards a test on this machine.
        scheme = "http" if parts.hostname == "127.0.0.1" else "https"
        host = parts.netloc.rpartition("@")[2]
        return Request(  # noqa: S310
            f"{scheme}://{host}/client/v4/zones/{parts.username}/purge_cache",
            data=json.dumps({"tags": list(keys)}).encode(),
            headers={
                "Authorization": f"Bearer {unquote(parts.password or '')}",
                "Content-Type": "application/json",
            },
        )

    def check(self, answer: bytes) -> None:
        """Raise an `OSError` with what Cloudflare says against it."""
        said: dict[str, Any] = json.loads(answer)
        if not said.get("success"):
            raise OSError(said.get("errors"))


KINDS = {"http": Varnish, "https": Varnish, "cloudflare": Cloudflare}


def front_cache(url: str) -> KeyedCache:
    """Return the cache at an address of FRONTEND_CACHE_URL.

    Raises:
        ImproperlyConfigured: for an address of no known kind.
    """
    parts = urlsplit(url)
    if parts.scheme not in KINDS or not parts.hostname:
        message = (
            "FRONTEND_CACHE_URL must hold addresses such as http://127.0.0.1:6082 (Varnish) or"
            " cloudflare://ZONE:TOKEN@api.cloudflare.com, separated by commas."
        )
        raise ImproperlyConfigured(message)
    return KINDS[parts.scheme](url)
