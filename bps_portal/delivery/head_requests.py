"""Answers to HEAD requests: the header fields of GET and no content (RFC 9110, section 9.3.2)."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

type GetResponse = Callable[[HttpRequest], HttpResponseBase]


def headers_only(get_response: GetResponse) -> GetResponse:
    """Return middleware that answers HEAD as GET and leaves the content out.

    Django leaves this to the server; gunicorn does it too, but warns each time, and Django gives an
    ETag to answers to GET alone.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return get_response(request)
        request.method = "GET"
        response = get_response(request)
        request.method = "HEAD"
        # A file that was to be sent is still closed with the response.
        setattr(response, "streaming_content" if response.streaming else "content", ())
        return response

    return middleware
