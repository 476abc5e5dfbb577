"""The addresses that get visitors' messages, as editors type them."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

BETWEEN = re.compile(r"[\s,;]+")


def addresses(text: str | None) -> list[str]:
    """Return the e-mail addresses in a text that parts them by commas, spaces or lines."""
    return [part for part in BETWEEN.split(text or "") if part]


def validate_addresses(text: str) -> None:
    """Refuse a text with anything but e-mail addresses.

    Raises:
        ValidationError: naming the first one that is none.
    """
    for address in addresses(text):
        try:
            validate_email(address)
        except ValidationError as error:
            message = _("“%(address)s” is not an e-mail address.")
            raise ValidationError(message, "invalid", {"address": address}) from error
