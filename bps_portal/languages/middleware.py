"""Which language a request is answered in."""

from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_path


class LanguageMiddleware(LocaleMiddleware):
    """Django's, but for what is not found at an address that has no language of its own.

    Django leads each such request on to the address with a language in front, where a file, a map
    or data that are gone will not be found either.
    """

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
        answer: HttpResponseBase = super().process_response(request, response)
        return answer
