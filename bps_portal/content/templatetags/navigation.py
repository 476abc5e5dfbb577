"""The site's menus: the pages that editors chose, or else those of the tree."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django import template
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.template import Context

from bps_portal import languages
from bps_portal.content.site_frame import SiteFrame, frame_of
from bps_portal.content.site_settings import MENUS, ChosenPage
from bps_portal.pages.models import PortalPage

register = template.Library()

# The page below which each theme has its own, and the statement that every page links to; they
# belong to a room above this one.
THEMES_PAGE = "home.ThemeIndexPage"
STATEMENT_PAGE = "home.AccessibilityStatementPage"


@dataclass(frozen=True)
class MenuItem:
    """One link of a menu; `current` marks the section of the page that is read."""

    title: str
    url: str
    current: bool


@dataclass(frozen=True)
class Navigation:
    """The main menu, the links at the foot of every page and the quick links of the home page.

    `themes_url` is the address below which each theme has its page, where readers see that;
    `statement` the link to the accessibility statement, where readers see one.
    """

    main: list[MenuItem] = field(default_factory=list)
    foot: list[MenuItem] = field(default_factory=list)
    quick: list[MenuItem] = field(default_factory=list)
    themes_url: str = ""
    statement: MenuItem | None = None

    @property
    def statement_missing(self) -> MenuItem | None:
        """The link to the statement, where editors put it into no menu that every page shows."""
        linked = {item.url for item in (*self.main, *self.foot)}
        return self.statement if self.statement and self.statement.url not in linked else None


@register.simple_tag(takes_context=True)
def site_navigation(context: Context, page: Any = None) -> Navigation:
    """Return the menus in the active language; `page` is the one that is read, where there is one.

    A menu holds what editors chose for it, in their order, as far as readers see it in this
    language. Where they chose nothing, the main menu holds the pages below the home page that are
    shown in menus, in the order of the tree, and the foot those that the main menu does not hold.
    """
    request: HttpRequest | None = context.get("request")
    frame = frame_of(request)
    if frame.root is None:
        return Navigation()
    main, foot, quick = (frame.settings.chosen_pages(menu) for menu in MENUS)
    sections = [found for found in frame.pages.values() if found.is_child_of(frame.root)]
    main = main or [ChosenPage(found.pk, "") for found in sections if found.show_in_menus]
    held = {chosen.page_id for chosen in main}
    foot = foot or [ChosenPage(found.pk, "") for found in sections if found.pk not in held]
    show = partial(_menu, frame=frame, page=page, request=request)
    themes, statement = _of_types((THEMES_PAGE, STATEMENT_PAGE), sections)
    return Navigation(
        show(main),
        show(foot),
        show(quick),
        themes_url=next((item.url for item in show(themes)), ""),
        statement=next(iter(show(statement)), None),
    )


def _menu(
    menu: list[ChosenPage], frame: SiteFrame, page: Any, request: HttpRequest | None
) -> list[MenuItem]:
    return [
        MenuItem(
            title=chosen.label or shown.title,
            url=shown.url_in(languages.active_code(), request) or "",
            current=_holds(shown, page, frame.root),
        )
        for chosen in menu
        if (shown := frame.pages.get(chosen.page_id))
    ]


def _of_types(kinds: tuple[str, ...], sections: list[PortalPage]) -> list[list[ChosenPage]]:
    """Return the sections of each page type, whose keys Django looks up once and together."""
    models = [apps.get_model(kind) for kind in kinds]
    keys = ContentType.objects.get_for_models(*models)
    return [
        [ChosenPage(page.pk, "") for page in sections if page.content_type_id == keys[model].pk]
        for model in models
    ]


def _holds(section: PortalPage, page: Any, root: PortalPage | None) -> bool:
    """Tell whether `page` is read in a section; below the home page lies everything."""
    path = page.path if page else ""
    return path == section.path if section == root else bool(path) and path.startswith(section.path)
