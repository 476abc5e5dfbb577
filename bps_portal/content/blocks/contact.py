"""The block that says how to reach a service."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from bps_portal.content.telephone import dial_value, grouped

from .checked import CheckedBlock
from .groups import SERVICES

WAYS = ("telephone", "email", "address")


class TelephoneBlock(blocks.CharBlock):
    """A telephone number as an editor types it; the same in every language."""

    def clean(self, value: str) -> str:
        """Return the number as typed.

        Raises:
            ValidationError: for what no telephone could dial.
        """
        cleaned: str = super().clean(value)
        if cleaned:
            dial_value(cleaned)
        return cleaned

    def without_words(self, value: str) -> str:
        """Return the number: a translator has nothing to do with it."""
        return value


class ContactValue(blocks.StructValue):
    """How to reach a service."""

    @property
    def tel_url(self) -> str:
        """The address that dials the number, or ""."""
        try:
            return f"tel:{dial_value(self.get('telephone') or '')}"
        except ValidationError:
            return ""

    @property
    def visible_number(self) -> str:
        """The number as typed, on one line."""
        return grouped(self.get("telephone") or "")


class ContactBoxBlock(CheckedBlock):
    """A service and the ways to reach it."""

    name = blocks.CharBlock(label=_("name of the service"), max_length=160)
    telephone = TelephoneBlock(label=_("telephone number"), required=False, max_length=40)
    email = blocks.EmailBlock(label=_("e-mail address"), required=False, max_length=254)
    address = blocks.TextBlock(label=_("address"), required=False, max_length=300, rows=2)
    hours = blocks.TextBlock(label=_("opening hours"), required=False, max_length=500, rows=2)

    class Meta:
        icon = "mail"
        label = _("Contact box")
        group = SERVICES
        description = _(
            "How to reach a service: telephone, e-mail, address and opening hours. The numbers of "
            "an emergency have a page of their own."
        )
        template = "content/blocks/contact_box.html"
        value_class = ContactValue

    def problems(self, value: Any) -> dict[str, ValidationError]:
        """Ask for one way at least to reach the service."""
        if self.is_deferred_validation or any(value.get(way) for way in WAYS):
            return {}
        message = _("Give a telephone number, an e-mail address or an address.")
        return {"telephone": ValidationError(message, "required")}

    def get_preview_value(self) -> Any:
        """Return a service in the editor's language."""
        return self.normalize(
            {
                "name": gettext("Prevention service"),
                "telephone": "02 555 01 23",
                "email": "prevention@example.org",
                "address": gettext("Example Street 1\n1000 Brussels"),
                "hours": gettext("Monday to Friday, 9:00 to 16:30"),
            }
        )
