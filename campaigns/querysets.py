"""Campaigns by period and publications by what a reader looks for, as query set methods."""

from datetime import date
from typing import Self

from django.db.models import F

from bps_portal import languages
from bps_portal.pages.querysets import PortalPageManager, PortalPageQuerySet

from .periods import Stage, in_stage, stage_order


class CampaignQuerySet(PortalPageQuerySet):
    """Campaigns by period. A day is a day in Brussels, as `timezone.localdate()` gives it."""

    def running(self, today: date) -> Self:
        """Campaigns of which `today` is a day; without dates a campaign always runs."""
        return self.in_stage(Stage.RUNNING, today)

    def in_stage(self, stage: Stage, today: date) -> Self:
        """Campaigns that run, come or are past on a day."""
        return self.filter(in_stage(stage, today))

    def for_serving(self) -> Self:
        """Fetch theme and picture."""
        return super().for_serving().select_related("theme", "image")

    def for_cards(self) -> Self:
        """Fetch what a card shows, and leave the bodies where they are."""
        return self.defer_streamfields().select_related("theme", "image")

    def latest_first(self) -> Self:
        """Order by first day; campaigns without one come last."""
        return self.order_by(F("starts_on").desc(nulls_last=True), "-pk")

    def by_stage(self, today: date) -> Self:
        """Order by what runs, what comes and what is past on a day."""
        return self.order_by(*stage_order(today))


class PublicationQuerySet(PortalPageQuerySet):
    """Publications by date and by the languages of their files."""

    def with_file_in(self, code: str) -> Self:
        """Publications that have a file in a language."""
        return self.filter(**{f"{languages.field_name('file', code)}__isnull": False})

    def with_files(self) -> Self:
        """Fetch the files of every language."""
        return self.select_related(*languages.field_names("file"))

    def for_serving(self) -> Self:
        """Fetch theme and files."""
        names = languages.field_names("alternative")
        return super().for_serving().with_files().select_related("theme", *names)

    def for_cards(self) -> Self:
        """Fetch what a list shows, and leave the bodies where they are."""
        return self.defer_streamfields().with_files().select_related("theme")

    def newest_first(self) -> Self:
        """Order by date, then by the order in which they were made."""
        return self.order_by("-published_on", "-pk")


CampaignManager = PortalPageManager.from_queryset(CampaignQuerySet)
PublicationManager = PortalPageManager.from_queryset(PublicationQuerySet)
