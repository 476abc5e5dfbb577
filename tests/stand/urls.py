"""The portal's addresses, and two that benchmarks compare with."""

from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path

from bps_portal.content.models import Theme
from bps_portal.urls import urlpatterns as portal

CONSTANT = "x" * 30_000
PLAIN = Template("<h1>{{ theme.title }}</h1>")


def constant(request: HttpRequest) -> HttpResponse:
    """Answer with as many bytes as asked for, which cost nothing to make."""
    return HttpResponse(CONSTANT[: int(request.GET.get("bytes", "0"))])


def plain(request: HttpRequest) -> HttpResponse:
    """Answer with one query and one template."""
    return HttpResponse(PLAIN.render(Context({"theme": Theme.objects.first()})))


urlpatterns = [path("constant/", constant), path("plain/", plain), *portal]
