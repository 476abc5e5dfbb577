"""The way from the root of the site to a language."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from .negotiation import accepted_code


@require_safe
def redirect_to_language(request: HttpRequest) -> HttpResponse:
    """Redirect to the home page in the language that the browser asks for.

    Only the header decides, no cookie, so that a shared cache needs one entry per header.
    """
    query = request.META.get("QUERY_STRING")
    response = HttpResponseRedirect(f"/{accepted_code(request)}/" + (f"?{query}" if query else ""))
    patch_vary_headers(response, ["Accept-Language"])
    return response
