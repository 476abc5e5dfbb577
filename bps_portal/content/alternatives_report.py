"""The report of pictures that say nothing to a reader who does not see them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, UsageCountColumn
from wagtail.admin.views.reports import ReportView
from wagtail.images.views.images import ImagePreviewColumn, TitleColumnWithFilename
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry

from bps_portal import languages

from .models import PortalImage

URL_NAME = "pictures_without_alternative"


def without_alternative(pictures: QuerySet[PortalImage]) -> QuerySet[PortalImage]:
    """Return those of `pictures` whose text alternative is missing in a required language or more.

    A decorative picture needs none (WCAG 2.2, success criterion 1.1.1).
    """
    missing = Q()
    for code in languages.required_codes():
        name = languages.field_name("description", code)
        missing |= Q(**{name: ""}) | Q(**{f"{name}__isnull": True})
    return pictures.filter(missing, is_decorative=False)


class PictureColumn(ImagePreviewColumn):
    """The picture alone: a link around one without text alternative would have no name."""

    cell_template_name = "content/admin/picture_cell.html"


class AlternativesReport(ReportView):
    """Lists the pictures without a text alternative, those that pages show first."""

    model = PortalImage
    page_title = _("Pictures without text alternative")
    header_icon = "image"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    results_template_name = "content/admin/alternatives_report_results.html"
    any_permission_required = ["change"]
    list_export = ["title", "filename", "languages_without_alternative", "usage_count"]

    def get_queryset(self) -> QuerySet[PortalImage]:
        """Return the pictures that this editor may change, with the number of their uses."""
        policy = policy_registry.get_by_type(PortalImage)
        pictures = policy.instances_user_has_any_permission_for(self.request.user, ["change"])
        counted = without_alternative(pictures).annotate(
            usage_count=ReferenceIndex.usage_count_subquery(PortalImage)
        )
        return counted.order_by("-usage_count", "-pk").prefetch_renditions("max-165x165")

    @cached_property
    def columns(self) -> list[Any]:
        """What the editor needs to find the picture and write the missing text."""
        return [
            PictureColumn("preview", label=_("Picture"), classname="image-preview"),
            TitleColumnWithFilename(
                "title",
                label=_("Title"),
                accessor=str,
                get_url=lambda picture: reverse("wagtailimages:edit", args=(picture.pk,)),
                classname="title-with-filename",
            ),
            Column(
                "languages_without_alternative",
                label=_("Missing in"),
                accessor="languages_without_alternative",
            ),
            UsageCountColumn("usage_count", label=_("Used")),
            DateColumn("created_at", label=_("Uploaded")),
        ]


class AlternativesMenuItem(MenuItem):
    """The entry below “Reports”, for whoever may change pictures."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this editor may change any picture."""
        policy = policy_registry.get_by_type(PortalImage)
        return bool(policy.user_has_any_permission(request.user, ["change"]))


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Give the report its addresses."""
    return [
        path("reports/alternatives/", AlternativesReport.as_view(), name=URL_NAME),
        path(
            "reports/alternatives/results/",
            AlternativesReport.as_view(results_only=True),
            name=f"{URL_NAME}_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Show the report among the others."""
    return AlternativesMenuItem(
        _("Pictures without text alternative"),
        reverse(URL_NAME),
        name="pictures-without-alternative",
        icon_name="image",
        order=500,
    )
