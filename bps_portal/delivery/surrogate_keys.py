"""The keys by which caches in front know what an answer shows.

They travel in `Surrogate-Key` (Varnish, Fastly) or `Cache-Tag` (Cloudflare), and only where
FRONTEND_CACHE_URL names a cache, which takes the field away again.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from bps_portal.pages import shown

from . import content_version

type GetResponse = Callable[[HttpRequest], HttpResponseBase]

HEADERS = ("Surrogate-Key", "Cache-Tag")
# On every answer.
EVERYTHING = "all"
# On what answers at an address without a page: 404, 410 and redirects.
NO_PAGE = "no-page"
# On an answer that shows more than a header field can name; part of each purge.
ANY_CHANGE = "any-change"
MOST_KEYS = 150
TRIES = 2


def name_what_is_shown(get_response: GetResponse) -> GetResponse:
    """Return middleware that adds to each answer the keys of what it shows.

    An answer during which something has changed is made once more: a purge cannot meet what is
    still on its way. One that is overtaken again goes out without keys.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not settings.FRONTEND_CACHES or request.method != "GET":
            return get_response(request)
        for _try in range(TRIES):
            version = content_version.current()
            with shown.noting() as keys:
                response = get_response(request)
            if version is None or content_version.current() == version:
                break
            version = None
        if version is None:
            return response
        if response.status_code != HTTPStatus.OK:
            keys.add(NO_PAGE)
        named = sorted(keys) if len(keys) <= MOST_KEYS else [ANY_CHANGE]
        for header in HEADERS:
            response[header] = " ".join([EVERYTHING, *named])
        return response

    return middleware


def are_named(response: HttpResponseBase) -> bool:
    """Tell whether an answer carries keys."""
    return response.has_header(HEADERS[0])


def forget_names(response: HttpResponseBase) -> None:
    """Take the keys away, so that caches in front keep the answer for a second only."""
    for header in HEADERS:
        if response.has_header(header):
            del response[header]
