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
from .parity import Standing
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
        super().__init__(*args, **kwargs)
        self.refused_names: list[str] = []
        # Wagtail's forms of pages and snippets name the user so, those of files otherwise.
        self.writer: Any = getattr(self, "for_user", None) or getattr(self, "user", None)
        user = self.writer
        if user is not None and only_translates(user):
            self._close_to_translator(writable_codes(user))

    def _close_to_translator(self, codes: tuple[str, ...]) -> None:
        form: Any = self
        form.instance.translating = codes
        names = compared_fields(type(form.instance))
        kept = {languages.field_name(name, code) for name in names for code in codes}
        for name in list(form.fields):
            if name not in kept and name not in self.open_to_translators:
                del form.fields[name]
                self.refused_names.append(name)
        # Items without texts of their own, such as links to other pages, are not the translator's.
        getattr(form, "formsets", {}).clear()

    @cached_property
    def standings_by_column(self) -> dict[str, list[Standing]]:
        """How the texts of the saved object stand, by the column in which they are."""
        instance: Any = self.instance  # type: ignore[attr-defined]
        found: dict[str, list[Standing]] = {}
        if hasattr(instance, "parity_marks"):
            for standing in instance.standings():
                if not standing.segment.in_item:
                    column = standing.segment.column(standing.code)
                    found.setdefault(column, []).append(standing)
        return found

    def clean(self) -> Any:
        """Refuse a request for what the user may not write, and take the confirmations."""
        form: Any = self
        cleaned = super().clean()  # type: ignore[misc]
        if crafted := sorted(self._crafted_names()):
            user = self.writer
            logger.warning(
                "Refused: %s may not write %s of %r",
                user.get_username(),
                ", ".join(crafted),
                form.instance,
            )
            allowed = ", ".join(languages.name(code) for code in writable_codes(user))
            form.add_error(None, _refusal(allowed))
        self._take_confirmations()
        return cleaned

    def _crafted_names(self) -> Iterator[str]:
        form: Any = self
        for name in self.refused_names:
            prefixed = form.add_prefix(name)
            # A body posts several values that begin with its name.
            if any(key == prefixed or key.startswith(f"{prefixed}-") for key in form.data):
                yield name

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
