"""The phone link of rich text: what an editor types is checked and dialled as it should be."""

from django import forms
from django.utils.decorators import method_decorator
from wagtail.admin.auth import require_admin_access
from wagtail.admin.forms.choosers import PhoneLinkChooserForm
from wagtail.admin.views.chooser import PhoneLinkView

from bps_portal.content.telephone import dial_value


class PortalPhoneLinkForm(PhoneLinkChooserForm):
    """Refuses a number that no telephone could dial."""

    def clean_phone_number(self) -> str:
        """Return the number as typed, which is the text of the link.

        Raises:
            ValidationError: when the number is impossible.
        """
        number: str = self.cleaned_data["phone_number"]
        dial_value(number)
        return number


@method_decorator(require_admin_access, name="dispatch")
class PortalPhoneLinkView(PhoneLinkView):
    """Makes "tel:+3221234567" from "+32 (0)2 123 45 67", where Wagtail only drops the spaces."""

    form_class: type[forms.Form] = PortalPhoneLinkForm

    def get_url_from_field_value(self, value: str) -> str:
        """Return the address of the link for a number that the form has accepted."""
        return f"tel:{dial_value(value)}"
