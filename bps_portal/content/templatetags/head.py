"""What the head of a page tells machines about its addresses."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.core.paginator import Page as ListingPage
from django.http import HttpRequest
from django.template import Context

from bps_portal import languages
from bps_portal.content.listings import NarrowedPage
from bps_portal.pages.models import PortalPage

register = template.Library()


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
    """
    if not isinstance(page, PortalPage):
        return Addresses("", [])
    request: HttpRequest | None = context.get("request")
    urls = {
        code: f"{url}{query}"
        for code in languages.public_codes()
        if (url := page.full_url_in(code, request))
        and (query := listing_query(listing, code)) is not None
    }
    alternates = [Alternate(code, url) for code, url in urls.items()]
    if len(alternates) < 2:
        alternates = []
    elif default := urls.get(languages.default_code()):
        alternates.append(Alternate("x-default", default))
    return Addresses(urls.get(languages.active_code(), ""), alternates)
