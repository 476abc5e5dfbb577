"""The campaigns and their brochures, which are publications with files, as open data."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.pagination import paginate

from bps_portal import languages
from bps_portal.api.machinery import (
    REFUSALS,
    ImageOut,
    Language,
    PageOut,
    Pages,
    Period,
    ThemeOut,
    absolute,
    image_out,
    theme_out,
)
from bps_portal.content.privacy import closed_collections

from .files import files_to_show
from .models import CampaignPage, PublicationPage

router = Router(tags=["campaigns"])
brochures_router = Router(tags=["brochures"])


class CampaignOut(PageOut):
    """A campaign."""

    promise: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    image: ImageOut | None

    @staticmethod
    def resolve_promise(campaign: CampaignPage) -> str:
        """Return what the campaign wants to reach."""
        return campaign.promise or ""

    @staticmethod
    def resolve_image(campaign: CampaignPage) -> dict[str, Any] | None:
        """Return the main picture."""
        return image_out(campaign.image)


@router.get(
    "/campaigns",
    response={200: list[CampaignOut]} | REFUSALS,
    operation_id="campaigns",
    summary="Campaigns, latest first",
)
@paginate(Pages, page_size=20)
def campaigns(request: HttpRequest, query: Query[Period]) -> QuerySet[CampaignPage]:
    """Return the campaigns that every reader of the language sees; `from`..`until` touch theirs."""
    found = CampaignPage.objects.public_in(languages.active_code()).latest_first().for_cards()
    if query.since:
        found = found.filter(Q(ends_on=None) | Q(ends_on__gte=query.since))
    if query.until:
        found = found.filter(Q(starts_on=None) | Q(starts_on__lte=query.until))
    return found


class FileOut(Schema):
    """A file of a brochure, in its own language."""

    lang: Language
    title: str
    url: str
    name: str
    bytes: int | None
    pages: int | None


class BrochureOut(PageOut):
    """A brochure, guide, poster or report."""

    kind: str
    kind_label: str
    date: dt.date
    lead: str
    theme: ThemeOut | None
    version: str
    files: list[FileOut]

    @staticmethod
    def resolve_kind_label(publication: PublicationPage) -> str:
        """Return the kind in words."""
        return str(publication.get_kind_display())

    @staticmethod
    def resolve_date(publication: PublicationPage) -> dt.date:
        """Return the day of publication."""
        return publication.published_on

    @staticmethod
    def resolve_lead(publication: PublicationPage) -> str:
        """Return the summary, "" where there is none."""
        return publication.lead or ""

    @staticmethod
    def resolve_theme(publication: PublicationPage) -> dict[str, str] | None:
        """Return the theme."""
        return theme_out(publication.theme)

    @staticmethod
    def resolve_files(publication: PublicationPage, context: Any) -> list[dict[str, Any]]:
        """Return the files that anyone may open, that of the language asked for first."""
        kept = vars(context["request"])
        if "closed_collections" not in kept:
            kept["closed_collections"] = closed_collections()
        return [
            {
                "lang": file.language,
                "title": file.title,
                "url": absolute(file.document.url),
                "name": file.document.filename,
                "bytes": file.document.file_size,
                "pages": file.document.page_count,
            }
            for file in files_to_show(publication)
            if file.document.collection_id not in kept["closed_collections"]
        ]


@brochures_router.get(
    "/brochures",
    response={200: list[BrochureOut]} | REFUSALS,
    operation_id="brochures",
    summary="Brochures",
)
@paginate(Pages, page_size=20)
def brochures(request: HttpRequest, query: Query[Period]) -> QuerySet[PublicationPage]:
    """Return the publications that every reader of the language sees, newest first."""
    found = PublicationPage.objects.public_in(languages.active_code()).newest_first().for_cards()
    if query.since:
        found = found.filter(published_on__gte=query.since)
    if query.until:
        found = found.filter(published_on__lte=query.until)
    return found
