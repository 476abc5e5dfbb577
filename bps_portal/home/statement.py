"""The accessibility statement, after the model of Implementing Decision (EU) 2018/1523, annex.

Who keeps it, what it must say and how often it is looked at: ordinance of the Brussels-Capital
Region of 4 October 2018 (Moniteur belge of 30 November 2018), article 7; recital 3 of the decision
asks for a review every year.
"""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from bps_portal import languages
from bps_portal.contact.models import ContactPage
from bps_portal.languages.panels import translated_panels
from bps_portal.pages.models import LocalizedPage
from bps_portal.pages.permissions import PortalPagePermissionTester

REVIEWED_EVERY = timedelta(days=365)
REMINDED_BEFORE = timedelta(days=30)
# What may be out of reach, each as lines of text.
EXCEPTIONS = ("failures", "burdens", "exemptions")


class Conformance(models.TextChoices):
    """The three states that the model knows (annex, section 1)."""

    FULL = "full", _("in full")
    PARTIAL = "partial", _("in part")
    NONE = "none", _("not yet")


class Method(models.TextChoices):
    """How conformity was found out (annex, section 1, “Preparation of this statement”)."""

    OWN = "own", _("by ourselves")
    OUTSIDE = "outside", _("by somebody else")


class AdministratorsOnly(PortalPagePermissionTester):
    """Lets administrators alone change a page: it is a statement of the whole body."""

    def can_edit(self) -> bool:
        """Tell whether the user may edit the page."""
        return self.user.is_superuser and bool(super().can_edit())

    def can_publish(self) -> bool:
        """Tell whether the user may publish the page."""
        return self.user.is_superuser and bool(super().can_publish())

    def can_unpublish(self) -> bool:
        """Tell whether the user may take the page off."""
        return self.user.is_superuser and bool(super().can_unpublish())

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Tell whether the user may delete the page, or move it."""
        return self.user.is_superuser and super().can_delete(ignore_bulk)


class AccessibilityStatementPage(LocalizedPage):
    """What is accessible, what is not and why, and whom to tell."""

    lead = models.TextField(verbose_name=_("lead"), blank=True, max_length=600)
    conformance = models.CharField(
        verbose_name=_("follows the rules"),
        max_length=10,
        choices=Conformance,
        default=Conformance.PARTIAL,
        help_text=_("EN 301 549 and WCAG 2.2, levels A and AA."),
    )
    failures = models.TextField(
        verbose_name=_("what does not follow the rules"),
        blank=True,
        max_length=4000,
        help_text=_("One point a line: what it is, what it keeps whom from, until when."),
    )
    burdens = models.TextField(
        verbose_name=_("what would be a disproportionate burden"),
        blank=True,
        max_length=4000,
        help_text=_("One point a line, with the reason."),
    )
    exemptions = models.TextField(
        verbose_name=_("what the law leaves out"),
        blank=True,
        max_length=4000,
        help_text=_("One point a line."),
    )
    alternatives = models.TextField(
        verbose_name=_("what readers can use instead"),
        blank=True,
        max_length=4000,
        help_text=_("One point a line."),
    )
    prepared_on = models.DateField(verbose_name=_("prepared on"), default=timezone.localdate)
    reviewed_on = models.DateField(
        verbose_name=_("last reviewed on"),
        default=timezone.localdate,
        help_text=_("At least once a year; the admin’s first page reminds you in time."),
    )
    method = models.CharField(
        verbose_name=_("reviewed"), max_length=10, choices=Method, default=Method.OWN
    )
    method_details = models.TextField(
        verbose_name=_("how it was reviewed"),
        blank=True,
        max_length=1000,
        help_text=_("Which pages, with which tools or people, and where the report can be read."),
    )
    complaint_body = models.CharField(
        verbose_name=_("who decides on complaints"),
        blank=True,
        max_length=160,
        help_text=_("To whom readers turn whom our answer does not help."),
    )
    complaint_url = models.URLField(verbose_name=_("its site"), blank=True)

    untranslated_fields: ClassVar[tuple[str, ...]] = ("conformance", "method")
    # Each language has its own address, of a page that is kept elsewhere.
    uncompared_fields: ClassVar[tuple[str, ...]] = ("complaint_url",)
    required_per_language = (*LocalizedPage.required_per_language, "complaint_body")
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count = 1
    locked_slugs = True

    content_panels = [
        *LocalizedPage.content_panels,
        translated_panels("lead"),
        FieldPanel("conformance"),
        MultiFieldPanel(
            [translated_panels(name) for name in (*EXCEPTIONS, "alternatives")],
            heading=_("What is not accessible"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("prepared_on"), FieldPanel("reviewed_on")]),
                FieldPanel("method"),
                translated_panels("method_details"),
            ],
            heading=_("Review"),
        ),
        MultiFieldPanel(
            [translated_panels("complaint_body"), translated_panels("complaint_url")],
            heading=_("Complaints"),
        ),
    ]

    class Meta:
        verbose_name = _("accessibility statement")

    def permissions_for_user(self, user: Any) -> PortalPagePermissionTester:
        """Return what a user may do with the page."""
        return AdministratorsOnly(user, self)

    def clean(self) -> None:
        """Refuse a review in the future or before the statement, and a gap without its reason.

        Raises:
            ValidationError: beside the field that is wrong.
        """
        super().clean()
        if self.reviewed_on > timezone.localdate():
            raise ValidationError({"reviewed_on": _("This day is still to come.")})
        if self.reviewed_on < self.prepared_on:
            message = _("The last review cannot be before the day of the statement.")
            raise ValidationError({"reviewed_on": message})
        if not self.cleaning_draft and self.conformance != Conformance.FULL:
            message = _("Say what is not accessible, and why.")
            if wanting := {
                languages.field_name("failures", code): message
                for code in self.published_languages
                if not any(languages.value_in(self, name, code) for name in EXCEPTIONS)
            }:
                raise ValidationError(wanting)

    def review_is_due(self, today: date) -> bool:
        """Tell whether a year since the last review is over, or will be within 30 days."""
        return today >= self.reviewed_on + REVIEWED_EVERY - REMINDED_BEFORE

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the points as lists, and the address of the contact form."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        code = languages.active_code()
        contact = ContactPage.objects.public_in(code).first()
        points = {name: _lines(getattr(self, name)) for name in (*EXCEPTIONS, "alternatives")}
        return context | {
            "points": points,
            "has_exceptions": any(points[name] for name in EXCEPTIONS),
            "contact_url": contact.url_in(code, request) if contact else "",
            "address": request.get_host(),
        }


def _lines(text: str | None) -> list[str]:
    return [line for line in map(str.strip, (text or "").splitlines()) if line]
