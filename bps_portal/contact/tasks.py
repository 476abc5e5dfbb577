"""The e-mails that a message causes.

They leave in the background, so that a mail server that is down costs the visitor nothing; it is
tried again later.
"""

import logging
import smtplib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.tasks import Task, task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bps_portal import languages
from bps_portal.content.models import SiteSettings

from .messages import ContactMessage

logger = logging.getLogger(__name__)

MAIL_FAILURES = (OSError, smtplib.SMTPException)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 10, 60, 360, 1440))


@task
def send_notice(message_id: int, recipients: list[str], attempt: int = 0) -> None:
    """Tell the people who answer that a message has arrived, in its own language."""
    message = ContactMessage.objects.filter(pk=message_id).first()
    if message is None or not recipients:
        return
    with languages.override(message.language):
        mail = EmailMultiAlternatives(
            _("Message from the website: %(subject)s") % {"subject": message.get_subject_display()},
            render_to_string("contact/mail/notice.txt", _notice_values(message)),
            to=recipients,
            reply_to=[message.email] if message.email else None,
            headers={"Auto-Submitted": "auto-generated"},
        )
    _send(mail, send_notice, attempt, message_id, recipients)


@task
def send_confirmation(message_id: int, attempt: int = 0) -> None:
    """Tell the visitor that the message has arrived.

    Nothing that the visitor typed is repeated: whoever gives a stranger's address must not be able
    to send that stranger a text through us.
    """
    message = ContactMessage.objects.filter(pk=message_id).first()
    if message is None or not message.email:
        return
    with languages.override(message.language):
        values = {
            "message": message,
            "site_name": SiteSettings.of_default_site().name_to_show,
            "site_url": settings.WAGTAILADMIN_BASE_URL,
        }
        mail = EmailMultiAlternatives(
            _("We have received your message"),
            render_to_string("contact/mail/confirmation.txt", values),
            to=[message.email],
            headers={"Auto-Submitted": "auto-replied", "Content-Language": message.language},
        )
        mail.attach_alternative(
            render_to_string("contact/mail/confirmation.html", values), "text/html"
        )
    _send(mail, send_confirmation, attempt, message_id)


def _notice_values(message: ContactMessage) -> dict[str, Any]:
    path = reverse("contact_messages:edit", args=[message.pk])
    return {"message": message, "address": f"{settings.WAGTAILADMIN_BASE_URL}{path}"}


def _send(mail: EmailMultiAlternatives, again: Task, attempt: int, *args: Any) -> None:
    try:
        mail.send(using="default")
    except MAIL_FAILURES as error:
        if attempt >= len(WAITS) or not again.get_backend().supports_defer:
            raise
        logger.warning("An e-mail about message %s waits for the mail server: %s", args[0], error)
        later = again.using(run_after=timezone.now() + WAITS[attempt])
        later.enqueue(*args, attempt=attempt + 1)
