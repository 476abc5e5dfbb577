"""What editors add to the search in each language: words of one meaning, and pages that come first."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, PageChooserPanel

from bps_portal import languages

from .asking import LONGEST_PHRASE, Unit, phrases_of
from .normalising import key

MOST_PHRASES = 30


def phrases_in(text: str) -> list[str]:
    """Return the phrases between the commas and line ends of `text`, as queries are compared."""
    found = (key(part) for part in text.replace("\n", ",").split(","))
    return list(dict.fromkeys(phrase for phrase in found if phrase))


class PerLanguageForm(WagtailAdminModelForm):
    """Offers the portal's languages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the languages by the name that the editor's own has for them."""
        super().__init__(*args, **kwargs)
        stock = self.fields["language"]
        names = [(code, capfirst(languages.name(code))) for code in languages.codes()]
        self.fields["language"] = forms.ChoiceField(
            choices=names, label=stock.label, help_text=stock.help_text
        )


class PerLanguageQuerySet(models.QuerySet["PerLanguage"]):
    """What editors added, by what is typed."""

    def for_phrases(self, code: str, phrases: Iterable[str]) -> Self:
        """What counts in a language for one of `phrases`."""
        return self.filter(language=code, phrases__overlap=list(phrases))


class PerLanguage(models.Model):
    """Phrases for which something counts, in one language only."""

    language = models.CharField(
        verbose_name=_("language"),
        max_length=12,
        help_text=_("Of the search in which this counts."),
    )
    # As queries are compared.
    phrases = ArrayField(models.TextField(), default=list, editable=False)

    objects = PerLanguageQuerySet.as_manager()

    base_form_class = PerLanguageForm
    # The field in which editors write the phrases.
    phrases_field: ClassVar[str]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(getattr(self, self.phrases_field))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the phrases as queries are compared."""
        self.phrases = phrases_in(str(self))
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse no phrase at all, too many, and long ones.

        Raises:
            ValidationError: beside the field of the phrases.
        """
        super().clean()
        if message := _problem_of(phrases_in(str(self))):
            raise ValidationError({self.phrases_field: message})

    @property
    def language_name(self) -> str:
        """The name of the language in the active one."""
        return capfirst(languages.name(self.language)) if self.language else ""


class Synonyms(PerLanguage):
    """Words and phrases that mean the same: who types one finds the others as well."""

    words = models.TextField(
        verbose_name=_("words"),
        help_text=_("Words or short phrases of the same meaning, with commas: gsm, mobile phone."),
    )

    untranslated_fields = ("language", "words")
    phrases_field = "words"
    panels = [FieldPanel("language"), FieldPanel("words")]

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ("language", "words")

    def clean(self) -> None:
        """Refuse a word without another one.

        Raises:
            ValidationError: beside the words.
        """
        super().clean()
        if len(phrases_in(self.words)) < 2:
            raise ValidationError({"words": _("Name at least two words, with a comma between.")})


class BestBet(PerLanguage):
    """A page that comes first for certain queries."""

    queries = models.TextField(
        verbose_name=_("queries"),
        help_text=_("What people type, with commas between: lost card, card stolen."),
    )
    page = models.ForeignKey(
        "pages.PortalPage",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="best_bets",
        help_text=_("It comes first as long as readers of the language see it."),
    )

    untranslated_fields = ("language", "queries")
    phrases_field = "queries"
    panels = [FieldPanel("language"), FieldPanel("queries"), PageChooserPanel("page")]

    class Meta:
        verbose_name = _("best bet")
        verbose_name_plural = _("best bets")
        ordering = ("language", "queries")


def _problem_of(phrases: list[str]) -> str | Promise:
    if not phrases:
        return _("Name at least one word.")
    if len(phrases) > MOST_PHRASES:
        return _("These are too many: %(most)s at most.") % {"most": MOST_PHRASES}
    if long := next((p for p in phrases if len(p.split()) > LONGEST_PHRASE), None):
        values = {"phrase": long, "most": LONGEST_PHRASE}
        return _("“%(phrase)s” is too long: %(most)s words at most.") % values
    return ""


def add_synonyms(units: list[Unit], code: str) -> None:
    """Give the units of a query what editors say means the same, in one query."""
    places = phrases_of([key(unit.text) for unit in units])
    for group in Synonyms.objects.for_phrases(code, places):
        for phrase in group.phrases:
            if place := places.get(phrase):
                for unit in units[place]:
                    unit.synonyms += [other for other in group.phrases if other != phrase]


def best_pages(text: str, code: str) -> list[int]:
    """Return the keys of the pages that editors want first for a query, in one query."""
    bets = BestBet.objects.for_phrases(code, [key(text)])
    return list(bets.values_list("page", flat=True))
