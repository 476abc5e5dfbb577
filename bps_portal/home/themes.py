"""The list of themes, and a page for each of them that gathers what is published about it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.url_routing import RouteResult

from bps_portal import languages
from bps_portal.content.models import Theme
from bps_portal.content.renditions import prefetch_renditions
from bps_portal.languages.panels import translated_panels
from bps_portal.pages.addressing import AddressedPage
from bps_portal.pages.models import LocalizedPage
from campaigns.models import CampaignPage, LibraryPage, PublicationPage
from news.models import ArticlePage, NewsIndexPage

ARTICLES_OF_THEME = 6
CAMPAIGNS_OF_THEME = 6
PUBLICATIONS_OF_THEME = 6


@dataclass(frozen=True)
class CountedTheme:
    """A theme with the number of articles that readers find under it."""

    theme: Theme
    article_count: int


class ThemeIndexPage(LocalizedPage):
    """The list of themes; it answers below its own address for each theme as well."""

    # The theme that an answer is about, set by the look-up of an address.
    theme: Theme | None = None

    intro = models.TextField(verbose_name=_("introduction"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count = 1
    locked_slugs = True

    content_panels = [*LocalizedPage.content_panels, translated_panels("intro")]

    class Meta:
        verbose_name = _("list of themes")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Answer for the list, and for a theme that has a name in the active language."""
        code = languages.active_code()
        if len(path_components) == 1 and self.live_in(code):
            slug = {languages.field_name("slug", code): path_components[0]}
            self.theme = Theme.objects.named_in(code).filter(**slug).first()
            if self.theme:
                return RouteResult(self)
        return super().route(request, path_components)

    def get_template(self, *_args: Any, **_kwargs: Any) -> str:
        """Return the template of the list, or that of a theme."""
        return "home/theme_page.html" if self.theme else "home/theme_index_page.html"

    def url_in(self, code: str, request: HttpRequest | None = None) -> str | None:
        """Return the local address in a language of the list, or of the theme of this answer."""
        return self._with_theme(super().url_in(code, request), code)

    def full_url_in(self, code: str, request: HttpRequest | None = None) -> str | None:
        """Return the absolute address in a language of the list, or of the theme of this answer."""
        return self._with_theme(super().full_url_in(code, request), code)

    @property
    def breadcrumbs(self) -> list[AddressedPage]:
        """The ancestors; the list itself stands above a theme."""
        above: list[AddressedPage] = super().breadcrumbs
        return [*above, self] if self.theme else above

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the themes of the list, or what is published about one."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        code = languages.active_code()
        if self.theme is None:
            return context | {"themes": counted_themes(code)}
        return context | _published_about(self.theme, code, request)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return one entry per language of the list, and of each theme that has a name in it."""
        entries: list[dict[str, Any]] = super().get_sitemap_urls(request)
        lists = {code: self.full_url_in(code, request) for code in self.live_languages}
        for theme in Theme.objects.all():
            urls = {
                code: f"{address}{languages.value_in(theme, 'slug', code)}/"
                for code, address in lists.items()
                if all(languages.value_in(theme, field, code) for field in ("name", "slug"))
            }
            entries += [{"location": url, "alternates": urls} for url in urls.values()]
        return entries

    def _with_theme(self, url: str | None, code: str) -> str | None:
        if self.theme is None or url is None:
            return url
        name, slug = (languages.value_in(self.theme, field, code) for field in ("name", "slug"))
        return f"{url}{slug}/" if name and slug else None


def counted_themes(code: str) -> list[CountedTheme]:
    """Return all themes that have a name in a language, in two queries."""
    articles = ArticlePage.objects.public_in(code).order_by()
    counts = dict(articles.values_list("theme").annotate(Count("pk")))
    return [CountedTheme(theme, counts.get(theme.pk, 0)) for theme in Theme.objects.named_in(code)]


def themes_with_pages(code: str) -> list[Theme]:
    """Return the themes under which readers find something in a language; one query."""
    found = Q()
    for pages in (ArticlePage.objects, CampaignPage.objects, PublicationPage.objects):
        found |= Q(Exists(pages.public_in(code).order_by().filter(theme=OuterRef("pk"))))
    return list(Theme.objects.named_in(code).filter(found))


def _published_about(theme: Theme, code: str, request: HttpRequest) -> dict[str, Any]:
    public = ArticlePage.objects.public_in(code).filter(theme=theme)
    newest = list(public.newest_first().for_cards()[: ARTICLES_OF_THEME + 1])
    has_article = Exists(public.filter(campaign=OuterRef("pk")))
    campaigns = list(
        CampaignPage.objects.public_in(code)
        .filter(Q(theme=theme) | Q(has_article))
        .by_stage(timezone.localdate())
        .for_cards()[:CAMPAIGNS_OF_THEME]
    )
    publications = list(
        PublicationPage.objects.public_in(code)
        .filter(theme=theme)
        .newest_first()
        .for_cards()[: PUBLICATIONS_OF_THEME + 1]
    )
    articles = newest[:ARTICLES_OF_THEME]
    prefetch_renditions(page.image for page in [*articles, *campaigns])
    return {
        "theme": theme,
        "articles_of_theme": articles,
        "has_more_articles": len(newest) > ARTICLES_OF_THEME,
        "news_url": _address_of(NewsIndexPage, code, request) if articles else None,
        "campaigns": campaigns,
        "publications": publications[:PUBLICATIONS_OF_THEME],
        "has_more_publications": len(publications) > PUBLICATIONS_OF_THEME,
        "library_url": _address_of(LibraryPage, code, request) if publications else None,
    }


def _address_of(model: type[LocalizedPage], code: str, request: HttpRequest) -> str | None:
    # There is one such page; ordering would have PostgreSQL walk the tree to find it.
    page = next(iter(model.objects.public_in(code).order_by()[:1]), None)
    return page.url_in(code, request) if page else None
