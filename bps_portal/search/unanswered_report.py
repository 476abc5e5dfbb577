"""The report of queries that found nothing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from bps_portal import languages
from bps_portal.languages.templatetags.languages import short_date
from bps_portal.pages.listing import ExportInEditorsLanguage

from .models import Synonyms, UnansweredQuery
from .unanswered import UnansweredQuerySet

URL_NAME = "unanswered_queries"


def may_help(request: HttpRequest) -> bool:
    """Tell whether this editor may add to the search."""
    policy = policy_registry.get_by_type(Synonyms)
    return bool(policy.user_has_any_permission(request.user, ["add", "change"]))


class UnansweredReport(ExportInEditorsLanguage, ReportView):
    """Lists what was looked for in vain, what was asked most first."""

    model = UnansweredQuery
    page_title = _("Searches without result")
    header_icon = "search"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    results_template_name = "search/admin/unanswered_results.html"
    default_ordering = None
    list_export = ["text", "language", "times", "last_on"]
    export_headings = {
        "text": _("Query"),
        "language": _("Language"),
        "times": _("Times"),
        "last_on": _("Last time"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer whoever may add to the search; send others back."""
        if not may_help(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> UnansweredQuerySet:
        """Return the queries that were asked often enough to be shown."""
        return UnansweredQuery.objects.shown().order_by("-times", "-last_on", "pk")

    @cached_property
    def columns(self) -> list[Any]:
        """What was asked, how often and when last."""
        return [
            Column("text", label=_("Query")),
            Column(
                "language",
                label=_("Language"),
                accessor=lambda query: capfirst(languages.name(query.language)),
            ),
            Column("times", label=_("Times")),
            Column(
                "last_on",
                label=_("Last time"),
                accessor=lambda query: short_date(query.last_on),
            ),
        ]


class UnansweredMenuItem(MenuItem):
    """The entry below “Reports”, for whoever may add to the search."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this editor may add to the search."""
        return may_help(request)


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Give the report its addresses."""
    view = UnansweredReport.as_view
    return [
        path("reports/searches-without-result/", view(), name=URL_NAME),
        path(
            "reports/searches-without-result/results/",
            view(results_only=True),
            name=f"{URL_NAME}_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Show the report among the others."""
    return UnansweredMenuItem(
        _("Searches without result"),
        reverse(URL_NAME),
        name="searches-without-result",
        icon_name="search",
        order=520,
    )
