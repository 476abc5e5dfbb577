"""The keys by which caches in front know what an answer shows.

They travel in `Surrogate-Key` (Varnish, Fastly) or `Cache-Tag` (Cloudflare), and only where
FRONTEND_CACHE_URL names a cache, which takes the field away again.
"""

from collections.abc import Callable
from copy import copy
from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from bps_portal.pages import shown

from . import content_version

type GetResponse = Callable[[HttpRequest], HttpResponseBase]

HEADERS = ("Surrogate-Key", "Cache-Tag")
# How long a cache in front may keep an answer (RFC 9213).
IN_FRONT = "CDN-Cache-Control"
FOR_CACHES_IN_FRONT = (*HEADERS, IN_FRONT)
# What may be old, or is kept by caches that are not told.
KEPT = timedelta(seconds=1)
# On every answer.
EVERYTHING = "all"
# On what answers at an address without a page: 404, 410 and redirects.
NO_PAGE = "no-page"
# On an answer that shows more than a header field can name; part of each purge.
ANY_CHANGE = "any-change"
MOST_KEYS = 150


def name_what_is_shown(get_response: GetResponse) -> GetResponse:
    """Return middleware that adds to each answer the keys of what it shows.

    An answer of which something has changed meanwhile is made once more: a purge cannot meet what
    is still on its way. One that is overtaken again goes out as an old one.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not settings.FRONTEND_CACHES or request.method != "GET":
            return get_response(request)
        # The second answer must not be made from what the first has left on the request.
        for attempt in (request, copy(request)):
            version = content_version.current()
            with shown.noting() as keys:
                response = get_response(attempt)
            if response.status_code != HTTPStatus.OK:
                keys.add(NO_PAGE)
            is_old = version is None or _is_overtaken(version, keys)
            if version is None or not is_old:
                break
        named = sorted(keys) if len(keys) <= MOST_KEYS else [ANY_CHANGE]
        for header in HEADERS:
            response[header] = " ".join([EVERYTHING, *named])
        if is_old:
            say_it_may_be_old(response)
        return response

    return middleware


def _is_overtaken(version: int, keys: set[str]) -> bool:
    """Tell whether what an answer shows has changed since the content had a version."""
    if content_version.current() == version:
        return False
    changed = content_version.changed_since(version)
    return changed is None or EVERYTHING in changed or not changed.isdisjoint(keys)


def are_named(response: HttpResponseBase) -> bool:
    """Tell whether an answer carries keys."""
    return response.has_header(HEADERS[0])


def say_nothing_in_front(response: HttpResponseBase) -> None:
    """Take away all that is for caches in front."""
    for header in FOR_CACHES_IN_FRONT:
        if response.has_header(header):
            del response[header]


def say_it_may_be_old(response: HttpResponseBase) -> None:
    """Have caches in front keep an answer for a second only, or until the next purge."""
    if settings.FRONTEND_CACHES:
        response[IN_FRONT] = f"max-age={int(KEPT.total_seconds())}"
