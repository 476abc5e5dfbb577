"""The campaigns as an Atom feed for each language, their publications as enclosures."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template import Context
from django.utils import timezone
from django.views.decorators.http import require_safe

from bps_portal import languages
from bps_portal.content.privacy import closed_collections
from bps_portal.content.renditions import files_in, images_in, prefetch_renditions
from bps_portal.content.templatetags.body import body as render_body
from bps_portal.delivery import atom

from .models import CampaignIndexPage, CampaignPage
from .querysets import CampaignQuerySet


@require_safe
def campaign_feed(request: HttpRequest) -> HttpResponse:
    """Return the twenty latest campaigns of the active language.

    Raises:
        Http404: where the list of campaigns is not public in the language.
    """
    code = languages.active_code()
    section = CampaignIndexPage.objects.public_in(code).order_by().first()
    if section is None:
        raise Http404
    public: CampaignQuerySet = CampaignPage.objects.public_in(code)
    latest = public.annotate(file_rows=CampaignPage.files_annotation("pk")).latest_first()
    versions = latest.values_list("pk", "last_published_at", "file_rows")[: atom.ENTRIES]
    return atom.answer(request, versions, lambda: _feed(request, code, section, latest))


def _feed(
    request: HttpRequest, code: str, section: CampaignIndexPage, latest: CampaignQuerySet
) -> str:
    campaigns = list(latest.for_serving()[: atom.ENTRIES])
    prefetch_renditions(image for campaign in campaigns for image in images_in(campaign.body))
    closed = closed_collections()
    entries = [_entry(campaign, code, request, closed) for campaign in campaigns]
    return atom.written(request, section, code, entries)


def _entry(campaign: Any, code: str, request: HttpRequest, closed: set[int]) -> atom.Entry:
    context = Context({"request": request, "page": campaign, "language": code})
    published: datetime | None = campaign.first_published_at or campaign.last_published_at
    files = [file.document for file in campaign.files_here(campaign.file_rows)]
    files += [file for file in files_in(campaign.body) if file.language in ("", code)]
    pictures = [atom.picture_of(campaign.image)] if campaign.image else []
    steps = f"<ol>{render_body(context, campaign.steps)}</ol>" if campaign.steps else ""
    return atom.Entry(
        campaign,
        lead=campaign.promise or "",
        html=f"{steps}{render_body(context, campaign.body)}",
        published=published or timezone.now(),
        theme=campaign.theme,
        enclosures=[*atom.downloads_of(files, closed), *pictures],
    )
