"""Inline items with texts, such as change notes: known by a key, and open to translators.

An item that a draft has added is in no table yet, so nothing but its `item_key` tells which one
it is: for its marks, and for the form of a translator, which changes some of its texts only.
"""

import uuid
from collections.abc import Collection, Iterator
from typing import Any

from django import forms
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.forms.models import BaseModelFormSet
from django.utils.functional import cached_property
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm

from bps_portal import languages

from .merging import Fingerprints, fingerprints, merge
from .parity import Standing, by_column
from .segments import compared_fields

KEY = "item_key"


class ItemKeyField(models.UUIDField):
    """What an inline item is known by, from its first draft on and in every copy of its page."""

    def __init__(self, **kwargs: Any) -> None:
        """Give each item a random key."""
        defaults = {"default": uuid.uuid4, "db_default": RandomUUID(), "editable": False}
        super().__init__(**{**defaults, **kwargs})


class KeyedItemForm(WagtailAdminModelForm):
    """The form of one item; posts its key along."""

    item_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # The formset sets itself.
    formset: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the key of an item; a new one gets its key when it is posted."""
        super().__init__(*args, **kwargs)
        if not self.empty_permitted:
            self.initial[KEY] = getattr(self.instance, KEY)

    def clean(self) -> Any:
        """Keep what others have changed in the item meanwhile."""
        cleaned = super().clean()
        formset: KeyedItemFormSet = self.formset
        prefix = formset.name_of(self.instance, "")
        shown = {
            name.removeprefix(prefix): value
            for name, value in formset.posted_values.items()
            if name.startswith(prefix)
        }
        kept, disputed = merge(self, shown)
        formset.instance.kept_from_others = [*formset.instance.kept_from_others, *kept]
        formset.disputed_values |= {prefix + name: value for name, value in disputed.items()}
        return cleaned

    @property
    def changed_data(self) -> list[str]:
        """The names of the changed fields; the key is none."""
        return [name for name in super().changed_data if name != KEY]

    def has_changed(self) -> bool:
        """Tell whether the item is to be saved; one of a draft alone always is."""
        in_draft_only = self.instance.pk is None and not self.empty_permitted
        return in_draft_only or super().has_changed()


class KeyedItemFormSet(BaseChildFormSet):
    """The items of an object; `open_codes` are the only languages that a translator may write."""

    open_codes: Collection[str] | None = None
    # Set by the form of the whole object: how the texts of each item stand, by its key; and what
    # the posted form showed of them, see `merging`.
    standings_by_item: dict[str, list[Standing]]
    posted_values: Fingerprints

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start with no form around it."""
        super().__init__(*args, **kwargs)
        self.standings_by_item, self.posted_values = {}, {}
        # What others have saved in fields that this person has changed too.
        self.disputed_values: Fingerprints = {}

    def name_of(self, item: Any, column: str) -> str:
        """Return how the form of the whole object calls a column of an item."""
        return f"{self.rel_name}/{getattr(item, KEY)}/{column}"

    def saved_values(self) -> Fingerprints:
        """Return the fingerprints of the items as they are in the object now."""
        blank = self.empty_form
        return {
            self.name_of(item, column): value
            for item in getattr(self.instance, self.rel_name).all()
            for column, value in fingerprints(blank, item).items()
        }

    def has_shown_items(self) -> bool:
        """Tell whether there are items, and whether a posted form has shown them."""
        shown = not self.is_bound or f"{self.prefix}-TOTAL_FORMS" in self.data
        return shown and bool(self._items)

    def close_to_translator(self, codes: Collection[str]) -> None:
        """Leave the texts of the items in some languages open, and nothing else."""
        self.open_codes = codes
        self.can_delete = self.can_order = False
        self.extra = 0

    @cached_property
    def _items(self) -> dict[str, Any]:
        return {str(getattr(item, KEY)): item for item in self.get_queryset()}

    @cached_property
    def forms(self) -> list[Any]:
        """The forms of the items; of a translator's request, those of items that are there."""
        if self.open_codes is None or not self.is_bound:
            return list(super().forms)
        return [
            self._construct_form(index)
            for index in range(self.total_form_count())
            if self._posted_key(index) in self._items
        ]

    def _posted_key(self, index: int) -> str:
        posted: str = self.data.get(f"{self.add_prefix(index)}-{KEY}", "")
        return posted

    def _construct_form(self, index: int, **kwargs: Any) -> Any:
        item = self._items.get(self._posted_key(index)) if self.is_bound else None
        in_draft_only = item is not None and item.pk is None
        if item is not None and (self.open_codes is not None or in_draft_only):
            # Past modelcluster's own, which makes a new object of an item without a row.
            return super(BaseModelFormSet, self)._construct_form(index, instance=item, **kwargs)  # type: ignore[misc]
        return super()._construct_form(index, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        """Add the hidden fields; take away what a translator may not write."""
        super().add_fields(form, index)
        form.formset = self
        of_item = self.standings_by_item.get(str(getattr(form.instance, KEY)), ())
        form.standings_by_column = by_column(of_item)
        if self.open_codes is not None:
            kept = {
                languages.field_name(name, code)
                for name in compared_fields(self.model)
                for code in self.open_codes
            } | {KEY, self.model._meta.pk.name}
            for name in set(form.fields) - kept:
                del form.fields[name]

    def crafted_names(self) -> Iterator[str]:
        """Yield the names in a translator's request that its form does not have."""
        if self.open_codes is None:
            return
        management = {self.management_form.add_prefix(name) for name in self.management_form.fields}
        known = {form.add_prefix(name) for form in self.forms for name in form.fields}
        for name in self.data:
            if name.startswith(f"{self.prefix}-") and name not in management | known:
                yield name

    def save(self, commit: bool = True) -> list[Any]:
        """Save the items; those that others have added to the draft meanwhile stay."""
        manager = getattr(self.instance, self.rel_name)
        if self.open_codes is None:
            added_by_others = self._added_by_others()
            saved: list[Any] = super().save(commit=False)
            manager.add(*added_by_others)
        else:
            # A translator's request neither adds nor removes one.
            saved = [form.save(commit=False) for form in self.forms if form.has_changed()]
            manager.add(*saved)
        if commit:
            manager.commit()
        return saved

    def _added_by_others(self) -> list[Any]:
        if not self.posted_values:
            return []
        seen = {name.split("/")[1] for name in self.posted_values if "/" in name}
        return [item for key, item in self._items.items() if item.pk is None and key not in seen]
