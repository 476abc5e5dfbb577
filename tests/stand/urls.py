"""The portal's addresses, and one that the benchmark compares with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from bps_portal.urls import urlpatterns as portal

CONSTANT = "x" * 30_000


def constant(request: HttpRequest) -> HttpResponse:
    """Answer with as many bytes as asked for, which cost nothing to make."""
    return HttpResponse(CONSTANT[: int(request.GET.get("bytes", "0"))])


urlpatterns = [path("constant/", constant), *portal]
