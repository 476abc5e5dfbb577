"""The pages that every site has, with the addresses that others rely on.

Titles and slugs come from the catalogues (`locale/`); those of a language that is not required are
left to editors.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import pgettext_lazy
from wagtail.models import Site

from bps_portal import languages
from bps_portal.contact.models import ContactPage
from bps_portal.pages import parity_gate
from bps_portal.pages.models import LocalizedPage, PortalPage
from campaigns.models import CampaignIndexPage, LibraryPage
from emergency.models import EmergencyNumbersPage
from news.models import NewsIndexPage

from .models import AccessibilityStatementPage, ContentPage, HomePage, ThemeIndexPage

HOME = "home"
DEFAULT_PORTS = {"http": 80, "https": 443}

# A text per column, such as {"title_fr": ..., "lead_nl": ...}.
Texts = Mapping[str, Any]


@dataclass(frozen=True)
class FixedPage:
    """A section of the site or a page that every foot links to."""

    key: str
    model: type[LocalizedPage]
    title: Any
    slug: Any
    in_main_menu: bool = False

    def existing(self) -> LocalizedPage | None:
        """Return the page where the site has it already."""
        pages = self.model.objects.all()
        if self.model is ContentPage:
            column = languages.field_name("slug", languages.default_code())
            with languages.override(languages.default_code()):
                pages = pages.filter(fixed_address=True, **{column: str(self.slug)})
        found: LocalizedPage | None = pages.first()
        return found

    def draft(self, texts: Texts) -> LocalizedPage:
        """Return a new page, not yet in the tree, with its title and slug in the required languages."""
        page = self.model(live=False, show_in_menus=self.in_main_menu)
        if isinstance(page, ContentPage):
            page.fixed_address = True
        for code in languages.required_codes():
            with languages.override(code):
                languages.set_value_in(page, "title", code, str(self.title))
                languages.set_value_in(page, "slug", code, str(self.slug))
        return _with(page, texts)


# The order is that of the menus.
FIXED_PAGES = (
    FixedPage(
        "news",
        NewsIndexPage,
        pgettext_lazy("page title", "News"),
        pgettext_lazy("address", "news"),
        in_main_menu=True,
    ),
    FixedPage(
        "themes",
        ThemeIndexPage,
        pgettext_lazy("page title", "Themes"),
        pgettext_lazy("address", "themes"),
        in_main_menu=True,
    ),
    FixedPage(
        "campaigns",
        CampaignIndexPage,
        pgettext_lazy("page title", "Campaigns"),
        pgettext_lazy("address", "campaigns"),
        in_main_menu=True,
    ),
    FixedPage(
        "library",
        LibraryPage,
        pgettext_lazy("page title", "Publications"),
        pgettext_lazy("address", "publications"),
        in_main_menu=True,
    ),
    FixedPage(
        "emergency",
        EmergencyNumbersPage,
        pgettext_lazy("page title", "Emergency numbers"),
        pgettext_lazy("address", "emergency-numbers"),
        in_main_menu=True,
    ),
    FixedPage(
        "about",
        ContentPage,
        pgettext_lazy("page title", "About us"),
        pgettext_lazy("address", "about"),
        in_main_menu=True,
    ),
    FixedPage(
        "contact",
        ContactPage,
        pgettext_lazy("page title", "Contact"),
        pgettext_lazy("address", "contact"),
    ),
    FixedPage(
        "accessibility",
        AccessibilityStatementPage,
        pgettext_lazy("page title", "Accessibility statement"),
        pgettext_lazy("address", "accessibility"),
    ),
    FixedPage(
        "privacy",
        ContentPage,
        pgettext_lazy("page title", "Privacy"),
        pgettext_lazy("address", "privacy"),
    ),
)


def ensure_home(texts: Texts) -> tuple[HomePage, bool]:
    """Return the home page of the default site, and whether it was made just now.

    A new one replaces the welcome page that Wagtail's first migration leaves.
    """
    if home := HomePage.objects.first():
        return home, False
    root = PortalPage.get_first_root_node()
    _remove_welcome_page(root)
    home = HomePage(live=False)
    for code in languages.codes():
        languages.set_value_in(home, "slug", code, HOME)
    for code in languages.required_codes():
        with languages.override(code):
            languages.set_value_in(home, "title", code, str(pgettext_lazy("page title", "Home")))
    root.add_child(instance=_with(home, texts))
    home.save_revision().publish()
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname or "localhost",
            "port": address.port or DEFAULT_PORTS.get(address.scheme, 80),
            "site_name": settings.WAGTAIL_SITE_NAME,
            "root_page": home,
        },
    )
    Site.clear_site_root_paths_cache()
    return home, True


def ensure_fixed_page(fixed: FixedPage, home: HomePage, texts: Texts) -> tuple[LocalizedPage, bool]:
    """Return a fixed page, and whether it was made just now.

    A page that lacks what its readers need, such as a page about privacy without a text, stays a draft
    until an editor has written it.
    """
    if page := fixed.existing():
        return page, False
    page = fixed.draft(texts)
    home.add_child(instance=page)
    if not parity_gate.lacks(page):
        page.save_revision().publish()
    else:
        page.save_revision(clean=False)
    return page, True


def ensure_fixed_pages(
    texts: Mapping[str, Texts], skip: Collection[str] = ()
) -> Iterator[tuple[str, LocalizedPage, bool]]:
    """Make the home page and all fixed pages that the site does not have.

    Args:
        texts: by the key of the page, what it says beyond its title; "home" is the home page's.
        skip: keys of pages that are not made where they are missing.

    Yields:
        The key, the page, and whether it was made just now.
    """
    if HOME in skip and not HomePage.objects.exists():
        return
    home, made = ensure_home(texts.get(HOME, {}))
    yield HOME, home, made
    for fixed in FIXED_PAGES:
        if fixed.key not in skip or fixed.existing():
            page, made = ensure_fixed_page(fixed, home, texts.get(fixed.key, {}))
            yield fixed.key, page, made


def _with[P: LocalizedPage](page: P, texts: Texts) -> P:
    for name, value in texts.items():
        setattr(page, name, value)
    return page


def _remove_welcome_page(root: PortalPage) -> None:
    """Delete Wagtail's own first page; pages of our types are never touched."""
    for page in root.get_children():
        if page.specific_class is PortalPage and page.is_leaf():
            page.delete()
    root.refresh_from_db()
