"""The edit form of every page: languages side by side, nothing typed is lost."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import SlugInput

from bps_portal import languages
from bps_portal.languages.forms import LocalizedFormMixin
from bps_portal.languages.streams import counterpart, translated_streams

from .validation import missing_in

SCHEDULED_YEARS = range(2000, 2101)
COPY_BLOCKS_ACTION = "action-copy-blocks"


def _language_choices() -> list[tuple[str, str]]:
    return [(code, languages.own_name(code)) for code in languages.codes()]


def _lay_out_empty_languages(cleaned: dict[str, Any], field: str) -> None:
    bodies = {name: cleaned.get(name) for name in languages.field_names(field)}
    source = next((body for body in bodies.values() if body), None)
    for name, body in bodies.items():
        if source and body is not None and not body:
            cleaned[name] = counterpart(source)


def _near(moment: datetime | None) -> datetime | None:
    if moment is not None and moment.year not in SCHEDULED_YEARS:
        raise forms.ValidationError(
            _("Choose a year from %(first)s to %(last)s."),
            "year",
            {"first": SCHEDULED_YEARS[0], "last": SCHEDULED_YEARS[-1]},
        )
    return moment


class PortalPageForm(LocalizedFormMixin, WagtailAdminPageForm):
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
            self.instance._cached_parent_obj = self.parent_page  # noqa: SLF001 - treebeard's own
        for name in languages.field_names("slug"):
            if field := self.fields.get(name):
                field.widget = SlugInput()
                if self.instance.locked_slugs and self.instance.pk:
                    field.disabled = True
                    field.help_text = _("The address of this section is fixed.")

    def clean_go_live_at(self) -> datetime | None:
        """Refuse a year in which nobody publishes, which the database may not even hold."""
        return _near(self.cleaned_data.get("go_live_at"))

    def clean_expire_at(self) -> datetime | None:
        """Refuse a year in which nothing expires, which the database may not even hold."""
        return _near(self.cleaned_data.get("expire_at"))

    def clean(self) -> dict[str, Any]:
        """Lay out the bodies of empty languages where the editor asks for it."""
        cleaned: dict[str, Any] = super().clean()
        if COPY_BLOCKS_ACTION in self.data:
            for field in translated_streams(self._meta.model):
                _lay_out_empty_languages(cleaned, field)
        return cleaned

    def is_valid(self) -> bool:
        """Tell whether all is well, the change notes in the published languages included."""
        valid: bool = super().is_valid()
        notes = self.formsets.get("change_notes")
        if not self.is_bound or notes is None or self.is_deferred_validation:
            return valid
        return self._notes_are_written(notes) and valid

    def _notes_are_written(self, notes: forms.BaseFormSet) -> bool:
        published = self.cleaned_data.get("published_languages", ())
        for form in notes.forms:
            if form in notes.deleted_forms or not form.cleaned_data:
                continue
            for code in published:
                name = languages.field_name("text", code)
                if not form.cleaned_data.get(name) and name not in form.errors:
                    form.add_error(name, missing_in(code))
        return not any(notes.errors)

    def _post_clean(self) -> None:
        self.instance.cleaning_draft = self.is_deferred_validation
        self.instance.notes_in_form = "change_notes" in self.formsets
        super()._post_clean()
        self.instance.notes_in_form = False
