"""The site's menus, from the tree."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from wagtail.models import Site

from bps_portal import languages
from bps_portal.pages.models import PortalPage

register = template.Library()


@dataclass(frozen=True)
class MenuItem:
    """One link of a menu; `current` marks the section of the page that is read."""

    title: str
    url: str
    current: bool


@dataclass(frozen=True)
class Navigation:
    """The main menu and the links at the foot of every page."""

    main: list[MenuItem]
    foot: list[MenuItem]


@register.simple_tag(takes_context=True)
def site_navigation(context: Context, page: Any = None) -> Navigation:
    """Return the menus in the active language, in one query.

    The pages below the home page that editors show in menus make the main menu; the others make
    the foot. Both keep the order of the tree.
    """
    request: HttpRequest | None = context.get("request")
    site = Site.find_for_request(request)
    if site is None:
        return Navigation([], [])
    main: list[MenuItem] = []
    foot: list[MenuItem] = []
    sections = PortalPage.objects.child_of(site.root_page).public_in(languages.active_code())
    for section in sections:
        current = bool(page and page.path) and page.path.startswith(section.path)
        item = MenuItem(
            section.title, section.url_in(languages.active_code(), request) or "", current
        )
        (main if section.show_in_menus else foot).append(item)
    return Navigation(main, foot)
