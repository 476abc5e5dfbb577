"""How long others may keep the pages that readers see.

A page is the same for every reader. A browser asks for it each time and learns by its ETag that
nothing changed (RFC 9110, section 13; Django's ConditionalGetMiddleware). Caches on the way keep it
for a second, so that what is published reaches everyone, and may give it out while the portal
itself does not answer (RFC 5861).
"""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, has_vary_header, patch_cache_control
from django.utils.translation import get_language_from_path

from . import moments, surrogate_keys
from .surrogate_keys import IN_FRONT, KEPT

type GetResponse = Callable[[HttpRequest], HttpResponseBase]

# While a cache asks again it may give out what it has for so long.
KEPT_WHILE_ASKING = timedelta(seconds=1)
# By a cache in front that is told of changes.
KEPT_IN_FRONT = timedelta(minutes=1)
KEPT_IN_AN_OUTAGE = timedelta(days=7)
KEPT_ANSWERS = {
    HTTPStatus.OK,
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.GONE,
}


def say_how_long(get_response: GetResponse) -> GetResponse:
    """Return middleware that adds `Cache-Control` to answers below the prefix of a language.

    An answer that depends on who asks, such as a page behind a password, is for its reader alone.
    An answer that says something of its own is left as it is.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        in_a_language = bool(get_language_from_path(request.path_info))
        if in_a_language and not response.has_header("Cache-Control"):
            _say(request, response)
        if surrogate_keys.are_named(response):
            _say_in_front(response)
        return response

    return middleware


class NotModified(ConditionalGetMiddleware):
    """Answers "not modified", and tells caches in front what the whole answer would have told.

    Their copy takes the fields of such an answer (RFC 9110, section 15.4.5; RFC 9111, section 3.2).
    One made in an outage, without keys, would never get any, and no purge could meet it.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Return the answer, or that the reader's program has it already."""
        answer: HttpResponseBase = super().process_response(request, response)
        for header in surrogate_keys.FOR_CACHES_IN_FRONT:
            if response.has_header(header):
                answer[header] = response[header]
        return answer


def _say(request: HttpRequest, response: HttpResponseBase) -> None:
    if is_for_one_reader(response):
        add_never_cache_headers(response)
    elif response.status_code in KEPT_ANSWERS and request.method == "GET":
        patch_cache_control(
            response,
            public=True,
            max_age=0,
            s_maxage=int(KEPT.total_seconds()),
            stale_while_revalidate=int(KEPT_WHILE_ASKING.total_seconds()),
            stale_if_error=int(KEPT_IN_AN_OUTAGE.total_seconds()),
        )


def _say_in_front(response: HttpResponseBase) -> None:
    """Tell caches that are purged by key to keep what is for all longer (RFC 9213)."""
    if "public" not in response.get("Cache-Control", ""):
        surrogate_keys.say_nothing_in_front(response)
    elif not response.has_header(IN_FRONT):
        seconds = moments.seconds_to_next_change(timezone.now(), KEPT_IN_FRONT)
        response[IN_FRONT] = f"max-age={seconds}"


def is_for_one_reader(response: HttpResponseBase) -> bool:
    """Tell whether an answer depends on who asks: it sets a cookie or was made from one."""
    return bool(response.cookies) or has_vary_header(response, "Cookie")
