"""The map of the site for search engines: every public page in each language (sitemaps.org).

Versions in other languages are named with `xhtml:link`, the picture of a page with `image:image`,
as search engines document them. Everybody gets the same bytes, whoever is signed in.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from bps_portal import languages
from bps_portal.content.models import PortalImage
from bps_portal.languages.middleware import same_in_every_language
from bps_portal.pages import shown
from bps_portal.pages.models import LocalizedPage, PortalPage
from bps_portal.pages.querysets import PortalPageQuerySet

# A page has an entry in each language; a file may hold 50,000 entries (sitemaps.org).
PAGES_PER_FILE = 5000
KEPT_SECONDS = 300


def _etag(request: HttpRequest, part: int | None = None) -> str:
    return f'"{hashlib.sha256(_content(request, part)).hexdigest()[:32]}"'


@require_safe
@same_in_every_language
@cache_control(public=True, max_age=KEPT_SECONDS)
@condition(etag_func=_etag)
def site_map(request: HttpRequest, part: int | None = None) -> HttpResponse:
    """Return the map, or the list of its parts where there are more than 5,000 pages.

    Raises:
        Http404: for a part that is not there.
    """
    return HttpResponse(_content(request, part), content_type="application/xml; charset=utf-8")


def _content(request: HttpRequest, part: int | None) -> bytes:
    """Return one file of the map, made once for each request."""
    attributes = vars(request)
    if "site_map" not in attributes:
        attributes["site_map"] = _made(part).encode()
    content: bytes = attributes["site_map"]
    return content


def _made(part: int | None) -> str:
    shown.note(shown.ANY_LIST)
    pages = public_pages()
    count = pages.count()
    parts = max(1, -(-count // PAGES_PER_FILE))
    if part is None and parts > 1:
        addresses = [reverse("site_map_part", args=[number]) for number in range(1, parts + 1)]
        return render_to_string(
            "delivery/site_map_index.xml", {"addresses": map(absolute, addresses)}
        )
    if part is not None and (parts == 1 or not 1 <= part <= parts):
        raise Http404
    start = ((part or 1) - 1) * PAGES_PER_FILE
    entries = _entries(list(pages[start : start + PAGES_PER_FILE]))
    return render_to_string("delivery/site_map.xml", {"entries": entries})


def public_pages() -> PortalPageQuerySet:
    """Return the pages that anyone may read in one language or more, the oldest first."""
    public = Q()
    for code in languages.public_codes():
        public |= Q(pk__in=PortalPage.objects.live_in(code).order_by().values("pk"))
    found: PortalPageQuerySet = PortalPage.objects.unrestricted().filter(public, depth__gt=1)
    return found.order_by("pk")


def _entries(pages: list[PortalPage]) -> Iterable[dict[str, Any]]:
    """Return what the map says of each page in each language."""
    pictures = _pictures(pages)
    for page in _with_own_entries(pages):
        for entry in page.get_sitemap_urls():
            changed = entry.get("lastmod")
            moment = timezone.localtime(changed).isoformat(timespec="seconds") if changed else ""
            yield entry | {"lastmod": moment, "pictures": pictures[page.pk]}


def _with_own_entries(pages: list[PortalPage]) -> list[PortalPage]:
    """Return the pages, as their own type where that has more to tell than its own address."""
    own = {page.pk: page for page in pages}
    for model in _page_types():
        if model.get_sitemap_urls is not PortalPage.get_sitemap_urls:
            own |= {page.pk: page for page in model.objects.filter(pk__in=own).order_by()}
    return [own[page.pk] for page in pages]


def _pictures(pages: list[PortalPage]) -> dict[int, list[str]]:
    """Return the absolute address of the main picture of each page that has one."""
    found: dict[int, list[str]] = defaultdict(list)
    for model in _page_types():
        if any(f.name == "image" and f.related_model is PortalImage for f in model._meta.fields):
            shown = model.objects.filter(pk__in=[page.pk for page in pages], image__isnull=False)
            files = shown.order_by("pk").values_list("pk", "image__file")
            for pk, file in files:
                storage = PortalImage._meta.get_field("file").storage
                found[pk].append(absolute(storage.url(file)))
    return found


def _page_types() -> list[type[LocalizedPage]]:
    return [model for model in apps.get_models() if issubclass(model, LocalizedPage)]


def absolute(address: str) -> str:
    """Return a local address with the public root of the site in front; another one as it is."""
    if "://" in address:
        return address
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + address
