"""Which language a request is answered in."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import activate, get_language, get_language_from_path

from bps_portal import languages

from .negotiation import accepted_code
from .opened import asked_once

type View = Callable[..., HttpResponseBase]


class LanguageMiddleware(LocaleMiddleware):
    """Django's, but for languages that visitors do not see and for what is not found.

    A language that is not opened is none: its addresses are not found, in the reader's language.

    Where nothing is found at an address without a language, Django leads on to the one with a
    language in front, where a file, a map or data that are gone will not be found either.
    """

    def __call__(self, request: HttpRequest) -> Any:
        """Answer; which languages are opened is asked once at most."""
        with asked_once():
            return super().__call__(request)

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of the address or of the reader, if visitors see it."""
        super().process_request(request)
        if not languages.is_public(get_language() or ""):
            activate(accepted_code(request))
            request.LANGUAGE_CODE = get_language()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Return the response; a redirect only where nothing at all answers the address."""
        answered = getattr(request, "resolver_match", None) is not None
        prefixed = get_language_from_path(request.path_info)
        if response.status_code == HTTPStatus.NOT_FOUND and answered and not prefixed:
            patch_vary_headers(response, ("Accept-Language",))
            response.headers.setdefault("Content-Language", get_language() or "")
            return response
        if prefixed and not languages.is_public(prefixed):
            patch_vary_headers(response, ("Accept-Language",))
        answer: HttpResponseBase = super().process_response(request, response)
        if getattr(response, "same_in_every_language", False):
            del answer.headers["Vary"]
        return answer


def same_in_every_language(view: View) -> View:
    """Decorate a view whose answer no language changes, so that caches keep one for all readers."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        setattr(response, "same_in_every_language", True)  # noqa: B010
        return response

    return answer
