"""The portal's addresses, with a view at the address that an imported article would get."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import path

from bps_portal.urls import urlpatterns as portal_patterns


def fixed(request: HttpRequest) -> HttpResponse:
    """Answer in place of the article."""
    raise NotImplementedError


urlpatterns = [
    *i18n_patterns(
        path("actualites/un-velo-bien-attache-reste-a-sa-place/", fixed, name="fixed"),
    ),
    *portal_patterns,
]
