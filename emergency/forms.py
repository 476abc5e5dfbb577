"""The edit form of an emergency number."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bps_portal import languages
from bps_portal.languages.forms import LocalizedModelForm


def _language_choices() -> list[tuple[str, str]]:
    return [(code, languages.own_name(code)) for code in languages.codes()]


class EmergencyNumberForm(LocalizedModelForm):
    """Offers the portal's languages as the languages that a line serves."""

    served_languages = forms.MultipleChoiceField(
        choices=_language_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=_("Languages served"),
        help_text=_("The languages in which the line answers. Leave open where it is not certain."),
    )
