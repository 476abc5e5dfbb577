"""What the head of a page tells machines: its addresses, what it is about, how it is shared."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Page as ListingPage
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import Truncator

from bps_portal import languages
from bps_portal.content.listings import NarrowedPage
from bps_portal.content.models import PortalImage
from bps_portal.pages.models import LocalizedPage, PortalPage

register = template.Library()

# The size that social networks ask for, and the format that all of them read.
SHARED = "fill-1200x630|format-jpeg|jpegquality-75"
SHARED_WIDTH, SHARED_HEIGHT = 1200, 630
# Where networks take a link, as each of them documents it; the address of the page comes last.
NETWORKS = {
    "WhatsApp": "https://wa.me/?text=",
    "Facebook": "https://www.facebook.com/sharer/sharer.php?u=",
    "LinkedIn": "https://www.linkedin.com/sharing/share-offsite/?url=",
}
# Search engines show about as much.
LONGEST_DESCRIPTION = 160


@dataclass(frozen=True)
class Alternate:
    """The same page in a language (`code` is BCP 47, or `x-default`), by its absolute address."""

    code: str
    url: str


@dataclass(frozen=True)
class Addresses:
    """The one address that stands for a page, and its versions where there are several."""

    canonical: str
    alternates: list[Alternate]


@register.filter
def listing_query(listing: Any, code: str) -> str | None:
    """Return what the address of a part of a list has after its path in a language, or "".

    None where the filters of the list mean nothing in that language.
    """
    if isinstance(listing, NarrowedPage):
        return listing.query_in(code)
    number = listing.number if isinstance(listing, ListingPage) else 1
    return f"?page={number}" if number > 1 else ""


@register.simple_tag(takes_context=True)
def page_addresses(context: Context, page: Any = None, listing: Any = None) -> Addresses:
    """Return the absolute addresses of `page`, without the visitor's own query.

    `listing` is the part of a list that is shown: its filters belong to the address, and from its
    second part on the number too. Alternates are given only where readers see at least two
    languages, each naming itself too, as search engines ask of reciprocal `hreflang` links.

    A view that is no page of the tree and may be found by search engines gives the name of its
    route as `fixed_address`.
    """
    if isinstance(page, PortalPage):
        urls = _of_page(page, listing, context.get("request"))
    elif route := context.get("fixed_address"):
        urls = _of_view(route)
    else:
        return Addresses("", [])
    alternates = [Alternate(code, url) for code, url in urls.items()]
    if len(alternates) < 2:
        alternates = []
    elif default := urls.get(languages.default_code()):
        alternates.append(Alternate("x-default", default))
    return Addresses(urls.get(languages.active_code(), ""), alternates)


def _of_page(page: PortalPage, listing: Any, request: HttpRequest | None) -> dict[str, str]:
    return {
        code: f"{url}{query}"
        for code in languages.public_codes()
        if (url := page.full_url_in(code, request))
        and (query := listing_query(listing, code)) is not None
    }


def _of_view(route: str) -> dict[str, str]:
    urls = {}
    for code in languages.public_codes():
        with languages.override(code):
            urls[code] = urljoin(settings.WAGTAILADMIN_BASE_URL, reverse(route))
    return urls


@dataclass(frozen=True)
class SharedPicture:
    """The picture that stands beside a shared link, by its absolute address."""

    url: str
    alt: str
    width: int = SHARED_WIDTH
    height: int = SHARED_HEIGHT


@register.simple_tag
def page_description(page: Any = None, theme: Any = None) -> str:
    """Return what a page is about, for search engines and shared links, or "".

    The description of the theme that the page shows, else what an editor wrote for search engines,
    else the page's own lead.
    """
    texts = [theme.description] if theme else []
    if isinstance(page, LocalizedPage):
        fields = ("search_description", *page.search_lead_fields)
        texts += [getattr(page, field, "") for field in fields]
    found = next(filter(None, texts), "")
    return Truncator(" ".join(found.split())).chars(LONGEST_DESCRIPTION)


@register.simple_tag
def shared_picture(page: Any, root: str, name: str) -> SharedPicture | None:
    """Return the picture of `page`, cut for sharing, or that of the site in the active language.

    `root` is an absolute address of the site, without which there is no picture; `name` is what
    the site's own picture shows.
    """
    if not root:
        return None
    image = getattr(page, "image", None)
    if isinstance(image, PortalImage):
        rendition = image.get_rendition(SHARED)
        url = urljoin(root, rendition.url)
        return SharedPicture(url, image.default_alt_text, rendition.width, rendition.height)
    own = f"sharing/{languages.active_code()}.png"
    if not finders.find(own):
        own = "sharing/other.png"
    return SharedPicture(urljoin(root, static(own)), name)


@register.inclusion_tag("components/share.html")
def share_links(title: str, url: str) -> dict[str, Any]:
    """Show links by which a reader hands on the page called `title` at the absolute `url`."""
    networks = [(name, address + quote(url, safe="")) for name, address in NETWORKS.items()]
    return {"title": title, "url": url, "networks": networks}
