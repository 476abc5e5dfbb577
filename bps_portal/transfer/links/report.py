"""The report of links that lead nowhere, each with the place to repair."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from bps_portal import languages
from bps_portal.pages.listing import ExportInEditorsLanguage
from bps_portal.pages.models import PortalPage
from bps_portal.transfer.models import BrokenLink

URL_NAME = "broken_links"


def may_repair(request: HttpRequest) -> bool:
    """Tell whether this editor may change any page."""
    policy = policy_registry.get_by_type(PortalPage)
    return bool(policy.user_has_any_permission(request.user, ["add", "change", "publish"]))


def title_of(link: BrokenLink) -> str:
    """Return what the thing with the link is called in the admin."""
    source: Any = link.source
    if source is None:
        return ""
    if isinstance(source, PortalPage):
        return source.get_admin_display_title()
    return str(source)


class BrokenLinksReport(ExportInEditorsLanguage, ReportView):
    """Lists the links that the last check found."""

    model = BrokenLink
    page_title = _("Links that lead nowhere")
    header_icon = "link"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    results_template_name = "transfer/admin/broken_links_results.html"
    default_ordering = None
    list_export = ["source", "language", "target", "get_problem_display"]
    export_headings = {
        "source": _("Page"),
        "language": _("Language"),
        "target": _("Leads to"),
        "get_problem_display": _("Problem"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer whoever may change pages; send others back."""
        if not may_repair(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        """Return the links, those of one page beside each other."""
        rows = BrokenLink.objects.prefetch_related("source")
        return rows.order_by("content_type", "object_id", "column", "pk")

    def edit_url(self, link: BrokenLink) -> str | None:
        """Return the address of the form in which the link can be repaired, at its field."""
        if link.source is None:
            return None
        url = self._finder.get_edit_url(link.source)
        return f"{url}#text-{link.column}" if url and isinstance(link.source, PortalPage) else url

    @cached_property
    def _finder(self) -> AdminURLFinder:
        return AdminURLFinder(self.request.user)

    @cached_property
    def columns(self) -> list[Any]:
        """Where the link stands, where it leads and what is wrong."""
        return [
            TitleColumn("source", label=_("Page"), accessor=title_of, get_url=self.edit_url),
            Column(
                "language",
                label=_("Language"),
                accessor=lambda link: capfirst(languages.name(link.language)),
            ),
            Column("target", label=_("Leads to")),
            Column("problem", label=_("Problem"), accessor="get_problem_display"),
        ]


class BrokenLinksMenuItem(MenuItem):
    """The entry below “Reports”, for whoever may change pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this editor may change any page."""
        return may_repair(request)


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Give the report its addresses."""
    view = BrokenLinksReport.as_view
    return [
        path("reports/broken-links/", view(), name=URL_NAME),
        path("reports/broken-links/results/", view(results_only=True), name=f"{URL_NAME}_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Show the report among the others."""
    return BrokenLinksMenuItem(
        _("Links that lead nowhere"),
        reverse(URL_NAME),
        name="broken-links",
        icon_name="link",
        order=530,
    )
