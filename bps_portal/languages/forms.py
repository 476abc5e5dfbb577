"""Edit forms that know the languages: who may write which, and what is confirmed.

`LocalizedFormMixin` stands before Wagtail's form classes. A translator's form holds the fields of
the languages that the translator may write and no others, so that a crafted request changes nothing.
"""

import logging
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from bps_portal import languages

from . import parity
from .items import KeyedItemFormSet
from .merging import (
    SHOWN_VALUES,
    Fingerprints,
    ShownValuesField,
    fingerprints,
    merge,
    posted_fingerprints,
)
from .parity import Standing, by_column
from .permissions import only_translates, writable_codes
from .segments import compared_fields

logger = logging.getLogger(__name__)

# What the form posts beside its fields, each as "KEY OF THE SEGMENT|LANGUAGE". `SHOWN` names the
# segments for which the form asked whether they are empty on purpose.
CONFIRM = "parity-confirm"
EMPTY = "parity-empty"
SHOWN = "parity-empty-shown"


class LocalizedFormMixin:
    """For the form of a tracked object (`tracking.Tracked`)."""

    # Fields of the form itself that a translator keeps, such as comments.
    open_to_translators: tuple[str, ...] = ("comment_notifications",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take away what the user may not write."""
        # The forms of files take a user and keep none.
        given = kwargs.get("user")
        super().__init__(*args, **kwargs)
        self.refused_names: list[str] = []
        self.writer: Any = getattr(self, "for_user", None) or given
        user = self.writer
        if user is not None and only_translates(user):
            self._close_to_translator(writable_codes(user))
        self._give_standings_to_items()
        form: Any = self
        self._posted_values = posted_fingerprints(form.data) if form.is_bound else {}
        self._disputed_values: Fingerprints = {}
        form.fields[SHOWN_VALUES] = ShownValuesField(form)
        for formset in self._keyed_formsets():
            formset.posted_values = self._values_to_compare

    @cached_property
    def _values_to_compare(self) -> Fingerprints:
        form: Any = self
        latest = getattr(form.instance, "latest_revision", None)
        # The form saves by itself: what this person typed a moment ago is nobody else's text.
        own = latest is not None and self.writer is not None and latest.user_id == self.writer.pk
        return {} if own else self._posted_values

    def _keyed_formsets(self) -> list[KeyedItemFormSet]:
        formsets = getattr(self, "formsets", {}).values()
        return [formset for formset in formsets if isinstance(formset, KeyedItemFormSet)]

    def fingerprints_to_show(self) -> Fingerprints:
        """Return what the form that goes to the browser is to carry; see `merging`."""
        form: Any = self
        if form.is_bound and not form.is_valid():
            found = self._posted_values | self._disputed_values
            for formset in self._keyed_formsets():
                found |= formset.disputed_values
            return found
        found = fingerprints(form, form.instance)
        for formset in self._keyed_formsets():
            found |= formset.saved_values()
        return found

    def _close_to_translator(self, codes: tuple[str, ...]) -> None:
        form: Any = self
        form.instance.translating = codes
        names = compared_fields(type(form.instance))
        kept = {languages.field_name(name, code) for name in names for code in codes}
        for name in list(form.fields):
            if name not in kept and name not in self.open_to_translators:
                del form.fields[name]
                self.refused_names.append(name)
        formsets = getattr(form, "formsets", {})
        for name, formset in list(formsets.items()):
            if isinstance(formset, KeyedItemFormSet) and formset.has_shown_items():
                formset.close_to_translator(codes)
            else:
                # Items without texts, such as links to other pages, are not the translator's.
                del formsets[name]

    def _give_standings_to_items(self) -> None:
        found: dict[str, dict[str, list[Standing]]] = {}
        for standing in self._standings:
            if standing.segment.in_item:
                relation, key, _field = standing.segment.key.split("/", 2)
                found.setdefault(relation, {}).setdefault(key, []).append(standing)
        for name, formset in getattr(self, "formsets", {}).items():
            formset.standings_by_item = found.get(name, {})

    @cached_property
    def _standings(self) -> list[Standing]:
        instance: Any = self.instance  # type: ignore[attr-defined]
        return instance.standings() if hasattr(instance, "parity_marks") else []

    @cached_property
    def standings_by_column(self) -> dict[str, list[Standing]]:
        """How the texts of the saved object stand, by the column in which they are."""
        return by_column(s for s in self._standings if not s.segment.in_item)

    def clean(self) -> Any:
        """Refuse a request for what the user may not write, and take the confirmations."""
        form: Any = self
        cleaned = super().clean()  # type: ignore[misc]
        if crafted := sorted(self._crafted_names()):
            user = self.writer
            logger.warning(
                "Refused: user %s may not write %s of %r",
                user.pk,
                ", ".join(crafted),
                form.instance,
            )
            allowed = ", ".join(languages.name(code) for code in writable_codes(user))
            form.add_error(None, _refusal(allowed))
        self._take_confirmations()
        kept, self._disputed_values = merge(form, self._values_to_compare)
        form.instance.kept_from_others = kept
        return cleaned

    def _crafted_names(self) -> Iterator[str]:
        form: Any = self
        for name in self.refused_names:
            prefixed = form.add_prefix(name)
            # A body posts several values that begin with its name.
            if any(key == prefixed or key.startswith(f"{prefixed}-") for key in form.data):
                yield name
        for formset in self._keyed_formsets():
            yield from formset.crafted_names()

    def _take_confirmations(self) -> None:
        form: Any = self
        instance, data = form.instance, form.data
        if not hasattr(data, "getlist") or not hasattr(instance, "parity_marks"):
            return
        allowed = writable_codes(self.writer)
        instance.confirming = [
            (key, code) for key, code in _pairs(data.getlist(CONFIRM)) if code in allowed
        ]
        ticked = set(_pairs(data.getlist(EMPTY)))
        for key, code in _pairs(data.getlist(SHOWN)):
            if code in allowed:
                instance.parity_marks = parity.declared_empty(
                    instance.parity_marks, key, code, on_purpose=(key, code) in ticked
                )


class LocalizedModelForm(LocalizedFormMixin, WagtailAdminModelForm):
    """The form of a tracked snippet."""


def _refusal(allowed: str) -> ValidationError:
    if not allowed:
        return ValidationError(_("You may not change texts here. Nothing was saved."))
    sentence = _("You may change texts in these languages only: {languages}. Nothing was saved.")
    return ValidationError(format_lazy(sentence, languages=allowed))


def _pairs(values: list[str]) -> Iterator[tuple[str, str]]:
    """Return the keys and languages of posted values; what names no language is left out."""
    for value in values:
        key, _bar, code = value.rpartition("|")
        if key and code in languages.codes():
            yield key, code
