"""A campaign or a publication that another page uses is kept: the admin shows where that is."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import ReferenceIndex

from bps_portal.pages.models import PortalPage

from .models import CampaignPage
from .parts import CampaignPublication
from .publications import PublicationPage


def keep_what_is_used(request: HttpRequest, page: PortalPage) -> HttpResponse | None:
    """Show where a page is used instead of deleting it (`before_delete_page`)."""
    return _refusal(request, [page])


def keep_used_pages(
    request: HttpRequest, action_type: str, objects: Iterable[Any], _action: Any
) -> HttpResponse | None:
    """Do the same before several pages are deleted at once (`before_bulk_action`)."""
    if action_type != "delete":
        return None
    return _refusal(request, [page for page in objects if isinstance(page, PortalPage)])


def used_page(page: PortalPage) -> PortalPage | None:
    """Return `page` or one below it, if it is a campaign or a publication that other pages use.

    What `page` and those below it use of each other goes with them, so that does not count.
    """
    gone = set(page.get_descendants(inclusive=True).values_list("pk", flat=True))
    kinds = (CampaignPage.objects, PublicationPage.objects)
    kept = [pk for kind in kinds for pk in kind.filter(pk__in=gone).values_list("pk", flat=True)]
    if not kept:
        return None
    # Wagtail's index learns of a page a moment after it is saved; these are known at once.
    rows = CampaignPublication.objects.filter(publication__in=kept).exclude(page__in=gone)
    used = rows.values_list("publication", flat=True).first()
    if used is None:
        references = ReferenceIndex.get_references_to_in_bulk(
            PortalPage.objects.filter(pk__in=kept).order_by()
        )
        own = {"base_content_type": ReferenceIndex._get_base_content_type(PortalPage)}  # noqa: SLF001 - the key under which it keeps pages
        outside = references.exclude(**own, object_id__in=[str(pk) for pk in gone])
        used = outside.values_list("to_object_id", flat=True).first()
    return None if used is None else PortalPage.objects.get(pk=used)


def _refusal(request: HttpRequest, pages: list[PortalPage]) -> HttpResponse | None:
    # One by one: several pages are deleted one after the other, too.
    page = next(filter(None, map(used_page, pages)), None)
    if page is None:
        return None
    text = _(
        "“%(title)s” was not deleted, because the pages below use it. Take it out there first."
    )
    messages.error(request, text % {"title": page.get_admin_display_title()})
    return redirect(reverse("wagtailadmin_pages:usage", args=(page.pk,)))
