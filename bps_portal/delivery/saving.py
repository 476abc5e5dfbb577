"""Whether anything can be saved now, and what becomes of a form that could not be.

A script of the admin (static/admin/cannot_save.js) asks before it sends a form, so that what was
typed stays on the screen. Without script, the answer to a form that failed holds all that was typed
and offers to send it once more.
"""

import logging
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .refused_forms import typed_here

logger = logging.getLogger(__name__)

type GetResponse = Callable[[HttpRequest], HttpResponseBase]

RETRY_SECONDS = 30


@require_safe
@never_cache
def can_save(request: HttpRequest) -> HttpResponse:
    """Answer with a fresh word for forms, or 503. Whoever is signed out is led to sign in."""
    if not database_takes_writes():
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    return JsonResponse({"token": get_token(request)})


def database_takes_writes() -> bool:
    """Tell whether the database answers, and is none that only follows another one."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT NOT pg_is_in_recovery()")
            (answer,) = cursor.fetchone()
    except Error as error:
        logger.warning("Nothing can be saved: %s", error)
        return False
    return bool(answer)


def give_back(get_response: GetResponse) -> GetResponse:
    """Return middleware that gives back what was typed in a form that could not be saved."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        by_hand = "text/html" in request.headers.get("Accept", "")
        if request.method != "POST" or not by_hand or settings.DEBUG:
            return response
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return _not_saved(request, response.status_code)
        if _is_signed_out(request, response):
            return _not_saved(request, HTTPStatus.FORBIDDEN, sign_in=response.headers["Location"])
        return response

    return middleware


def _is_signed_out(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Tell whether a form was answered by the page of signing in, which leads back to it."""
    if response.status_code != HTTPStatus.FOUND:
        return False
    back = parse_qs(urlsplit(response.headers["Location"]).query).get("next", [""])[0]
    return back.partition("?")[0] == request.path and not request.user.is_authenticated


def _not_saved(request: HttpRequest, status: int, sign_in: str = "") -> HttpResponse:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and not database_takes_writes():
        status = HTTPStatus.SERVICE_UNAVAILABLE
    context = {
        "address": request.get_full_path(),
        "csrf_token": get_token(request),
        "fields": typed_here(request),
        "had_files": bool(request.FILES),
        "sign_in": sign_in,
    }
    answer = HttpResponse(render_to_string("not_saved.html", context), status=status)
    add_never_cache_headers(answer)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer["Retry-After"] = str(RETRY_SECONDS)
    return answer
