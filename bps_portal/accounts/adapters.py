"""What django-allauth asks of us: who may, in which language, and how secrets are kept."""

import base64
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

from .limits import address_of
from .mails import tell_of_factor

# A password that was typed so many seconds ago is not asked for again.
FRESH = 600
# What is told, by the name under which allauth tells it.
NEWS_OF_FACTORS = {
    "mfa/email/totp_activated": "added",
    "mfa/email/totp_deactivated": "removed",
    "mfa/email/webauthn_added": "passkey_added",
    "mfa/email/webauthn_removed": "passkey_removed",
    "mfa/email/recovery_codes_generated": "codes",
}


class PortalAccountAdapter(DefaultAccountAdapter):
    """Sign-in for the people who write the portal; nobody makes an account for themselves."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("This user name and this password do not belong together."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes, then try again."),
        "incorrect_password": _("This is not your password."),
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Return False: administrators make the accounts."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's address past our own proxies."""
        return address_of(request)

    def get_login_redirect_url(self, _request: HttpRequest) -> str:
        """Return the address of the admin."""
        return reverse("wagtailadmin_home")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave the limits to axes: allauth's own would lock a colleague out by name alone."""

    def is_reauthentication_required(self, **_which: Any) -> bool:
        """Tell whether the password is to be typed again before a factor is changed."""
        request = context.request
        records = get_authentication_records(request, request.user)
        return not any(time.time() - record["at"] < FRESH for record in records)

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """Say nothing beside what the pages say."""

    def send_notification_mail(self, template_prefix: str, user: Any, **_values: Any) -> None:
        """Tell a user that how to sign in was changed."""
        if change := NEWS_OF_FACTORS.get(template_prefix):
            tell_of_factor(user, change)


class PortalFactorAdapter(DefaultMFAAdapter):
    """Second factors, whose secrets are not readable in the database or its backups."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not the one of now, or was used before."),
    }

    def get_totp_issuer(self) -> str:
        """Return what the app on the telephone calls the account."""
        return str(settings.WAGTAIL_SITE_NAME)

    def get_totp_label(self, user: Any) -> str:
        """Return the name with which the user signs in."""
        return str(user.get_username())

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return what a passkey is bound to: the host, and the name that its owner sees."""
        return super().get_public_key_credential_rp_entity() | {"name": self.get_totp_issuer()}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """Return whose passkey it is: the name with which the user signs in."""
        name = self.get_totp_label(user)
        return super().get_public_key_credential_user_entity(user) | {
            "name": name,
            "display_name": name,
        }

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a kept secret.

        Raises:
            cryptography.fernet.InvalidToken: where it was kept with a key that `SECRET_KEY` and
                `SECRET_KEY_FALLBACKS` do not hold.
        """
        return _keys().decrypt(encrypted_text.encode()).decode()


def _keys() -> MultiFernet:
    return MultiFernet(
        [_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _key(secret: str | bytes) -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=b"bps_portal.accounts.factors").derive(
        force_bytes(secret)
    )
    return Fernet(base64.urlsafe_b64encode(derived))
