"""Redis as a cache that the portal can do without.

Django's own backend raises where the server is gone, and a page would be lost for want of a copy.
"""

import functools
import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

ANSWER_SECONDS = 0.5
# So long nobody asks a server that has failed: one that does not even refuse would hold up each page.
PAUSE_SECONDS = 5.0


class SharedCache(RedisCache):
    """Django's cache in Redis; without the server it keeps nothing, and the log says so."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        """Take what Django's own backend takes."""
        super().__init__(server, params)
        self._class = _Client


# When the servers are asked again, for all threads of this process.
_paused: dict[tuple[str, ...], float] = {}


def _or_without[T](name: str, without: Callable[..., T]) -> Callable[..., T]:
    """Return the client's method `name`, with `without` in its place while the server is gone."""
    whole = getattr(RedisCacheClient, name)

    @functools.wraps(whole)
    def method(self: "_Client", *args: Any, **kwargs: Any) -> T:
        servers = tuple(self._servers)
        if time.monotonic() < _paused.get(servers, 0):
            return without(*args, **kwargs)
        try:
            return whole(self, *args, **kwargs)
        except RedisError as error:
            _paused[servers] = time.monotonic() + PAUSE_SECONDS
            # The address may hold a password.
            logger.warning(
                "The cache does not answer (%s); going on without it", type(error).__name__
            )
            return without(*args, **kwargs)

    return method


def _no_number(key: str, _delta: int) -> int:
    # As for a key that is not there.
    raise ValueError(f"Key '{key}' not found.")


class _Client(RedisCacheClient):
    """What reaches the server, soon or not at all."""

    _servers: list[str]

    def __init__(self, servers: list[str], **options: Any) -> None:
        own: dict[str, Any] = {
            "socket_connect_timeout": ANSWER_SECONDS,
            "socket_timeout": ANSWER_SECONDS,
            "retry": Retry(NoBackoff(), 1),
        }
        super().__init__(servers, **(own | options))

    add = _or_without("add", lambda *_: False)
    get = _or_without("get", lambda _key, default: default)
    set = _or_without("set", lambda *_: None)
    touch = _or_without("touch", lambda *_: False)
    delete = _or_without("delete", lambda *_: False)
    get_many = _or_without("get_many", lambda _keys: {})
    has_key = _or_without("has_key", lambda _key: False)
    incr = _or_without("incr", _no_number)
    set_many = _or_without("set_many", lambda *_: None)
    delete_many = _or_without("delete_many", lambda _keys: None)
    clear = _or_without("clear", lambda: False)
