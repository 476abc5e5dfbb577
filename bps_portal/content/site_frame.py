"""What frames every page: the settings of the site and the pages of its menus, in one query."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Func, OuterRef, Q
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from wagtail.models import Site

from bps_portal import languages
from bps_portal.pages import shown
from bps_portal.pages.models import PortalPage

from .models import SiteSettings

# Where a request keeps its frame in each language.
FRAMES = "_site_frames"


@dataclass(frozen=True)
class SiteFrame:
    """The frame in one language.

    `pages` holds, by key and in the order of the tree, those that readers see right below `root`
    and those that the menus name; of each it knows place, title and address alone.
    """

    settings: SiteSettings = field(default_factory=SiteSettings)
    root: PortalPage | None = None
    pages: dict[int, PortalPage] = field(default_factory=dict)


def frame_of(request: HttpRequest | None) -> SiteFrame:
    """Return the frame for a request, in the active language; an empty one without a site."""
    site = Site.find_for_request(request)
    if request is None or site is None:
        return SiteFrame()
    frames: dict[str, SiteFrame] = vars(request).setdefault(FRAMES, {})
    code = languages.active_code()
    if code not in frames:
        frames[code] = _frame(site, code)
    return frames[code]


class IsAmong(Func):
    """Whether a value is in an array: unlike Django's `__contains`, an index on the value serves."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def _frame(site: Site, code: str) -> SiteFrame:
    public = PortalPage.objects.public_in(code)
    chosen = IsAmong("pk", OuterRef("sitesettings__menu_page_ids"))
    wanted = public.filter(public.child_of_q(site.root_page) | Q(chosen)).order_by("path")
    values = {
        "id": "pk",
        "path": "path",
        "depth": "depth",
        "show_in_menus": "show_in_menus",
        "content_type_id": "content_type_id",
        **{name: languages.field_name(name, code) for name in ("title", "url_path")},
    }
    found = (
        Site.objects.select_related("sitesettings")
        .annotate(menu_pages=ArraySubquery(wanted.values_list(JSONObject(**values))))
        .get(pk=site.pk)
    )
    pages = [_page(of_page, code) for of_page in found.menu_pages]
    return SiteFrame(
        # A site without settings has no such attribute.
        getattr(found, "sitesettings", None) or SiteSettings(),
        site.root_page,
        {page.pk: page for page in pages},
    )


def _page(values: dict[str, Any], code: str) -> PortalPage:
    shown.note(shown.page_key(values["id"]))
    texts = {languages.field_name(name, code): values.pop(name) for name in ("title", "url_path")}
    return PortalPage(live=True, published_languages=[code], **values, **texts)
