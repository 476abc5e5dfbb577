"""What a visitor sees whose form came without the cookie that protects it."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bps_portal.delivery.refused_forms import form_refused
from bps_portal.pages.models import PortalPage

from . import answering
from .forms import ContactForm
from .models import ContactPage


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Show the contact form again with all that was typed; elsewhere offer to send it again."""
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
    return form_refused(request)
