"""The report of publications that readers of one language get in another one."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from bps_portal import languages
from bps_portal.languages.templatetags.languages import short_date
from bps_portal.pages.listing import ExportInEditorsLanguage

from .publications import PublicationPage
from .querysets import PublicationQuerySet

URL_NAME = "publications_without_file"


def without_file(publications: PublicationQuerySet) -> PublicationQuerySet:
    """Return those of `publications` that have no file in a language in which they are published."""
    missing = Q()
    for code in languages.codes():
        missing |= Q(
            **{f"{languages.field_name('file', code)}__isnull": True},
            published_languages__contains=[code],
        )
    return publications.filter(missing)


class FilesReport(ExportInEditorsLanguage, ReportView):
    """Lists the publications that lack a file, the newest first."""

    model = PublicationPage
    page_title = _("Publications without a file in a language")
    header_icon = "doc-full-inverse"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    results_template_name = "campaigns/admin/files_report_results.html"
    any_permission_required = ["add", "change", "publish"]
    default_ordering = None
    list_export = ["title", "languages_without_file", "published_on"]
    export_headings = {"languages_without_file": _("Missing in"), "published_on": _("Date")}

    def get_queryset(self) -> PublicationQuerySet:
        """Return the publications that this editor may change."""
        policy = policy_registry.get_by_type(PublicationPage)
        pages = policy.instances_user_has_permission_for(self.request.user, "change")
        found = PublicationPage.objects.filter(pk__in=pages.order_by().values("pk"))
        return without_file(found).newest_first().defer_streamfields()

    @cached_property
    def columns(self) -> list[Any]:
        """What the editor needs to find the publication and add the file."""
        return [
            TitleColumn(
                "title",
                label=_("Title"),
                accessor="get_admin_display_title",
                get_url=lambda page: reverse("wagtailadmin_pages:edit", args=(page.pk,)),
            ),
            Column(
                "languages_without_file", label=_("Missing in"), accessor="languages_without_file"
            ),
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column(
                "published_on",
                label=_("Date"),
                accessor=lambda publication: short_date(publication.published_on),
            ),
        ]


class FilesMenuItem(MenuItem):
    """The entry below “Reports”, for whoever may change pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this editor may change any publication."""
        policy = policy_registry.get_by_type(PublicationPage)
        return bool(policy.user_has_any_permission(request.user, ["add", "change", "publish"]))


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Give the report its addresses."""
    view = FilesReport.as_view
    return [
        path("reports/publications-without-file/", view(), name=URL_NAME),
        path(
            "reports/publications-without-file/results/",
            view(results_only=True),
            name=f"{URL_NAME}_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Show the report among the others."""
    return FilesMenuItem(
        _("Publications without a file in a language"),
        reverse(URL_NAME),
        name="publications-without-file",
        icon_name="doc-full-inverse",
        order=505,
    )
