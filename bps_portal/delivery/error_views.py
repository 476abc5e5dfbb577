"""What readers see whose request is refused before any page is asked."""

from http import HTTPStatus

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request cannot be handled, in the reader's language; Django's own page is English.

    A request in the name of another host is answered as if nothing were known of it.
    """
    if isinstance(exception, DisallowedHost):
        return HttpResponse(render_to_string("400.html"), status=HTTPStatus.BAD_REQUEST)
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
