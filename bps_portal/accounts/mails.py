"""Mails about an account, each in the language in which its owner reads the admin."""

from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import override
from wagtail.admin.forms.auth import PasswordResetForm
from wagtail.users.models import UserProfile

from bps_portal import languages

SECONDS_PER_HOUR = 3600


class PortalPasswordResetForm(PasswordResetForm):
    """Wagtail's form, whose mail is in the language of its reader, not of the request."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send the mail in the language that the user has chosen."""
        context = kwargs["context"] if "context" in kwargs else args[2]
        with override(UserProfile.get_for_user(context["user"]).get_preferred_language()):
            super().send_mail(*args, **kwargs)


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
        "link": _link(user),
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


def _link(user: Any) -> str:
    key = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    path = reverse("wagtailadmin_password_reset_confirm", args=[key, token])
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"
