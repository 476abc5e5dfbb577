"""Forms of the entrance to the admin."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django.core.exceptions import ValidationError
from django.forms import CharField
from django.utils.translation import gettext as _

from .limits import is_tried_from_everywhere

# What allauth and fido2 raise of something that no device sends.
ODD_PASSKEY = (AttributeError, KeyError, TypeError, ValueError)


class SignInForm(LoginForm):
    """Name and password, as Wagtail's own form sends them."""

    def add_prefix(self, field_name: str) -> str:
        """Return the name of a field in the page."""
        return "username" if field_name == "login" else str(super().add_prefix(field_name))

    def clean(self) -> dict[str, Any] | None:
        """Check name and password.

        Raises:
            ValidationError: where they do not belong together, or the name is tried too often; the
                same whether there is such an account or not.
        """
        name = self.cleaned_data.get("login", "")
        if name and is_tried_from_everywhere(self.request, name):
            raise ValidationError(too_many_tries(), "too_many")
        values: dict[str, Any] | None = super().clean()
        return values


def too_many_tries() -> str:
    """Return what whoever tried too often reads."""
    return _(
        "Too many attempts. Wait a quarter of an hour, or sign in where you usually do. You may also"
        " choose a new password."
    )


class AppForm(ActivateTOTPForm):
    """The first code of an app that is being set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")


class PasskeyForm(AddWebAuthnForm):
    """A passkey that is being set up, under a name of its owner's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": _("My passkey")} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["name"] = CharField(
            label=_("Name"),
            max_length=60,
            required=False,
            help_text=_("By which you know it again: “telephone”, “blue key”."),
        )

    def clean(self) -> dict[str, Any]:
        """Check what the device has made.

        Raises:
            ValidationError: for what no device makes, or not for this request.
        """
        try:
            values: dict[str, Any] = super().clean()
        except (*ODD_PASSKEY, ValidationError) as error:
            message = _("The passkey was not made. Try again, or use another device.")
            raise ValidationError({"credential": message}) from error
        return values


class UsePasskeyForm(AuthenticateWebAuthnForm):
    """What a device answers at the entrance."""

    def clean_credential(self) -> Authenticator:
        """Return the passkey that was used.

        Raises:
            ValidationError: for what no device answers, and for a passkey of somebody else.
        """
        try:
            return super().clean_credential()
        except (*ODD_PASSKEY, ValidationError) as error:
            raise ValidationError(
                _("The passkey was not taken. Try again, or type a code.")
            ) from error
