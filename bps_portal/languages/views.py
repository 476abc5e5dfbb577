"""The way from the root of the site to a language."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from bps_portal import languages


@require_safe
def redirect_to_language(request: HttpRequest) -> HttpResponse:
    """Redirect to the home page in the language that the browser asks for (RFC 9110, 12.5.4).

    Only the header decides, no cookie, so that a shared cache needs one entry per header.
    """
    query = request.META.get("QUERY_STRING")
    response = HttpResponseRedirect(f"/{_accepted_code(request)}/" + (f"?{query}" if query else ""))
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _accepted_code(request: HttpRequest) -> str:
    for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        code = tag.partition("-")[0]
        if code in languages.codes():
            return code
    return languages.default_code()
