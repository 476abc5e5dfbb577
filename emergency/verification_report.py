"""The report of numbers that nobody has compared with their official site for a year."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from bps_portal.languages.templatetags.languages import short_date
from bps_portal.pages.listing import ExportInEditorsLanguage

from .models import EmergencyNumber, EmergencyNumberQuerySet

URL_NAME = "numbers_to_verify"
EDIT_URL_NAME = "wagtailsnippets_emergency_emergencynumber:edit"


def numbers_to_verify() -> EmergencyNumberQuerySet:
    """Return the numbers to compare with their official site today, those never checked first."""
    due = EmergencyNumber.objects.due_for_check(timezone.localdate())
    return due.by_need_of_check()


def may_verify(request: HttpRequest) -> bool:
    """Tell whether this editor may change the numbers."""
    policy = policy_registry.get_by_type(EmergencyNumber)
    return bool(policy.user_has_any_permission(request.user, ["change"]))


class VerificationReport(ExportInEditorsLanguage, ReportView):
    """Lists the numbers to check, with the day of the last check."""

    model = EmergencyNumber
    page_title = _("Numbers not checked for a year")
    header_icon = "warning"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    results_template_name = "emergency/admin/verification_report_results.html"
    any_permission_required = ["change"]
    default_ordering = None
    list_export = ["number", "name", "need", "source_url", "verified_on"]
    export_headings = {
        "number": _("Number"),
        "name": _("Name"),
        "need": _("Need"),
        "source_url": _("Official site"),
        "verified_on": _("Checked on"),
    }

    def get_queryset(self) -> EmergencyNumberQuerySet:
        """Return the numbers that are due today."""
        return numbers_to_verify()

    @cached_property
    def columns(self) -> list[Any]:
        """What the editor needs to check a number and say so."""
        return [
            TitleColumn(
                "title",
                label=_("Number"),
                accessor=str,
                get_url=lambda number: reverse(EDIT_URL_NAME, args=(number.pk,)),
            ),
            Column("need", label=_("Need"), accessor="get_need_display"),
            Column("source_url", label=_("Official site")),
            Column(
                "verified_on",
                label=_("Checked on"),
                accessor=lambda number: short_date(number.verified_on) or _("never"),
            ),
        ]


class VerificationMenuItem(MenuItem):
    """The entry below “Reports”, for whoever may change the numbers."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this editor may change the numbers."""
        return may_verify(request)


class VerificationHint(Component):
    """The word on the admin's first page: so many numbers to check, and where."""

    name = "numbers_to_verify"
    template_name = "emergency/admin/verification_hint.html"
    order = 120

    def __init__(self, count: int) -> None:
        self.count = count

    def get_context_data(self, _parent_context: Any) -> dict[str, Any]:
        """Return the number of numbers and the address of the report."""
        return {"count": self.count, "url": reverse(URL_NAME)}


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Give the report its addresses."""
    view = VerificationReport.as_view
    return [
        path("reports/numbers-to-verify/", view(), name=URL_NAME),
        path(
            "reports/numbers-to-verify/results/",
            view(results_only=True),
            name=f"{URL_NAME}_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Show the report among the others."""
    return VerificationMenuItem(
        _("Numbers not checked for a year"),
        reverse(URL_NAME),
        name="numbers-to-verify",
        icon_name="warning",
        order=510,
    )


@hooks.register("construct_homepage_panels")
def hint_at_numbers_to_verify(request: HttpRequest, panels: list[Component]) -> None:
    """Say on the admin's first page how many numbers are due, where some are."""
    if may_verify(request) and (count := numbers_to_verify().count()):
        panels.append(VerificationHint(count))
