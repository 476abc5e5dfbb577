"""Campaigns and publications in the admin's menu."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ChoiceFilter, DateFromToRangeFilter
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column

from bps_portal.languages.templatetags.languages import short_date
from bps_portal.pages.listing import LanguageFilterSet, LocalizedPageListing, columns_with

from . import files_report  # noqa: F401 - registers its own hooks
from .deletion import keep_used_pages, keep_what_is_used
from .models import CampaignPage
from .periods import Stage
from .publications import PublicationPage


class StageFilter(ChoiceFilter):
    """Keeps the campaigns that run, come or are past today."""

    def __init__(self) -> None:
        super().__init__(label=_("Period"), choices=Stage.choices, empty_label=_("Any"))

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Return the campaigns of `qs` in the stage `value`, or all of them for none."""
        if not value:
            return qs
        found = CampaignPage.objects.in_stage(Stage(int(value)), timezone.localdate())
        # By key, which a search can filter by as well.
        return qs.filter(pk__in=found.order_by().values("pk"))


class CampaignFilters(LanguageFilterSet):
    """By theme, by where the campaign stands today, and by the state of each language."""

    stage = StageFilter()

    class Meta(LanguageFilterSet.Meta):
        model = CampaignPage
        fields = ["theme"]


class CampaignListing(LocalizedPageListing):
    """All campaigns, the latest first."""

    model = CampaignPage
    icon = "calendar-check"
    menu_label = _("Campaigns")
    menu_order = 115
    ordering = "-starts_on"
    columns = columns_with(
        Column("theme", label=_("Theme"), width="12%"),
        Column(
            "period",
            label=_("Period"),
            accessor=lambda campaign: campaign.period_in_words,
            sort_key="starts_on",
            width="14%",
        ),
    )
    filterset_class = CampaignFilters
    list_export = ["title", "theme", "starts_on", "ends_on", "language_states"]


class PublicationFilters(LanguageFilterSet):
    """By theme, kind and date, and by the state of each language."""

    published_on = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta(LanguageFilterSet.Meta):
        model = PublicationPage
        fields = ["theme", "kind"]


class PublicationListing(LocalizedPageListing):
    """All publications, the newest first."""

    model = PublicationPage
    icon = "doc-full-inverse"
    menu_label = _("Publications")
    menu_order = 120
    ordering = "-published_on"
    columns = columns_with(
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind", width="10%"),
        Column("theme", label=_("Theme"), width="12%"),
        Column(
            "published_on",
            label=_("Date"),
            accessor=lambda publication: short_date(publication.published_on),
            sort_key="published_on",
            width="10%",
        ),
    )
    filterset_class = PublicationFilters
    list_export = ["title", "kind", "theme", "published_on", "files_in_words", "language_states"]
    export_headings = LocalizedPageListing.export_headings | {"files_in_words": _("Files")}


@hooks.register("register_admin_viewset")
def list_campaigns_and_publications() -> list[Any]:
    """Show the lists in the menu."""
    return [CampaignListing("campaigns"), PublicationListing("publications")]


hooks.register("before_delete_page", keep_what_is_used)
hooks.register("before_bulk_action", keep_used_pages)
