"""Says whether this process answers, for whoever decides to send readers to it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

LIVE = "/healthz/live"


def say_alive(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """Return middleware that answers for the process alone, by whatever name it is asked.

    Before everything else: no host is checked, nothing is redirected, no database is asked.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info != LIVE:
            return get_response(request)
        headers = {"Cache-Control": "no-store"}
        return HttpResponse("ok\n", content_type="text/plain; charset=utf-8", headers=headers)

    return middleware
