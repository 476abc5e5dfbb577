"""What a visitor of the contact page gets: the form, its errors, or thanks."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from bps_portal import languages

from . import limits
from .forms import ContactForm
from .messages import ContactMessage
from .page_reference import page_before
from .subjects import Subject
from .tasks import send_confirmation, send_notice

if TYPE_CHECKING:
    from .models import ContactPage


def blank_form(page: "ContactPage", request: HttpRequest) -> ContactForm:
    """Return an empty form, with the subject and the page that the visitor came with."""
    own = [url for code in languages.codes() if (url := page.url_in(code, request))]
    return ContactForm(
        initial={
            "subject": subject_asked(request),
            "page": page_before(request, own),
        }
    )


def subject_asked(request: HttpRequest) -> str:
    """Return the subject that a link has chosen, or "" for none that there is."""
    asked = request.GET.get("subject", "")
    return asked if asked in Subject.values else ""


def answer(page: "ContactPage", request: HttpRequest) -> HttpResponse:
    """Return the form, or take the message and redirect to the thanks."""
    if request.method != "POST":
        return show(page, request, blank_form(page, request))
    form = ContactForm(request.POST)
    if not form.is_valid():
        return show(page, request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if not limits.allows_message(request):
        form.refuse(
            _(
                "Many messages have come from your connection within the hour. Your text is kept"
                " below: send it again in an hour."
            )
        )
        return show(page, request, form, HTTPStatus.TOO_MANY_REQUESTS)
    receive(form, page.recipients_in(languages.active_code()))
    response = HttpResponseRedirect(page.thanks_url(request))
    add_never_cache_headers(response)
    return response


def show(
    page: "ContactPage", request: HttpRequest, form: ContactForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    """Return the page with `form`, in a response that no cache keeps."""
    context = page.get_context(request, form=form)
    response = TemplateResponse(request, page.get_template(request), context, status=status)
    add_never_cache_headers(response)
    return response


def thank(page: "ContactPage", request: HttpRequest) -> HttpResponse:
    """Return the page that says that the message has arrived."""
    context = page.get_context(request)
    response = TemplateResponse(request, "contact/message_sent.html", context)
    add_never_cache_headers(response)
    return response


@transaction.atomic
def receive(form: ContactForm, recipients: list[str]) -> ContactMessage:
    """Keep the message of a valid form and have its e-mails sent; the same form counts once."""
    names = ("subject", "message", "page", "name", "email")
    message, is_new = ContactMessage.objects.get_or_create(
        fingerprint=form.fingerprint,
        defaults={name: form.cleaned_data[name] for name in names}
        | {"language": languages.active_code()},
    )
    if is_new:
        if recipients:
            send_notice.enqueue(message.pk, recipients)
        if message.email and limits.allows_confirmation(message.email):
            send_confirmation.enqueue(message.pk)
    return message
