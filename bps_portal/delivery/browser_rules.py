"""Rules that each answer gives to browsers, beside those that Django's own middleware gives."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.csp import CSP, build_policy

type GetResponse = Callable[[HttpRequest], HttpResponseBase]


def say_rules(get_response: GetResponse) -> GetResponse:
    """Return middleware that adds the Content Security Policy of the admin, and further headers.

    What an answer says of itself stays, except in the admin: a preview there is a public page and
    keeps its strict policy, but the editor frames it. Open data, and the public files that they
    name, are there for other sites; nothing else is (`Cross-Origin-Resource-Policy`, Fetch standard).
    """
    admin = reverse("wagtailadmin_home")
    public_frames = f"frame-ancestors {CSP.NONE}"
    framed = f"frame-ancestors {CSP.SELF}"

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        headers = response.headers
        if request.path_info.startswith(admin):
            own = headers.get(CSP.HEADER_ENFORCE) or build_policy(settings.ADMIN_CSP)
            headers[str(CSP.HEADER_ENFORCE)] = own.replace(public_frames, framed)
            headers["Referrer-Policy"] = "same-origin"
        is_open = "Access-Control-Allow-Origin" in headers
        policy = "cross-origin" if is_open else "same-origin"
        headers.setdefault("Cross-Origin-Resource-Policy", policy)
        headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response

    return middleware
