"""The portal's addresses, with one more view under the languages' prefixes."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import path

from bps_portal.urls import urlpatterns as portal_patterns


def fixed(request: HttpRequest) -> HttpResponse:
    """Answer in place of the tree."""
    return HttpResponse("fixed")


urlpatterns = [*i18n_patterns(path("vast/", fixed, name="fixed")), *portal_patterns]
