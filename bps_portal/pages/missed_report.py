"""The report of old addresses that visitors still ask for and that lead nowhere."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.contrib.redirects.models import Redirect

from bps_portal.languages.templatetags.languages import short_date

from .listing import ExportInEditorsLanguage
from .redirect_admin import may_redirect
from .redirect_models import MissedAddress, MissedAddressQuerySet

URL_NAME = "missed_addresses"


class MissedAddressesReport(ExportInEditorsLanguage, ReportView):
    """Lists the addresses, those asked for most first; each leads to a form for its redirect."""

    model = MissedAddress
    page_title = _("Addresses that lead nowhere")
    header_icon = "redirect"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    results_template_name = "pages/admin/missed_addresses_results.html"
    default_ordering = None
    list_export = ["path", "times", "last_on"]
    export_headings = {"path": _("Address"), "times": _("Visits"), "last_on": _("Last time")}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer whoever may add redirects; send others back."""
        if not may_redirect(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> MissedAddressQuerySet:
        """Return the addresses that no redirect answers for by now."""
        shown = MissedAddress.objects.shown().order_by("-times", "-last_on", "pk")
        paths = [Redirect.normalise_path(each) for each in shown.values_list("path", flat=True)]
        answered = Redirect.objects.filter(old_path__in=paths).values_list("old_path", flat=True)
        both = {form for each in answered for form in (each, f"{each}/")}
        found: MissedAddressQuerySet = shown.exclude(path__in=both)
        return found

    @cached_property
    def columns(self) -> list[Any]:
        """The address, how often it was asked for and when last."""
        return [
            TitleColumn(
                "path",
                label=_("Address"),
                get_url=lambda each: (
                    f"{reverse('add_redirect')}?{urlencode({'old_path': each.path})}"
                ),
            ),
            Column("times", label=_("Visits")),
            Column("last_on", label=_("Last time"), accessor=lambda each: short_date(each.last_on)),
        ]


class MissedMenuItem(MenuItem):
    """The entry below “Reports”, for whoever may add redirects."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this editor may add redirects."""
        return may_redirect(request)


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Give the report its addresses."""
    view = MissedAddressesReport.as_view
    return [
        path("reports/missed-addresses/", view(), name=URL_NAME),
        path(
            "reports/missed-addresses/results/", view(results_only=True), name=f"{URL_NAME}_results"
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Show the report among the others."""
    return MissedMenuItem(
        _("Addresses that lead nowhere"),
        reverse(URL_NAME),
        name="missed-addresses",
        icon_name="redirect",
        order=535,
    )
