"""The edit form of every page: languages side by side, nothing typed is lost."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import SlugInput

from bps_portal import languages
from bps_portal.languages import parity
from bps_portal.languages.forms import LocalizedFormMixin
from bps_portal.languages.items import KeyedItemFormSet
from bps_portal.languages.segments import item_segments
from bps_portal.languages.streams import counterpart, translated_streams

from . import parity_gate

SCHEDULED_YEARS = range(2000, 2101)
COPY_BLOCKS_ACTION = "action-copy-blocks"
# Wagtail's names for what the buttons of the edit form do.
PUBLISH = "action-publish"
WORKFLOW_ACTION = "action-workflow-action"
DRAFT_ACTIONS = ("action-submit", "action-restart-workflow", "action-cancel-workflow")


def _language_choices() -> list[tuple[str, str]]:
    return [(code, languages.own_name(code)) for code in languages.codes()]


def _lay_out_empty_languages(cleaned: dict[str, Any], field: str) -> None:
    """Lay out the body in the required languages, and in others in which the page has a title."""
    required = languages.required_codes()
    bodies = {
        languages.field_name(field, code): cleaned.get(languages.field_name(field, code))
        for code in languages.codes()
        if code in required or cleaned.get(languages.field_name("title", code))
    }
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
        """Tell whether all is well, the texts of inline items in the published languages included."""
        if self.is_bound and self._stays_draft():
            self._let_bodies_wait()
        valid: bool = super().is_valid()
        if not self.is_bound or self.instance.cleaning_draft:
            return valid
        return self._items_are_written() and valid

    def _let_bodies_wait(self) -> None:
        """Let blocks that are laid out for the translator be empty, as in a draft."""
        for field in translated_streams(self._meta.model):
            for name in languages.field_names(field):
                if name in self.fields:
                    self.fields[name].is_deferred_validation = True

    def _items_are_written(self) -> bool:
        complete = True
        for relation, formset in self._formsets_by_relation():
            for form in formset.forms:
                is_blank = not form.has_changed() and not form.instance.pk
                if form not in formset.deleted_forms and not is_blank:
                    complete = self._is_written(form, relation) and complete
        return complete

    def _is_written(self, form: Any, relation: str) -> bool:
        segments = item_segments(form.instance, relation)
        missing = [
            parity_gate.lack_of(standing)
            for standing in parity.standings(segments, self.instance.parity_marks)
            if parity_gate.refuses(standing, self.instance.published_languages)
        ]
        for lack in missing:
            column = lack.column if lack.column in form.fields else None
            if (column or NON_FIELD_ERRORS) not in form.errors:
                form.add_error(column, lack.error)
        return not missing

    def _formsets_by_relation(self) -> list[tuple[str, KeyedItemFormSet]]:
        found = getattr(self, "formsets", {}).items()
        return [(name, each) for name, each in found if isinstance(each, KeyedItemFormSet)]

    def _post_clean(self) -> None:
        self.instance.cleaning_draft = self.is_deferred_validation or self._stays_draft()
        self.instance.items_in_form = True
        super()._post_clean()
        self.instance.items_in_form = False

    def _stays_draft(self) -> bool:
        """Tell whether the request asks for a step of the workflow after which nothing is public.

        What is handed to the translators still lacks their language.
        """
        if PUBLISH in self.data:
            return False
        if WORKFLOW_ACTION in self.data:
            return not self._approves_last()
        return any(action in self.data for action in DRAFT_ACTIONS)

    def _approves_last(self) -> bool:
        state = self.instance.current_workflow_state
        approves = self.data.get("workflow-action-name") == "approve"
        return bool(approves and state and state.is_at_final_task)

    def _update_errors(self, errors: forms.ValidationError) -> None:
        """Show beside the form what is wrong in a field that this user's form does not have."""
        if hasattr(errors, "error_dict"):
            found: dict[str, list[Any]] = {}
            for name, messages in errors.error_dict.items():
                shown = name if name in self.fields else NON_FIELD_ERRORS
                found.setdefault(shown, []).extend(messages)
            errors = forms.ValidationError(found)
        super()._update_errors(errors)
