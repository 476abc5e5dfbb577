"""Public notes on important changes of a page: "3 numbers corrected"."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from bps_portal import languages
from bps_portal.languages.items import ItemKeyField
from bps_portal.languages.panels import translated_panels

# Where `for_serving` leaves the notes of a page.
FETCHED = "fetched_change_notes"


class ChangeNote(models.Model):
    """What changed in a page and when, as part of the revision that brings the change."""

    page = ParentalKey("pages.PortalPage", on_delete=models.CASCADE, related_name="change_notes")
    item_key = ItemKeyField()
    date = models.DateField(verbose_name=_("date"), default=timezone.localdate)
    text = models.CharField(
        verbose_name=_("what changed"),
        max_length=300,
        blank=True,
        help_text=_("One sentence for readers: “Three numbers corrected.”"),
    )

    panels = [FieldPanel("date"), translated_panels("text")]

    class Meta:
        verbose_name = _("change note")
        verbose_name_plural = _("change notes")
        ordering = ("-date", "-pk")

    def __str__(self) -> str:
        """Return the text in the active language, or in another one."""
        return languages.value_to_show(self, "text")

    def clean(self) -> None:
        """Refuse a note without words, and one from the future.

        Raises:
            ValidationError: beside the field that is wrong.
        """
        super().clean()
        if not any(languages.value_in(self, "text", code) for code in languages.codes()):
            message = _("Write the note in at least one language.")
            raise ValidationError(dict.fromkeys(languages.field_names("text"), message))
        if self.date and self.date > timezone.localdate():
            raise ValidationError({"date": _("This day is still to come.")})


@dataclass(frozen=True)
class ShownNote:
    """A note as readers of one language see it."""

    date: date
    text: str


def note_rows() -> ArraySubquery:
    """Return an annotation for pages: the notes of each, the newest first."""
    notes = ChangeNote.objects.rewrite(False).filter(page=OuterRef("pk")).order_by("-date", "-pk")
    texts = {name: name for name in languages.field_names("text")}
    return ArraySubquery(notes.values(row=JSONObject(date="date", **texts)))


def notes_of(page: Any, code: str) -> list[ShownNote]:
    """Return the notes of `page` in a language, the newest first; those in another are left out.

    No query for a page fetched `for_serving`.
    """
    name = languages.field_name("text", code)
    rows = getattr(page, FETCHED, None)
    if rows is None:
        found = [(note.date, getattr(note, name)) for note in page.change_notes.all()]
        found.sort(key=lambda note: note[0], reverse=True)
    else:
        found = [(date.fromisoformat(row["date"]), row[name]) for row in rows]
    return [ShownNote(day, text) for day, text in found if text]
