"""E-mails to the administrators about what is put out and what ends, each in its reader's language.

They leave in the background: a mail server that is down holds no alert up, and is tried again.
"""

import logging
import smtplib
from datetime import timedelta
from enum import StrEnum
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from bps_portal import languages

from .alerts import CrisisAlert
from .plain_text import one_line

logger = logging.getLogger(__name__)

MAIL_FAILURES = (OSError, smtplib.SMTPException)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30))


class Event(StrEnum):
    """What has happened to an alert."""

    OUT = "out"
    ENDED = "ended"


def tell_administrators(alert: CrisisAlert, event: Event, by: Any = None) -> None:
    """Write to every administrator with an address, once this transaction is committed.

    A mail that cannot even be queued is logged; the alert is out all the same.
    """
    name = by.get_username() if by else ""
    administrators = get_user_model().objects.filter(is_superuser=True, is_active=True)
    for user in administrators.exclude(email=""):
        enqueue = partial(send_mail.enqueue, alert.pk, user.pk, event.value, name)
        transaction.on_commit(enqueue, robust=True)


@task
def send_mail(alert_id: int, user_id: int, event: str, by: str, attempt: int = 0) -> None:
    """Send one administrator the words about one alert."""
    alert = CrisisAlert.objects.filter(pk=alert_id).first()
    user = get_user_model().objects.filter(pk=user_id).first()
    if alert is None or user is None:
        return
    with languages.override(UserProfile.get_for_user(user).get_preferred_language()):
        context = {
            "alert": alert,
            "is_out": event == Event.OUT,
            "by": by,
            "words": [
                (languages.own_name(code), languages.value_in(alert, "text", code))
                for code in languages.codes()
            ],
            "address": settings.WAGTAILADMIN_BASE_URL + reverse("crisis:edit", args=[alert.pk]),
        }
        subject = render_to_string("emergency/mail/alert_subject.txt", context)
        body = render_to_string("emergency/mail/alert.txt", context)
    mail = EmailMessage(one_line(subject), body.strip() + "\n", to=[user.email])
    try:
        mail.send(using="default")
    except MAIL_FAILURES as error:
        if attempt >= len(WAITS) or not send_mail.get_backend().supports_defer:
            raise
        logger.warning("An e-mail about alert %d waits for the mail server: %s", alert_id, error)
        later = send_mail.using(run_after=timezone.now() + WAITS[attempt])
        later.enqueue(alert_id, user_id, event, by, attempt=attempt + 1)
