"""The campaigns as open data."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Query, Router
from ninja.pagination import paginate

from bps_portal import languages
from bps_portal.api.machinery import ImageOut, PageOut, Pages, Period, image_out

from .models import CampaignPage

router = Router(tags=["campaigns"])


class CampaignOut(PageOut):
    """A campaign."""

    promise: str
    starts_on: date | None
    ends_on: date | None
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
    response=list[CampaignOut],
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
