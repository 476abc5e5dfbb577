"""What a visitor sees whose browser did not send the cookie that protects forms."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as plain_csrf_failure

from bps_portal.pages.models import PortalPage

from . import answering
from .forms import ContactForm
from .models import ContactPage


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show the contact form again with all that was typed; elsewhere Django's own page."""
    match = request.resolver_match
    if match and match.url_name == "wagtail_serve":
        found = PortalPage.route_for_request(request, match.kwargs.get("path") or match.args[0])
        if found and isinstance(found.page, ContactPage):
            request.is_preview = False  # type: ignore[attr-defined]
            form = ContactForm(request.POST)
            form.refuse(
                _(
                    "Your browser did not send the cookie that protects this form. Allow the"
                    " cookies of this site, then send your message again."
                )
            )
            return answering.show(found.page, request, form, HTTPStatus.FORBIDDEN)
    return plain_csrf_failure(request, reason)
