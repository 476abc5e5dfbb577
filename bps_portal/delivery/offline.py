"""The copy of the emergency numbers that a reader may keep on a device."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from bps_portal.languages.middleware import same_in_every_language


@require_safe
@same_in_every_language
@cache_control(public=True, max_age=0, s_maxage=60)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Return the service worker, which stands at the root because it answers for the whole site."""
    return render(request, "delivery/service_worker.js", content_type="text/javascript")
