"""How the open data are served: to everybody, in the language asked for, and once for each state."""

import hashlib
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control

from bps_portal import languages

from .machinery import API_PATH

PREFIX = f"/{API_PATH}"
METHODS = "GET, HEAD, OPTIONS"
KEPT_SECONDS = 300


def keep_for(request: HttpRequest, seconds: int) -> None:
    """Have the answer to this request kept for so many seconds, instead of `KEPT_SECONDS`."""
    vars(request)["kept_seconds"] = seconds


def open_to_all(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """Return middleware for the addresses below `/api/v1/`.

    Pages of every origin may read the answers (Fetch standard, CORS). `lang` sets the language, what
    a visitor's browser prefers does not. A trailing slash makes no difference.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return get_response(request)
        if request.method == "OPTIONS":
            return _open(HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": METHODS}))
        if request.path_info != PREFIX:
            request.path_info = request.path_info.rstrip("/")
        asked = request.GET.get("lang", "")
        code = asked if asked in languages.public_codes() else languages.default_code()
        with languages.override(code):
            response = _answer_to(request, get_response)
        response["Content-Language"] = code
        return _open(response)

    return middleware


def _answer_to(
    request: HttpRequest, get_response: Callable[[HttpRequest], HttpResponseBase]
) -> HttpResponseBase:
    """Return the answer to GET, without its content where a middleware below makes it one of HEAD."""
    is_head = request.method == "HEAD"
    if is_head:
        request.method = "GET"
    response = get_response(request)
    if is_head:
        request.method = "HEAD"
    if response.status_code != HTTPStatus.OK or not isinstance(response, HttpResponse):
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    seconds = vars(request).get("kept_seconds", KEPT_SECONDS)
    patch_cache_control(response, public=True, max_age=seconds)
    return get_conditional_response(request, etag, None, response) or response


def _open(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
    response["Access-Control-Expose-Headers"] = "ETag, Link"
    response["Access-Control-Max-Age"] = "86400"
    response["Link"] = f'<{settings.OPEN_DATA_LICENCE["url"]}>; rel="license"'
    return response
