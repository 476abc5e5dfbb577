"""The living page: every component of the public pages in every state, for editors and designers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bps_portal import languages

from .specimens import block_specimens, specimens


@require_safe
def components_page(request: HttpRequest) -> HttpResponse:
    """Show every component and block in the language that `?language=` names, else the first one.

    Signed-in users of the admin alone get here, as to all of the admin.
    """
    asked = request.GET.get("language", "")
    code = asked if asked in languages.codes() else languages.default_code()
    with languages.override(code):
        shown = list(specimens())
        # Each component once, with all its states.
        places = {specimen.component: place for place, specimen in enumerate(reversed(shown))}
        shown.sort(key=lambda specimen: -places[specimen.component])
        context = {
            "language": code,
            "codes": languages.codes(),
            "specimens": shown,
            "blocks": list(block_specimens()),
        }
        return render(request, "home/admin/components.html", context)
