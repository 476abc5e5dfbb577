"""What an object remembers about its translations."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from bps_portal import languages

from . import parity
from .history import note_save
from .parity import Marks, Standing
from .segments import compared_fields, segments


class MarksField(models.JSONField):
    """The column of the marks (see `parity.Marks`); no form shows it."""

    def __init__(self, **kwargs: Any) -> None:
        """Start without any mark."""
        super().__init__(**{"default": dict, "blank": True, "editable": False, **kwargs})


class Tracked:
    """For a model that knows which of its texts are missing or out of date.

    The model has a `parity_marks = MarksField()`. Fields that need not say the same in every
    language, such as addresses, are named in `uncompared_fields`.
    """

    uncompared_fields: ClassVar[tuple[str, ...]] = ()
    # Languages in which whoever writes only translates. Forms and imports set it before saving.
    translating: Collection[str] = ()
    # Segments (by key and language) that whoever writes confirms to be right translations.
    confirming: Collection[tuple[str, str]] = ()
    # Labels of what others changed while whoever writes was writing, and that was kept.
    kept_from_others: Collection[str] = ()
    parity_marks: Any

    def standings(self) -> list[Standing]:
        """Return how each text stands in each language."""
        return parity.standings(segments(self), self.parity_marks)

    def note_changes(self, before: Any) -> None:
        """Mark the texts that a change since `before` has left out of date; take confirmations."""
        marks: Marks = self.parity_marks
        old, new = list(segments(before)), list(segments(self))
        note_save(self, parity.changed_codes(old, new))
        marks = parity.after_change(old, new, marks, timezone.now(), self.translating)
        for key, code in self.confirming:
            marks = parity.confirmed(marks, key, code)
        self.parity_marks = marks


class TrackedOnSave(Tracked):
    """For a model without drafts, such as a theme or a picture; stands before its other bases."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the object with what its changes have left out of date."""
        item: Any = self
        update_fields = kwargs.get("update_fields")
        if item.pk and (update_fields is None or self._names_texts(update_fields)):
            before = type(item)._default_manager.filter(pk=item.pk).first()
            if before:
                self.note_changes(before)
            if update_fields is not None:
                kwargs["update_fields"] = {*update_fields, "parity_marks"}
        super().save(*args, **kwargs)  # type: ignore[misc]

    def _names_texts(self, names: Collection[str]) -> bool:
        columns = {
            column for name in compared_fields(type(self)) for column in languages.field_names(name)
        }
        return not columns.isdisjoint(names)
