"""Tags that tell machines what a page is (JSON-LD, schema.org)."""

import json
from datetime import date
from typing import Any
from urllib.parse import urljoin

from django import template
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from bps_portal import languages
from bps_portal.content import structured_data
from bps_portal.content.site_frame import SiteFrame, frame_of
from bps_portal.content.structured_data import Node
from bps_portal.pages.models import PortalPage

register = template.Library()

LOGO = "icons/icon-512.png"
# What could end the script element early.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


@register.simple_tag
def json_ld(*nodes: Node) -> SafeString:
    """Return the nodes as one script element that no browser runs; empty ones are left out."""
    graph = [node for node in nodes if node]
    if not graph:
        return SafeString("")
    value = {"@context": structured_data.CONTEXT, "@graph": graph}
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped


@register.simple_tag(takes_context=True)
def organisation_node(context: Context, *, full: bool = False) -> Node:
    """Return the body behind the site; `full` adds how to reach it."""
    frame, home = _frame_and_home(context)
    if not home:
        return {}
    settings, known = frame.settings, {}
    if full:
        known = {
            "description": settings.tagline,
            "address": " · ".join((settings.address or "").split("\n")),
            "telephone": settings.telephone_url.removeprefix("tel:"),
            "email": settings.email,
            "sameAs": [account.url for account in settings.accounts],
        }
    logo = urljoin(home, static(LOGO))
    return structured_data.organisation(settings.name_to_show, home, logo, **known)


@register.simple_tag(takes_context=True)
def article_node(
    context: Context, page: PortalPage, published: date, description: str, picture: str
) -> Node:
    """Return an article by the body behind the site; `picture` is an absolute address or ""."""
    code = languages.active_code()
    url = page.full_url_in(code, context.get("request"))
    publisher = organisation_node(context)
    if not url or not publisher:
        return {}
    return structured_data.news_article(
        headline=page.title,
        url=url,
        language=code,
        published=published,
        description=description,
        pictures=[picture] if picture else [],
        publisher=publisher,
    )


@register.simple_tag(takes_context=True)
def breadcrumb_node(context: Context, page: Any, title: str) -> Node:
    """Return the way down to `page`, which is called `title`; nothing for the home page."""
    request: HttpRequest | None = context.get("request")
    code = languages.active_code()
    if not isinstance(page, PortalPage) or not (url := page.full_url_in(code, request)):
        return {}
    above = [
        (step.title, urljoin(url, step.url_in(code, request) or ""))
        for step in page.breadcrumbs
        if step is not page
    ]
    if page in page.breadcrumbs:
        # The list that stands above one of its own parts has the address of that part here.
        above.append((page.title, urljoin(url, "..")))
    return structured_data.breadcrumb_list([*above, (title, url)]) if above else {}


def _frame_and_home(context: Context) -> tuple[SiteFrame, str]:
    request: HttpRequest | None = context.get("request")
    frame = frame_of(request)
    home = frame.root and frame.root.full_url_in(languages.active_code(), request)
    return frame, home or ""
