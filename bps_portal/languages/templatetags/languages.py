"""Template tags of the languages room."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.template import Context
from django.urls import translate_url
from django.utils.formats import date_format

from bps_portal import languages

register = template.Library()


@dataclass(frozen=True)
class LanguageLink:
    """One entry of the language switch.

    `public` tells whether this very page exists in the language; where it does not, `url` is
    that language's home. `awaited` tells that it is promised to follow there; `url` is then the
    address at which it will stand, as far as there is one.
    """

    code: str
    name: str
    url: str
    active: bool
    public: bool
    awaited: bool = False


@register.simple_tag(takes_context=True)
def language_links(context: Context, page: Any = None) -> list[LanguageLink]:
    """Return the language switch of a page, or of the view that renders the template.

    A language that is not required is offered only where the page is public in it. What a visitor
    asked for goes along as the context's `switch_query` has it, by language ({"nl": "?q=water"});
    without that a view's whole query does, and of a page's nothing.
    """
    links = [_link(context, page, code) for code in languages.public_codes()]
    required = languages.required_codes()
    return [link for link in links if link.public or not page or link.code in required]


@register.filter
def language_name(code: str) -> str:
    """Return the name of a language in the active language."""
    return languages.name(code) if code in languages.codes() else code


@register.filter
def short_date(value: date | None) -> str:
    """Return a date as lists show it: 23.09.2021."""
    return date_format(value, "d.m.Y") if value else ""


def _link(context: Context, page: Any, code: str) -> LanguageLink:
    request = context.get("request")
    url: str | None
    awaited = bool(page) and page.awaited_in(code)
    match = getattr(request, "resolver_match", None)
    query = (context.get("switch_query") or {}).get(code)
    if page:
        url = page.url_in(code, request)
        url = url and f"{url}{query or ''}"
    elif request and match and match.url_name != "wagtail_serve":
        whole = request.get_full_path() if query is None else f"{request.path}{query}"
        url = translate_url(whole, code)
    else:
        url = None
    address = page.awaited_url_in(code, request) if awaited else url
    return LanguageLink(
        code=code,
        name=languages.own_name(code),
        url=address or f"/{code}/",
        active=code == languages.active_code(),
        public=url is not None,
        awaited=awaited,
    )
