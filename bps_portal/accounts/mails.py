"""Mails about an account, each in the language in which its owner reads the admin."""

import logging
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import override
from wagtail.admin.forms.auth import PasswordResetForm
from wagtail.users.models import UserProfile

from bps_portal import languages

from .limits import allows_reset

logger = logging.getLogger(__name__)

SECONDS_PER_HOUR = 3600


class PortalPasswordResetForm(PasswordResetForm):
    """Wagtail's form, which tells nobody who has an account.

    It answers as quickly for an address that nobody has: whether somebody has it is looked up in
    the background. The mail is in the language of its reader, not of the request.
    """

    def save(self, *, request: HttpRequest | None = None, **options: Any) -> None:
        """Have the mail written, unless it was asked for too often."""
        email = self.cleaned_data["email"]
        if request and allows_reset(request, email):
            names = ("subject_template_name", "email_template_name")
            send_reset.enqueue(
                email, request.get_host(), request.is_secure(), *(options[name] for name in names)
            )

    def write(self, host: str, is_secure: bool, subject: str, body: str) -> None:
        """Write to whoever has the address."""
        super().save(
            domain_override=host,
            use_https=is_secure,
            subject_template_name=subject,
            email_template_name=body,
        )

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send the mail in the language that the user has chosen."""
        context = kwargs["context"] if "context" in kwargs else args[2]
        with override(UserProfile.get_for_user(context["user"]).get_preferred_language()):
            super().send_mail(*args, **kwargs)


@task
def send_reset(email: str, host: str, is_secure: bool, subject: str, body: str) -> None:
    """Send the address at which to choose a new password to whoever has an e-mail address."""
    form = PortalPasswordResetForm({"email": email})
    if form.is_valid():
        form.write(host, is_secure, subject, body)


def tell_of_factor(user: Any, change: str) -> None:
    """Tell a user what was changed: the app or a passkey, the recovery codes, or all of it.

    `change` is "added", "removed", "passkey_added", "passkey_removed", "codes" or "reset".

    A mail that cannot be sent is logged: the change holds all the same.
    """
    if not user.email:
        return
    with override(UserProfile.get_for_user(user).get_preferred_language()):
        subject = render_to_string("accounts/mail/factor_subject.txt").strip()
        body = render_to_string("accounts/mail/factor.txt", {"user": user, "change": change})
    try:
        EmailMessage(subject, body, to=[user.email]).send()
    except OSError:
        logger.exception("Mail about the second factor of user %s not sent", user.pk)


def invite(user: Any) -> None:
    """Send a new user the address at which to choose a password.

    A user who has not chosen a language yet reads the mail in each of them.

    Raises:
        OSError: where the mail cannot be sent.
    """
    profile = UserProfile.get_for_user(user)
    chosen = profile.preferred_language
    context = {
        "user": user,
        "link": invitation_link(user),
        "hours": settings.PASSWORD_RESET_TIMEOUT // SECONDS_PER_HOUR,
    }
    subjects, bodies = [], []
    for code in (chosen,) if chosen in languages.codes() else languages.required_codes():
        with override(code):
            subjects.append(
                render_to_string("accounts/mail/invitation_subject.txt", context).strip()
            )
            bodies.append(render_to_string("accounts/mail/invitation.txt", context).strip())
    EmailMessage(" / ".join(subjects), "\n\n---\n\n".join(bodies) + "\n", to=[user.email]).send()


def invitation_link(user: Any) -> str:
    """Return the address at which a user can choose a password, once and for some hours."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    path = reverse("wagtailadmin_password_reset_confirm", args=[key, token])
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"
