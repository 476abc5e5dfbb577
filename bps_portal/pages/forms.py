"""The edit form of every page: languages side by side, nothing typed is lost."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import SlugInput

from bps_portal import languages


def _language_choices() -> list[tuple[str, str]]:
    return [(code, languages.own_name(code)) for code in languages.codes()]


class PortalPageForm(WagtailAdminPageForm):
    """Adds the choice of published languages; locks the slugs of sections."""

    published_languages = forms.MultipleChoiceField(
        choices=_language_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=_("Published languages"),
        help_text=_("The languages in which readers see this page once it is published."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let new pages check their addresses against their siblings before they have a place."""
        super().__init__(*args, **kwargs)
        if self.parent_page is not None and not self.instance.path:
            self.instance._cached_parent_obj = self.parent_page
        for name in languages.field_names("slug"):
            if field := self.fields.get(name):
                field.widget = SlugInput()
                if self.instance.locked_slugs and self.instance.pk:
                    field.disabled = True
                    field.help_text = _("The address of this section is fixed.")

    def _post_clean(self) -> None:
        self.instance.cleaning_draft = self.is_deferred_validation
        super()._post_clean()
