"""The page that tells people what the open data are and how to ask for them."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bps_portal import languages

from .machinery import API_PATH, NAMESPACE, absolute


@require_safe
def open_data_page(request: HttpRequest) -> HttpResponse:
    """Show what there is, in the active language."""
    context = {
        "fixed_address": "open_data_page",
        "list_title": _("Open data"),
        "root": absolute(f"/{API_PATH}"),
        "description": reverse(f"{NAMESPACE}:openapi-json"),
        "licence": settings.OPEN_DATA_LICENCE,
        "code": languages.active_code(),
        "codes": languages.public_codes(),
    }
    return render(request, "api/open_data.html", context)


def unknown_part(_request: HttpRequest, unknown: str) -> HttpResponse:
    """Say in JSON that there is no such part."""
    del unknown
    return JsonResponse({"detail": "Not Found"}, status=HTTPStatus.NOT_FOUND)
