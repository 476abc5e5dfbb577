"""Emergency numbers, and the page that gathers all of them by need."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bps_portal import languages
from bps_portal.content.telephone import dial_value, grouped
from bps_portal.languages.panels import translated_panels
from bps_portal.languages.tracking import MarksField, TrackedOnSave
from bps_portal.pages.models import LocalizedPage
from bps_portal.pages.previews import PreviewedInEachLanguage

from .alerts import AlertUpdate, CrisisAlert, HookCall, PreparedAlert
from .forms import EmergencyNumberForm
from .needs import Need

__all__ = [
    "AlertUpdate",
    "CrisisAlert",
    "EmergencyNumber",
    "EmergencyNumbersPage",
    "HookCall",
    "NeedGroup",
    "PreparedAlert",
    "numbers_by_need",
]


class EmergencyNumberQuerySet(models.QuerySet["EmergencyNumber"]):
    """Numbers by what they are for."""

    def primary(self) -> Self:
        """Numbers that stand on every page."""
        return self.filter(primary=True)

    def unverified(self) -> Self:
        """Numbers that no editor has checked yet."""
        return self.filter(verified_on=None)

    def due_for_check(self, today: date) -> Self:
        """Numbers that nobody has checked within the 365 days before `today`."""
        last = today - timedelta(days=365)
        return self.filter(models.Q(verified_on=None) | models.Q(verified_on__lt=last))

    def by_need_of_check(self) -> Self:
        """Order by the day of the last check: those never checked first, then the oldest."""
        return self.order_by(models.F("verified_on").asc(nulls_first=True), "order", "pk")

    def named_in(self, code: str) -> Self:
        """Numbers whose name exists in a language; no other language's name stands in."""
        return self.filter(**{f"{languages.field_name('name', code)}__gt": ""})


EmergencyNumberManager = models.Manager.from_queryset(EmergencyNumberQuerySet)


class EmergencyNumber(PreviewedInEachLanguage, TrackedOnSave, models.Model):
    """A number to call, or an app to use, in one kind of need."""

    number = models.CharField(
        verbose_name=_("number"),
        max_length=40,
        blank=True,
        help_text=_(
            "As readers see it, in groups: 0800 32 123. Leave empty for an app or a website."
        ),
    )
    dial = models.CharField(max_length=20, editable=False, blank=True)
    name = models.CharField(verbose_name=_("name"), max_length=120)
    what_for = models.CharField(
        verbose_name=_("what for"),
        max_length=255,
        blank=True,
        help_text=_("When to call, in one plain sentence."),
    )
    hours = models.CharField(
        verbose_name=_("when"),
        max_length=255,
        blank=True,
        help_text=_("When the line answers. Leave empty where you are not certain."),
    )
    cost = models.CharField(
        verbose_name=_("cost"),
        max_length=120,
        blank=True,
        help_text=_("What a call costs. Leave empty where you are not certain."),
    )
    note = models.CharField(
        verbose_name=_("note"),
        max_length=255,
        blank=True,
        help_text=_("What readers must know before they call."),
    )
    need = models.CharField(verbose_name=_("need"), max_length=20, choices=Need)
    served_languages = ArrayField(
        models.CharField(max_length=12),
        verbose_name=_("languages served"),
        default=list,
        blank=True,
    )
    is_emergency = models.BooleanField(
        verbose_name=_("emergency line"),
        default=True,
        help_text=_("Where it is none, the page says so and names 112."),
    )
    primary = models.BooleanField(
        verbose_name=_("on every page"),
        default=False,
        help_text=_("For 112 and 101: the number stands at the foot of every page."),
    )
    order = models.PositiveSmallIntegerField(
        verbose_name=_("order"),
        default=0,
        help_text=_("Lower comes first among the numbers for the same need."),
    )
    source_url = models.URLField(
        verbose_name=_("official site"),
        blank=True,
        help_text=_("Where the number is published; readers can follow it too."),
    )
    verified_on = models.DateField(
        verbose_name=_("verified on"),
        null=True,
        blank=True,
        help_text=_("The day on which you last compared this entry with the official site."),
    )
    parity_marks = MarksField()

    objects = EmergencyNumberManager()

    untranslated_fields = ("number",)
    # Each language has its own address, of a page that is kept elsewhere.
    uncompared_fields = ("source_url",)
    base_form_class = EmergencyNumberForm

    class Meta:
        verbose_name = _("emergency number")
        verbose_name_plural = _("emergency numbers")
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["dial"], condition=~models.Q(dial=""), name="unique_emergency_dial"
            )
        ]

    def __str__(self) -> str:
        """Return the number with its name in the active language, or in another one."""
        return f"{self.number} {languages.value_to_show(self, 'name')}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save every language, and the value to dial.

        Raises:
            ValidationError: for a number that no telephone could dial.
        """
        self.dial = dial_value(self.number) if self.number else ""
        with languages.override(languages.default_code()):
            super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse an impossible or known number, no way to reach it, and a check still to come.

        Raises:
            ValidationError: beside the field that is wrong.
        """
        super().clean()
        if self.verified_on and self.verified_on > timezone.localdate():
            raise ValidationError({"verified_on": _("This day is still to come.")})
        self.number = self.number.strip()
        if self.number:
            try:
                self.dial = dial_value(self.number)
            except ValidationError as error:
                raise ValidationError({"number": error}) from error
            same = EmergencyNumber.objects.filter(dial=self.dial).exclude(pk=self.pk)
            if same.exists():
                raise ValidationError({"number": _("Another entry already has this number.")})
        elif missing := [
            languages.field_name("source_url", code)
            for code in languages.required_codes()
            if not languages.value_in(self, "source_url", code)
        ]:
            message = _("An entry without a number needs an address that readers can open.")
            raise ValidationError(dict.fromkeys(missing, message))

    def get_preview_template(self, *_args: Any) -> str:
        """Return the template that shows the number as its row on the page of all numbers."""
        return "emergency/number_preview.html"

    @property
    def visible_number(self) -> str:
        """The number as typed, kept together at the end of a line."""
        return grouped(self.number)

    @property
    def tel_url(self) -> str:
        """The address of a call link (RFC 3966), or "" where there is no number."""
        return f"tel:{self.dial}" if self.dial else ""

    @property
    def source_host(self) -> str:
        """The official site as readers know it: 112.be."""
        return urlsplit(self.source_url or "").netloc.removeprefix("www.")

    @property
    def served_language_names(self) -> list[str]:
        """The languages that the line answers in, named in the active language."""
        return [languages.name(code) for code in languages.codes() if code in self.served_languages]


@dataclass(frozen=True)
class NeedGroup:
    """The numbers for one need."""

    need: Need
    numbers: list[EmergencyNumber]


class EmergencyNumbersPage(LocalizedPage):
    """The page of all numbers, grouped by need."""

    intro = models.TextField(verbose_name=_("introduction"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count = 1
    locked_slugs = True

    content_panels = [*LocalizedPage.content_panels, translated_panels("intro")]

    class Meta:
        verbose_name = _("page of emergency numbers")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `groups`: the numbers by need, in one query, and what a device may keep."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["groups"] = numbers_by_need(languages.active_code())
        context["kept_addresses"] = [self.url_in(code, request) for code in self.live_languages]
        return context


def numbers_by_need(code: str) -> list[NeedGroup]:
    """Return all numbers that have a name in a language, by need; needs without any are left out."""
    numbers = list(EmergencyNumber.objects.named_in(code))
    groups = [NeedGroup(need, [n for n in numbers if n.need == need]) for need in Need]
    return [group for group in groups if group.numbers]
