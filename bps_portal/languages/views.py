"""The way from the root of the site to a language."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from bps_portal import languages


@require_safe
def redirect_to_language(request: HttpRequest) -> HttpResponse:
    """Redirect to the home page in the language that the browser asks for (RFC 9110, 12.5.4)."""
    wanted = get_language_from_request(request)
    code = wanted if wanted in languages.codes() else languages.default_code()
    query = request.META.get("QUERY_STRING")
    response = HttpResponseRedirect(f"/{code}/" + (f"?{query}" if query else ""))
    patch_vary_headers(response, ["Accept-Language"])
    return response
